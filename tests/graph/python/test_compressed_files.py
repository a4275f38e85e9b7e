"""Open files of libraries that compress."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

_OPENERS = [
    *("gzip.open", "bz2.open", "lzma.open", "zstandard.open", "pyzstd.open", "lz4.frame.open"),
    *("xopen.xopen", "compression.zstd.open", "isal.igzip.open", "smart_open.open"),
]


@pytest.mark.parametrize("opener", _OPENERS)
def test_what_goes_through_a_compressed_file_goes_to_its_path(opener: str) -> None:
    found = behaviour(f"""
        import json
        import {opener.rpartition(".")[0]}

        with {opener}("in.json.x", "rt") as source:
            rows = json.load(source)
        with {opener}("out.json.x", "wt") as target:
            json.dump(rows, target)
    """)
    assert found.unresolved == ()
    assert touched(found) == ["read in.json.x", "write out.json.x"]


def test_name_of_the_file_as_a_keyword() -> None:
    found = behaviour("""
        import gzip, json

        json.load(gzip.open(filename="in.json.gz"))
    """)
    assert found.unresolved == ()
    assert touched(found) == ["read in.json.gz"]

"""Downloads whose content may be another tomorrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.remotes import unpinned_downloads
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

URL = "https://example.org/data.csv"
READ = f'import pandas as pd\n\npd.read_csv("{URL}").to_csv("out.csv")\n'


def test_an_address_without_a_hash_is_unpinned(write_repository: WriteTree) -> None:
    ((root,),) = unpinned_downloads(read_workflow(write_repository({"get.py": READ})))
    assert (root.artifact.id, root.first.step.id) == (URL, "get.py")


@pytest.mark.parametrize(
    "code",
    [
        READ.replace(URL, "s3://bucket/data.csv"),  # read in passing
        READ.replace(URL, "http://localhost/data.csv"),
        READ.replace(URL, "data.csv"),
    ],
)
def test_what_is_read_in_passing_or_here_is_none(write_repository: WriteTree, code: str) -> None:
    assert unpinned_downloads(read_workflow(write_repository({"get.py": code}))) == ()

"""Files beside the sources that mlaudit reads: broken ones are refused, or passed over."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from mlaudit.configuration import ConfigurationError, load
from mlaudit.discover import discover
from mlaudit.gate.baseline.text import BaselineError, read_text
from mlaudit.report.runbook_page.blocks import Block, DamagedMarksError, parse_page, write_page
from tests.fuzz.mutation import mutate
from tests.fuzz.trying import watch

INPUTS = int(os.environ.get("MLAUDIT_FUZZ_EXAMPLES", "8")) * 20
CONFIGURATION = b"""profile = "strict"
select = ["inputs", "ORD001"]
exclude = ["old/**"]
[severity]
untracked-input = "low"
[[manual-step]]
id = "label"
what = "Label the images"
produces = ["data/labels.csv"]
until = 2030-01-01
[[call]]
name = "lib.write"
write = 1
"""
BASELINE = (
    b'{"schema":"mlaudit-baseline/1","findings":[\n'
    b'{"rule":"INP001","path":"a.py","scope":"","subject":"x.csv","count":2},\n'
    b'{"rule":"ORD001","path":"b.py","scope":"f","subject":"y","count":1}\n]}\n'
)
PAGE = (
    b"# Notes\n<!-- mlaudit:begin head -->\nx\n<!-- mlaudit:end head -->\nours\n"
    b"<!-- mlaudit:begin a1 -->\n- y\n<!-- mlaudit:end a1 -->\nmore\n"
)
GIT = (
    b'*.csv\n!keep/**\n/build/\n[a-z]?\\#x filter=lfs diff=lfs -text\n[submodule "x"]\n\tpath = x\n'
)


def _configure(root: Path, data: bytes) -> None:
    (root / "mlaudit.toml").write_bytes(data)
    with suppress(ConfigurationError):
        load(root)


def _accept(root: Path, data: bytes) -> None:
    with suppress(BaselineError):
        read_text(data.decode("utf-8", "replace"), "x")


def _renew(root: Path, data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    try:
        page = parse_page(write_page(text, (Block("head", "new\n"), Block("b2", "z\n"))))
    except DamagedMarksError:
        return
    assert [block.id for block, _ in page.parts][:2] == ["head", "b2"]


def _list(root: Path, data: bytes) -> None:
    for name in (".gitignore", ".gitattributes", ".gitmodules", ".dvcignore", ".lfsconfig"):
        (root / name).write_bytes(data)
    assert any(file.path == "a.py" for file in discover(root).files)


@pytest.mark.parametrize(
    ("read", "start"),
    [(_configure, CONFIGURATION), (_accept, BASELINE), (_renew, PAGE), (_list, GIT)],
)
def test_nothing_but_a_refusal(
    read: Callable[[Path, bytes], None], start: bytes, tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text("", encoding="utf-8")
    read(tmp_path, start)
    chance, others = random.Random(1), (CONFIGURATION, BASELINE, PAGE, GIT)
    for _ in range(INPUTS):
        with watch():
            read(tmp_path, mutate(chance, start, others))

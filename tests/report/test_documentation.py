"""docs/formats.md names every format of a scan, and its commands name no other."""

from __future__ import annotations

import re
from pathlib import Path

from mlaudit.report.registry import formats

TEXT = (Path(__file__).resolve().parents[2] / "docs/formats.md").read_text(encoding="utf-8")


def test_every_format_has_a_row_in_which_its_command_writes_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| `(mlaudit scan[^`]*)` \|$", TEXT, re.MULTILINE)
    assert sorted(name for name, _ in rows) == sorted(formats("scan"))
    for name, command in rows:
        wanted = re.findall(r"--format (\w+)|--report (\w+)=", command)
        assert [a or b for a, b in wanted] == ([] if name == "text" else [name])

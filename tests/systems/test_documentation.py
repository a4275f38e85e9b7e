"""docs/systems.md names every format that is read, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from mlaudit.parsers.registry import parsers

PAGE = Path(__file__).resolve().parents[2] / "docs" / "systems.md"


def test_every_format_has_its_line() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|(.*)\|(.*)\|(.*)\|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert [name for name, *_ in rows] == sorted(parser.name for parser in parsers())
    assert [name for name, files, read, _ in rows if not files.strip() or not read.strip()] == []

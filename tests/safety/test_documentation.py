"""The page on safety tells the bounds that the code has."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "safety.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| [^|]+ \| (\d+) \| `([\w.]+)\.(\w+)` \|$", PAGE, re.MULTILINE)


def test_the_page_has_a_table() -> None:
    assert len(ROWS) > 15


@pytest.mark.parametrize(("value", "module", "name"), ROWS)
def test_a_bound_is_that_of_the_code(value: str, module: str, name: str) -> None:
    assert getattr(importlib.import_module(module), name) == int(value)

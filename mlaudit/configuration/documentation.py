"""Writes what is published of the configuration: its JSON Schema and its reference.

`python -m mlaudit.configuration.documentation --write` makes both anew after a change of the keys;
a test proves that they are in step.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from mlaudit.configuration.keys import MANUAL_STEP, OVERRIDE, ROOT
from mlaudit.configuration.schema import build_schema
from mlaudit.configuration.table import Key, Table

DOCUMENTS = Path(__file__).parents[2] / "docs"
SCHEMA, PAGE = DOCUMENTS / "mlaudit.schema.json", DOCUMENTS / "configuration.md"
_TABLES = {"keys": ROOT, "overrides": OVERRIDE, "manual-step": MANUAL_STEP}


def render_schema() -> str:
    """The schema as the file holds it."""
    return json.dumps(build_schema(), indent=2) + "\n"


def render_page(page: str) -> str:
    """The page with its tables made anew, each between `<!-- NAME -->` and `<!-- end -->`."""
    for name, table in _TABLES.items():
        start, end = f"<!-- {name} -->\n", "<!-- end -->"
        before, found, rest = page.partition(start)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"{PAGE.name} has no place for {name}")
        page = f"{before}{start}{''.join(_list_keys(table))}{end}{after}"
    return page


def _list_keys(table: Table) -> Iterator[str]:
    yield "\n| key | value | meaning |\n|---|---|---|\n"
    for key in table.keys:
        name = f"`{key.name}`" + (" (required)" if key.required else "")
        yield f"| {name} | {_describe_value(key)} | {key.meaning} |\n"
    yield "\n"


def _describe_value(key: Key) -> str:
    words = key.kind.words.replace("|", "\\|")
    return f"{words}; without it {key.default}" if key.default else words


def write() -> None:
    """Make both files anew."""
    SCHEMA.write_text(render_schema(), encoding="utf-8", newline="\n")
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(render_page(page), encoding="utf-8", newline="\n")


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    write()

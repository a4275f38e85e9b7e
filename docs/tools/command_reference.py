"""Writes docs/commands.md from the commands: `python -m docs.tools.command_reference --write`."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from mlaudit.cli.app import app
from mlaudit.report.registry import formats

PAGE = Path(__file__).resolve().parents[1] / "commands.md"
_START, _END = "<!-- commands -->\n", "<!-- end -->"
_DEFAULT = re.compile(r"\s*\[default: ([^\]]+)\]")
_REQUIRED = re.compile(r"\s*\[required\]")
_RANGE = re.compile(r"\s*\[\d*<?=?x[^\]]*\]|\s*\[x>=\d+\]")
_COMMON = 4
"""An option that this many commands share is told once."""


@dataclass(frozen=True)
class Row:
    """An argument or an option: how it is typed, what it is without being typed, what it means."""

    names: str
    default: str
    meaning: str

    def render(self) -> str:
        """The row of a table."""
        names = f"`{self.names}`"
        is_words = not self.default or " " in self.default
        default = self.default if is_words else f"`{self.default}`"
        cells = (names, default, self.meaning)
        return f"| {' | '.join(cell.replace('|', _BAR) for cell in cells)} |"


_BAR = "\\|"


def render_page(page: str) -> str:
    """The page with the part between its two marks made anew.

    Raises:
        ValueError: the page lacks a mark.
    """
    before, found, rest = page.partition(_START)
    _, closed, after = rest.partition(_END)
    if not found or not closed:
        raise ValueError(f"{PAGE.name} has no place for the commands")
    lines = "\n".join(_describe_all())
    return f"{before}{_START}\n{lines}\n\n{_END}{after}"


def list_commands() -> dict[str, Any]:
    """Every command that can be typed, by its words."""
    return dict(_walk(typer.main.get_command(app), "mlaudit"))


def _walk(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", {})
    if not inner:
        yield name, command
    for word, part in inner.items():
        yield from _walk(part, f"{name} {word}")


def _describe_all() -> Iterator[str]:
    commands = list_commands()
    rows = {name: list(_rows(command, name)) for name, command in commands.items()}
    counts = Counter(row for found in rows.values() for row in found)
    common = [row for row, count in counts.items() if count >= _COMMON]
    for name, command in commands.items():
        yield from _describe(name, command, rows[name], common)
    yield from ("\n## Common options\n", "Where a command lists them, they mean the same.\n")
    yield from _table(common)


def _describe(name: str, command: Any, rows: list[Row], common: list[Row]) -> Iterator[str]:
    context = command.make_context(name, [], resilient_parsing=True)
    yield f"\n## {name}\n"
    yield f"```text\n{' '.join([name, *command.collect_usage_pieces(context)])}\n```\n"
    for paragraph in (command.help or "").split("\n\n"):
        yield " ".join(paragraph.split()) + "\n"
    own = [row for row in rows if row not in common]
    if own:
        yield from _table(own)
    shared = [f"`{row.names}`" for row in common if row in rows]
    if shared:
        yield f"\n[Common options](#common-options): {', '.join(shared)}."


def _table(rows: list[Row]) -> Iterator[str]:
    yield "| typed | default | meaning |"
    yield "|---|---|---|"
    yield from (row.render() for row in rows)


def _rows(command: Any, name: str) -> Iterator[Row]:
    context = command.make_context(name, [], resilient_parsing=True)
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is None:
            continue
        names, text = record
        default = _DEFAULT.search(text)
        meaning = _REQUIRED.sub(" Required.", _RANGE.sub("", _DEFAULT.sub("", text))).strip()
        if "--format" in parameter.opts:
            meaning = ", ".join(f"`{form}`" for form in formats(name.split()[1]))
        names = names.replace("<int range>", "N").replace("<str>", "TEXT")
        yield Row(names, default[1] if default else "", meaning)


def write() -> None:
    """Make the page anew."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(render_page(page), encoding="utf-8", newline="\n")


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    write()

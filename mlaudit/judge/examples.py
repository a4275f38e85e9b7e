"""The examples in a rule's documentation: small repositories with what the rule says of them.

A rule's Markdown holds examples under "## Fires" and "## Stays silent", each under a heading of
the third level. A fenced block whose info string has `path=…` is a file; a block of `findings`
lists what the rule must say, a line each: code, path, subject; a block of `untracked` lists files
that git does not know (.gitignore works as ever). Notebooks are written as percent scripts, in
which `# %% [3]` begins a cell that was run as number 3.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

SECTIONS = ("What it finds", "Why it hurts", "How to mend it", "When it stays silent")
"""Headings of the second level that every documentation has before its examples."""
FIRES, SILENT = "Fires", "Stays silent"

_PATH = lazy_regex(r"(?:^|\s)path=(\S+)")
_CELL = lazy_regex(r"^# %%[^\[]*(?:\[(?:(?P<kind>markdown|raw)|(?P<number>\d+))\])?.*$")


@dataclass(slots=True)
class Example:
    """A small repository.

    Attributes:
        title: its heading.
        fires: the rule must say exactly `findings`; otherwise nothing.
        files: content by path.
        untracked: paths that git does not know.
        findings: (code, path, subject).
    """

    title: str
    fires: bool
    files: dict[str, str] = field(default_factory=dict)
    untracked: list[str] = field(default_factory=list)
    findings: list[tuple[str, str, str]] = field(default_factory=list)


@immutable
class Documentation:
    """A rule's Markdown: its title, its sections of prose, and its examples in order."""

    title: str
    sections: tuple[str, ...]
    examples: tuple[Example, ...]


def read_documentation(text: str) -> Documentation:
    """The parts of a rule's Markdown; raises ValueError where a block has no meaning."""
    title, section = "", ""
    sections: list[str] = []
    examples: list[Example] = []
    for kind, value, content in _read_parts(text):
        if kind == "h1":
            title = value
        elif kind == "h2":
            section = value
            sections.append(value)
        elif section in (FIRES, SILENT):
            if kind == "h3":
                examples.append(Example(value, section == FIRES))
            elif kind == "fence":
                _add_block(examples[-1], value, content)
    return Documentation(title, tuple(sections), tuple(examples))


def _read_parts(text: str) -> Iterator[tuple[str, str, str]]:
    """("h1" to "h3", heading, "") and ("fence", info string, content)."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(text)
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            yield token.tag, tokens[index + 1].content, ""
        elif token.type == "fence":
            yield "fence", token.info.strip(), token.content


def _add_block(example: Example, info: str, content: str) -> None:
    path = _PATH.search(info)
    if path is not None:
        example.files[path.group(1)] = content
    elif info == "findings":
        for line in content.splitlines():
            code, place, subject = line.split(maxsplit=2)
            example.findings.append((code, place, subject))
    elif info == "untracked":
        example.untracked.extend(content.split())
    else:
        raise ValueError(f"{example.title!r}: a block {info!r} is no file, findings or untracked")


def write_example(example: Example, root: Path) -> None:
    """Write the files of an example below `root`."""
    for path, content in example.files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = notebook_of(content) if path.endswith(".ipynb") else content
        target.write_text(text, encoding="utf-8")


def notebook_of(script: str) -> str:
    """A notebook as JSON, from a percent script.

    `# %%` begins a cell, with `[markdown]` or `[raw]` one of text, with `[3]` one that was run.
    """
    cells: list[tuple[str, int | None, list[str]]] = []
    for line in script.splitlines():
        marker = _CELL.match(line)
        if marker is not None:
            kind, number = marker["kind"] or "code", marker["number"]
            cells.append((kind, int(number) if number else None, []))
        elif cells:
            is_text = cells[-1][0] != "code"
            cells[-1][2].append(line.removeprefix("#").removeprefix(" ") if is_text else line)
    notebook = {
        "cells": [_cell(kind, number, "\n".join(t).strip("\n")) for kind, number, t in cells],
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    return json.dumps(notebook, indent=1)


def _cell(kind: str, number: int | None, source: str) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source}
    return cell | ({"execution_count": number, "outputs": []} if kind == "code" else {})

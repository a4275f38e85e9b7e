"""Scripts that are notebooks: cells marked by comments, magics kept in comments.

Two formats are read: the percent format of jupytext, Spyder and VS Code, and the source format
in which Databricks exports and synchronises notebooks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from mlaudit.model.summary import Statement
from mlaudit.parsers.python.databricks import read_databricks_cell
from mlaudit.parsers.python.interactive import SUBSTITUTE
from mlaudit.parsers.python.lexical import Scanner
from mlaudit.parsers.python.magics.source import Prepared, is_magic, prepare
from mlaudit.patterns import lazy_regex

_CELL = lazy_regex(r"^# ?%%(?:\s|$)|^# In\s?\[", re.MULTILINE)
_CELL_LINE = lazy_regex(r"# ?%%(?P<options>.*)")
_MARKDOWN = lazy_regex(r"\[(?:markdown|md)\]|cell_type=\"markdown\"")
_LANGUAGE = lazy_regex(r"language=\"(\w+)\"")
_DATABRICKS = "# Databricks notebook source"


@dataclass(slots=True)
class CellScript:
    """A script with its magics in place.

    Attributes:
        format: "python", "jupytext" or "databricks-notebook".
        code: with a placeholder where a magic stood in a comment; lines are those of the file.
        substitutes: the statements that each placeholder stands for, by line.
        texts: (first line, text) of the markdown cells.
    """

    format: str
    code: str
    substitutes: dict[int, tuple[Statement, ...]] = field(default_factory=dict)
    texts: list[tuple[int, str]] = field(default_factory=list)


def read_cell_script(source: str) -> CellScript:
    """The script with the magics that its comments hold."""
    if source.lstrip().startswith(_DATABRICKS):
        return _read(source, "databricks-notebook", "# MAGIC", _databricks_cell)
    if "%%" in source and _CELL.search(source):
        return _read_percent(source)
    return CellScript("python", source)


def _read(
    source: str, name: str, prefix: str, read_cell: Callable[[CellScript, str, int], str]
) -> CellScript:
    """Replace every run of lines that start with `prefix`."""
    script = CellScript(name, source)
    lines = source.split("\n")
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and lines[end].startswith(prefix):
            end += 1
        if end > index:
            texts = [line[len(prefix) :].removeprefix(" ") for line in lines[index:end]]
            code = read_cell(script, "\n".join(texts), index + 1).split("\n")
            lines[index:end] = (code + [""] * (end - index))[: end - index]
        index = max(end, index + 1)
    script.code = "\n".join(lines)
    return script


def _databricks_cell(script: CellScript, text: str, line: int) -> str:
    cell = read_databricks_cell(text, line)
    if cell.markdown:
        script.texts.append((line, cell.markdown))
    return _take(script, cell.prepared)


def _take(script: CellScript, prepared: Prepared) -> str:
    script.substitutes.update(prepared.substitutes)
    return prepared.code


def _read_percent(source: str) -> CellScript:
    script = CellScript("jupytext", source)
    lines = source.split("\n")
    scanner = Scanner()
    kind = "code"
    for index, line in enumerate(lines):
        header = _CELL_LINE.match(line) if scanner.between_statements else None
        if header is not None:
            kind = _cell_kind(header["options"])
            if kind != "code":
                _take_commented_cell(script, lines, index + 1, kind)
        elif kind == "code" and scanner.between_statements and line.startswith("#"):
            _take_magic_comment(script, lines, index)
        scanner.read(line)
    script.code = "\n".join(lines)
    return script


def _cell_kind(options: str) -> str:
    if _MARKDOWN.search(options):
        return "markdown"
    language = _LANGUAGE.search(options)
    return "code" if language is None else language[1]


def _take_commented_cell(script: CellScript, lines: list[str], start: int, kind: str) -> None:
    """A cell whose text is commented out as a whole: markdown, or another language."""
    end = start
    while end < len(lines) and lines[end].startswith("#") and not _CELL_LINE.match(lines[end]):
        end += 1
    text = "\n".join(line[1:].removeprefix(" ") for line in lines[start:end])
    if kind == "markdown":
        script.texts.append((start + 1, text))
        lines[start:end] = [""] * (end - start)
    elif end > start:
        prepared = prepare(f"%%{kind}\n{text}", start)
        script.substitutes.update(prepared.substitutes)
        lines[start] = f"{SUBSTITUTE}({start})" if prepared.substitutes else lines[start]


def _take_magic_comment(script: CellScript, lines: list[str], index: int) -> None:
    """`# !command` and `# %magic`, as jupytext writes them; other comments stay."""
    text = lines[index][1:].removeprefix(" ")
    if text[:1] not in ("!", "%") or text.startswith("%%") or not is_magic(text):
        return
    if text[1:2].isspace():
        return
    prepared = prepare(text, index + 1)
    if prepared.substitutes:
        lines[index] = _take(script, prepared)

"""Notebooks that are kept as text: Quarto and R Markdown documents, Markdown of jupytext.

https://jupytext.readthedocs.io/en/latest/formats-markdown.html, https://mystmd.org/guide/notebooks
and https://quarto.org/docs/computations/python.html say which blocks are code that is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.model.summary import Statement
from mlaudit.parsers.base import Parser
from mlaudit.parsers.languages.chunks import add_statements, read_chunks
from mlaudit.parsers.notebook.document import Cell
from mlaudit.parsers.notebook.source import read_cells
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

FORMAT = "text-notebook"
_DOCUMENTS = (".qmd", ".rmd")
_PAIRED = (".md", ".markdown")
_HEADER = lazy_regex(r"\A---\n.*?^(?:jupytext|kernelspec):.*?^---\s*$", re.DOTALL | re.MULTILINE)
_FENCE = lazy_regex(r"(?P<fence>`{3,}|~{3,})\s*(?P<info>[^`]*)$")
_RUN = lazy_regex(r"\{(?:code-cell\}|python\b)")
_PLAIN = lazy_regex(r"(?:ipython3?|python3?)\b(?!.*\bactive=)")
_OPTION = lazy_regex(r":[\w-]+:|#\|")
_SKIPPED = lazy_regex(r"\beval\s*[=:]\s*false\b|\bnoeval\b|\bskip-execution\b", re.IGNORECASE)


def parse_text_notebook(path: str, data: bytes) -> Facts:
    """The code of a notebook kept as text; any other document of these formats gives nothing."""
    paired = suffix_of(path) in _PAIRED
    if paired and not (data.startswith(b"---") and b"jupytext" in data[:4000]):
        return Facts(path, "markdown")
    text = decode_text(data).replace("\r\n", "\n")
    if paired and not _HEADER.match(text):
        return Facts(path, "markdown")
    cells = tuple(_pad(_cells(text, paired)))
    others = () if paired else _other_languages(text)
    if not cells and not others:
        return Facts(path, "markdown" if paired else FORMAT)
    code = read_cells(path, cells)
    # Pages that only have the format are no work of the pipeline, and a paired notebook is one
    # step with its other half; commands start both all the same.
    module = replace(code.module, cells=(), runnable=code.module.runnable and not paired)
    module = add_statements(module, others)
    problems = tuple(Problem(Place(path), p.reason, whole=False) for p in code.problems)
    return Facts(path, FORMAT, module=module, problems=problems)


def _pad(cells: Iterator[tuple[int, str, tuple[str, ...]]]) -> Iterator[Cell]:
    """Cells that begin on the line of the file on which their code stands."""
    line = 1
    for number, (first, source, tags) in enumerate(cells):
        padded = "\n" * (first - line) + source
        yield Cell(number, "code", padded, tags=tags)
        line += padded.count("\n") + 1


def _other_languages(text: str) -> tuple[Statement, ...]:
    """The code of chunks in other languages than Python."""
    found: tuple[Statement, ...] = ()
    for language in ("r", "julia"):
        run = re.compile(rf"\{{{language}\b", re.IGNORECASE)
        chunks = [(first, source) for first, source, _ in _cells(text, False, run)]
        found += read_chunks(language, chunks)
    return found


def _cells(
    text: str, paired: bool, run: re.Pattern[str] = _RUN
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(first line, source, tags) of every block that is run."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        number += 1
        if opening is None:
            continue
        first = number
        while number < len(lines) and not _closes(lines[number], opening["fence"]):
            number += 1
        info, body = opening["info"], lines[first:number]
        number += 1
        if run.match(info) or (paired and _PLAIN.match(info)):
            count = _count_options(body)
            options = "\n".join([info, *body[:count]])
            if not _SKIPPED.search(options):
                tags = ("parameters",) if re.search(r"\bparameters\b", options) else ()
                yield first + 1 + count, "\n".join(body[count:]), tags


def _closes(line: str, fence: str) -> bool:
    return line.startswith(fence) and not line.strip(fence[0] + " \t")


def _count_options(body: list[str]) -> int:
    """How many lines at the top of a cell are its options."""
    if body and body[0].rstrip() == "---":
        end = next((n for n, line in enumerate(body[1:], 1) if line.rstrip() == "---"), 0)
        return end + 1
    return next((n for n, line in enumerate(body) if not _OPTION.match(line)), len(body))


PARSER = Parser(
    FORMAT, lambda path: suffix_of(path) in (*_DOCUMENTS, *_PAIRED), parse_text_notebook
)
"""Reads `*.qmd`, `*.Rmd`, and `*.md` with the header of jupytext."""

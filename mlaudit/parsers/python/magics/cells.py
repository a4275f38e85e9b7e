"""Cell magics: `%%name arguments` and the text under it."""

from __future__ import annotations

import re

from mlaudit.model.immutable import immutable
from mlaudit.parsers.python.magics.commands import script_statement, shell_statements
from mlaudit.parsers.python.magics.replacement import NOTHING, Replacement, sql_call
from mlaudit.patterns import lazy_regex

_HEADER = lazy_regex(
    r"(?P<before>(?:[ \t]*(?:#[^\n]*)?\n)*)[ \t]*%%(?P<name>!|\w[\w.]*)(?P<rest>.*)"
)

_SHELL = frozenset({"bash", "sh", "zsh", "ksh", "dash", "system", "sx", "!", "shell"})
_SQL = frozenset({"sql", "sparksql", "bigquery", "bq", "ksql", "sqlite", "duckdb"})
_OTHER_LANGUAGES = frozenset(
    {"html", "svg", "javascript", "js", "latex", "markdown", "css", "mermaid", "r", "julia"}
    | {"ruby", "perl", "cython", "cmd", "powershell", "pwsh", "scala", "java", "cpp", "file_id"}
)


@immutable
class CellMagic:
    """A cell magic with the number of lines before it; its code keeps the lines of the cell."""

    name: str
    before: int
    replacement: Replacement


def read_cell_magic(text: str, line: int) -> CellMagic | None:
    """The cell magic that a cell starts with, or None; `line` is that of the cell's first line.

    Comments and blank lines may stand before it. What is no other language that is known here is
    taken for Python, as it is under `%%time` or `%%capture`.
    """
    header = _HEADER.match(text)
    if header is None:
        return None
    before = header["before"].count("\n")
    body = text[header.end() :].removeprefix("\n")
    name, rest = header["name"], header["rest"].strip()
    replacement = _interpret(name, rest, body, line + before, "\n" * (before + 1))
    return CellMagic(name, before, replacement)


def _interpret(name: str, rest: str, body: str, line: int, blank: str) -> Replacement:
    """`blank` is as many line ends as the lines up to and with the magic itself."""
    if name == "script":
        program = re.split(r"[\s/]+", rest.partition(" --")[0].strip() or "none")
        words = {word for word in program if word}
        if words & _SHELL:
            return Replacement(statements=(script_statement(body, line + 1),))
        is_python = any(word.startswith("python") for word in words)
        return Replacement(blank + body) if is_python else NOTHING
    if name in _SHELL:
        return Replacement(statements=(script_statement(body, line + 1),))
    if name in ("writefile", "file"):
        return _write_file(rest, line)
    if name in _SQL:
        return _query(name, rest, body)
    if name.lower() in _OTHER_LANGUAGES:
        return NOTHING
    return Replacement(blank + body)


def _write_file(rest: str, line: int) -> Replacement:
    append = re.match(r"(?:-a|--append)\s+", rest)
    target = rest[append.end() :] if append else rest
    operator = ">>" if append else ">"
    return Replacement(statements=shell_statements(f"cat {operator} {target}", line))


def _query(name: str, rest: str, body: str) -> Replacement:
    words = rest.split()
    target = words[0] if words else ""
    if name == "bigquery":
        target = "" if target.startswith("-") else target
    elif words[1:2] != ["<<"]:
        target = ""
        body = body if words[:1] and "://" in words[0] else f"{rest}\n{body}"
    return sql_call(body.strip(), target)

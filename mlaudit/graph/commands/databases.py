"""Shells of databases: the files that their commands and queries name on the command line.

Commands: https://sqlite.org/cli.html and https://duckdb.org/docs/stable/clients/cli/dot_commands
(`.import`, `.read`, `.once`); psql has `\\copy` for files of the machine that it runs on.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from mlaudit.catalog.command_models import match_command
from mlaudit.graph.commands.arguments import split_arguments
from mlaudit.graph.commands.state import ShellState
from mlaudit.graph.commands.tools import apply_model
from mlaudit.graph.python.queries import read_query
from mlaudit.patterns import lazy_regex

_QUERY_OPTIONS = ("-c", "-cmd", "-s", "--command")
_FILE_COMMANDS = {
    ".read": "read",
    ".import": "read",
    ".restore": "read",
    ".open": "edit",
    ".output": "write",
    ".once": "write",
    ".backup": "write",
    ".save": "write",
    ".export": "write",
}
_COPY = lazy_regex(
    r"^\s*\\copy\s+(?:\(.*\)|[^\s(]+\s*(?:\([^)]*\))?)\s*"
    r"\b(?P<way>from|to)\s+(?P<path>'[^']+'|[^\s']\S*)",
    re.IGNORECASE | re.MULTILINE,
)
_STANDARD = frozenset({"stdin", "stdout", "pstdin", "pstdout", "program"})


def _run_shell(state: ShellState, words: list[str]) -> None:
    """`sqlite3 a.db "…"`, `duckdb -c "…"`, and either of them with a here-document."""
    for text in _queries(state, words):
        for line in text.splitlines():
            if line.lstrip().startswith("."):
                _do_command(state, words[0], line)
        query = "\n".join(row for row in text.splitlines() if not row.lstrip().startswith("."))
        for named in read_query(query).names:
            if named.is_file:
                record = state.read if named.mode == "read" else state.write
                record(named.name, words[0])


def _queries(state: ShellState, words: list[str]) -> Iterator[str]:
    """What the shell is told to do; how the catalogue sees its words is recorded on the way."""
    matched = match_command(words)
    if matched is not None:
        apply_model(state, matched)
        arguments = split_arguments(matched.words, matched.model.options)
        yield from arguments.operands[1:]
        yield from arguments.all_values(*_QUERY_OPTIONS)
    if state.around.text is not None:
        yield state.around.text


def _do_command(state: ShellState, program: str, line: str) -> None:
    try:
        name, *rest = shlex.split(line)
    except ValueError:
        return
    operands = [word for word in rest if not word.startswith("-")]
    if name == ".import":
        operands = operands[-2:-1]  # The table stands last, values of options before the file.
    mode = _FILE_COMMANDS.get(name)
    if mode is None or not operands or operands[0].startswith("|"):
        return
    if mode != "write":
        state.read(operands[0], program)
    if mode != "read":
        state.write(operands[0], program)


def _run_psql(state: ShellState, words: list[str]) -> None:
    """`psql -c "\\copy table from 'file'"`."""
    for text in _queries(state, words):
        for match in _COPY.finditer(text):
            path = match["path"].strip("'")
            if path.lower() not in _STANDARD:
                record = state.read if match["way"].lower() == "from" else state.write
                record(path, words[0])


def _run_query(state: ShellState, words: list[str]) -> None:
    """`sql -c "…"`: a query that an orchestrator hands to a database; what it names are tables."""
    for text in _queries(state, words):
        query = read_query(text)
        for named in query.names:
            record = state.read if named.mode == "read" else state.write
            if not named.is_file and named.name.lower() not in query.temporary:
                record(f"db:{named.name}", words[0], kind="table")


DATABASE_SHELLS = {
    "sqlite3": _run_shell,
    "duckdb": _run_shell,
    "psql": _run_psql,
    "sql": _run_query,
}
"""Programs that take queries, and what handles their words."""

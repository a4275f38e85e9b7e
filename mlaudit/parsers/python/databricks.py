"""Cells of a Databricks notebook that are kept in `# MAGIC` comments.

Format: https://docs.databricks.com/en/notebooks/notebook-export-import.html
"""

from __future__ import annotations

import re

from mlaudit.model.immutable import immutable
from mlaudit.parsers.python.interactive import SUBSTITUTE
from mlaudit.parsers.python.magics.commands import script_statement, shell_statements
from mlaudit.parsers.python.magics.replacement import sql_call
from mlaudit.parsers.python.magics.source import Prepared, prepare
from mlaudit.patterns import lazy_regex

_MAGIC = lazy_regex(r"\s*%(?P<name>[\w-]+)[ \t]*(?P<rest>.*)", re.DOTALL)
_OTHER_LANGUAGES = frozenset({"r", "scala", "md-sandbox", "html"})


@immutable
class DatabricksCell:
    """What one cell becomes: code with placeholders, and the text of a markdown cell."""

    prepared: Prepared
    markdown: str = ""


def read_databricks_cell(text: str, line: int) -> DatabricksCell:
    """Read the text of consecutive `# MAGIC` lines, without that prefix, from `line` on."""
    match = _MAGIC.match(text)
    if match is None:
        return DatabricksCell(Prepared(""))
    name, rest = match["name"], match["rest"]
    if name == "md":
        return DatabricksCell(Prepared(""), rest)
    if name in _OTHER_LANGUAGES:
        return DatabricksCell(Prepared(""))
    if name == "python":
        return DatabricksCell(prepare(text.replace("%python", "", 1).lstrip(" "), line))
    if name == "sql":
        return DatabricksCell(Prepared(sql_call(rest.strip()).code))
    if name == "sh":
        return DatabricksCell(_prepare_shell(rest, line))
    if name == "fs":
        return DatabricksCell(_prepare_commands("databricks fs ", rest, line))
    if name == "run":
        return DatabricksCell(_prepare_run(rest.strip(), line))
    return DatabricksCell(prepare(text, line))


def _prepare_shell(text: str, line: int) -> Prepared:
    return Prepared(f"{SUBSTITUTE}({line})", {line: (script_statement(text, line),)})


def _prepare_commands(prefix: str, text: str, line: int) -> Prepared:
    """Each line is a command of its own."""
    commands = [prefix + part if part.strip() else part for part in text.split("\n")]
    return _prepare_shell("\n".join(commands), line)


def _prepare_run(rest: str, line: int) -> Prepared:
    """`%run path $name="value"` runs another notebook of the workspace in this one's process.

    Notebooks are named without the extension that their source file has.
    """
    path, _, arguments = rest.partition(" ")
    path = path.strip("\"'")
    if "." not in path.rpartition("/")[2]:
        path += ".py"
    command = f"python '{path}' {arguments.replace('$', '')}".rstrip()
    statements = shell_statements(command, line, same_process=True)
    return Prepared(f"{SUBSTITUTE}({line})", {line: statements})

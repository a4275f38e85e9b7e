"""Models of queries that stand in files of the tree, and of what takes queries apart.

A file of SQL is the one kind of text that is followed into: what the program does with it are
its queries.
"""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_configuration import find_configuration
from mlaudit.graph.python.text import HOLE, texts_of
from mlaudit.graph.python.values import (
    Arguments,
    ExternalInstance,
    Known,
    ListValue,
    Value,
    join,
)
from mlaudit.model.data import Scalar

STATEMENT = "duckdb.Statement"
_SUFFIXES = (".sql", ".ddl", ".hql")


def query_text(run: Evaluation, path: Value) -> Value | None:
    """The text of the files of SQL that a path may name, None where one is no such file."""
    found: list[Value] = []
    for text in texts_of(path):
        if HOLE.search(text) or not text.lower().endswith(_SUFFIXES):
            return None
        data = find_configuration(run, text)
        if not isinstance(data, Scalar) or not isinstance(data.value, str):
            return None
        found.append(Known(data.value))
    return join(found) if found else None


def _split(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`sqlparse.split(text)`: the statements, which are looked at together."""
    text = arguments.get(0, "sql")
    return ListValue([text]) if text is not None else None


def _format(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    return arguments.get(0, "sql")


def _statements(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`duckdb.extract_statements(query)`: statements with their text as `query`."""
    text = arguments.get(0, "query")
    if text is None:
        return None
    return ListValue([ExternalInstance(STATEMENT, name, text, state={"query": text})])


def _statements_of(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    return _statements(run, name, arguments, site)


MODELS = {
    "sqlparse.split": _split,
    "sqlparse.format": _format,
    "duckdb.extract_statements": _statements,
}
METHODS = {"duckdb.DuckDBPyConnection.extract_statements": _statements_of}

"""Tables that queries read and write, and the files of databases that hold them."""

from __future__ import annotations

import re

from mlaudit.catalog import Holds
from mlaudit.graph.python.access import add_access, record_path
from mlaudit.graph.python.library_queries import STATEMENT
from mlaudit.graph.python.modelled_call import ModelledCall
from mlaudit.graph.python.queries import Named, is_query, read_query
from mlaudit.graph.python.query_variables import note_variable, with_variables
from mlaudit.graph.python.text import is_opaque, is_uri, reason_of, text_of
from mlaudit.graph.python.values import (
    ExternalInstance,
    ExternalValue,
    FunctionValue,
    Known,
    PathValue,
    Value,
    options_of,
)
from mlaudit.model.vocabulary import Confidence, UnresolvedReason
from mlaudit.model.workflow import Access
from mlaudit.patterns import lazy_regex

_FILE_ADDRESS = lazy_regex(r"^(?:sqlite|duckdb)(?:\+\w+)?:///(?P<path>[^?]+)")
"""https://docs.sqlalchemy.org/en/20/core/engines.html#sqlite: three slashes, then the path."""
_FILE_DATABASES = ("sqlite3.", "duckdb.", "sqlalchemy.", "tinydb.", "aiosqlite.")


def record_query(call: ModelledCall, mode: str) -> None:
    """Note the tables of a query, or the table itself where the argument names one.

    A database that is one file is read and written with its tables; the file comes to be where a
    table is made that has no rows yet.
    """
    value = call.value(call.model.path)
    if value is None:
        return
    directions: dict[str, None] = {}
    for option in options_of(value):
        for named in _names(call, option, mode):
            if not named.is_file:
                directions[named.mode] = None
            _record_name(call, named)
        if _lays_out(option):
            directions["write"] = None
    for direction in directions:
        _record_file(call, direction)


def _lays_out(option: Value) -> bool:
    """Does it only make a table?"""
    text = text_of(option)
    return text is not None and is_query(text) and read_query(text).lays_out


def _names(call: ModelledCall, option: Value, mode: str) -> list[Named]:
    if isinstance(option, ExternalInstance) and option.type == STATEMENT and option.path:
        option = option.path
    text = text_of(option)
    if isinstance(option, Known) and text is not None and not text.strip(" \t\r\n;"):
        return []
    if text is None or is_opaque(text) or isinstance(option, ExternalInstance):
        call.run.add_unresolved(mode, call.name, call.site, reason_of(option))
        return []
    if call.model.holds != Holds.TABLE and is_query(text):
        query = read_query(text)
        call.run.views.update(query.temporary)
        note_variable(call, text)
        return [with_variables(call.run, n) for n in query.names if not _is_local(call, n)]
    named = Named(re.sub(r"[\"`\[\]]", "", text.strip()), mode)
    return [] if _is_local(call, named) else [named]


def _is_local(call: ModelledCall, named: Named) -> bool:
    """Is it a view of this program, or one of its variables (DuckDB queries data frames)?"""
    if named.is_file:
        return False
    if named.name in call.run.views or named.name.lower() in call.run.views:
        return True
    if named.mode == "write":
        return False
    is_variable = call.name.startswith(("duckdb.", "pandasql."))
    found = call.site.frame.scope.find(named.name) if is_variable else None
    return found is not None and not isinstance(found, FunctionValue | ExternalValue)


def _record_name(call: ModelledCall, named: Named) -> None:
    run, site = call.run, call.site
    if named.is_file:
        record_path(run, Known(named.name), named.mode, call.name, site, "dataset")
    elif is_opaque(named.name):
        run.add_unresolved(named.mode, call.name, site, UnresolvedReason.DATA)
    else:
        access = Access(
            f"db:{named.name}",
            named.mode,
            "inferred",
            call.name,
            site.place,
            Confidence.MEDIUM,
            "table",
            False,
            site.scope,
        )
        run.record.accesses[access] = None


def _record_file(call: ModelledCall, mode: str) -> None:
    """Note the access of the file behind the connection that a query goes through."""
    connection = call.value(call.model.source)
    for option in options_of(connection) if connection is not None else ():
        path = database_file(option)
        if path is not None:
            add_access(call.run, path, mode, call.name, call.site, "table")


def database_file(connection: Value) -> str | None:
    """The file behind a connection or the address of a database, None where it is no file."""
    if isinstance(connection, ExternalInstance):
        if connection.path is None or not connection.type.startswith(_FILE_DATABASES):
            return None
        connection = connection.path
    text = text_of(connection) if isinstance(connection, Known | PathValue) else None
    if not text:
        return None
    found = _FILE_ADDRESS.match(text)
    path = found.group("path") if found else text
    if is_uri(path) or is_opaque(path) or path.startswith(":"):
        return None
    return path


def note_view(call: ModelledCall) -> None:
    """Remember a name that the program gives to a table of its own (a temporary view)."""
    value = call.value(call.model.path)
    for option in options_of(value) if value is not None else ():
        text = text_of(option)
        if text is not None:
            call.run.views.add(text)

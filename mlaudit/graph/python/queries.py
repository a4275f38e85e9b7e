"""The tables and files that SQL reads and writes.

Queries in code are of many dialects and have holes where values are put in, so this is no parser:
it goes through the words and knows the clauses that name tables. Names that the query itself
makes (`WITH`, temporary tables) are no tables; functions of DuckDB and Spark that read files are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mlaudit.graph.python.sql_tokens import Token, read_tokens, text_expression
from mlaudit.model.immutable import immutable

_FILE_FUNCTIONS = frozenset(
    {
        *("read_csv", "read_csv_auto", "csv_scan", "sniff_csv", "read_parquet", "parquet_scan"),
        *("read_json", "read_json_auto", "read_json_objects", "read_ndjson", "read_ndjson_auto"),
        *("read_text", "read_blob", "read_xlsx", "st_read", "delta_scan", "iceberg_scan"),
    }
)
_FILE_FORMATS = frozenset({"parquet", "csv", "json", "delta", "orc", "avro", "text", "iceberg"})
_FUNCTIONS_WITH_FROM = frozenset({"extract", "substring", "trim", "overlay"})
_KEYWORDS = frozenset(
    {
        *("select", "values", "set", "where", "exists", "on", "using", "group", "order", "having"),
        *("limit", "union", "intersect", "except", "left", "right", "inner", "outer", "full"),
        *("cross", "natural", "join", "lateral", "unnest", "from", "as", "returning", "when"),
        *("and", "or", "not", "if", "only", "default", "stdin", "stdout", "dual", "table"),
        *("window", "qualify", "for", "with", "offset", "fetch", "sample", "tablesample", "pivot"),
    }
)
_MAKERS = frozenset({"table", "view"})
_WITH_ROWS = frozenset(
    {"as", "select", "with", "clone", "location", "using", "stored", "options", "from"}
)
"""Words after the name and columns of a new table that tell where its rows come from."""


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """Something that a query names: a table, or with `is_file` a file; "read" or "write"."""

    name: str
    mode: str
    is_file: bool = False


@immutable
class Query:
    """What a query names, and what else it makes.

    Attributes:
        names: what it reads and writes, sorted.
        temporary: the temporary tables and views that it makes, in lower case.
        lays_out: it makes a table and puts no rows into it: whoever reads the table needs more.
    """

    names: tuple[Named, ...]
    temporary: frozenset[str]
    lays_out: bool = False


def is_query(text: str) -> bool:
    """Is it SQL and not the name of a table?"""
    return bool(re.search(r"\s", text.strip()))


@lru_cache(maxsize=1024)
def read_query(text: str) -> Query:
    """What a query names, and what it makes for the time of its connection."""
    scan = _Scan(read_tokens(text))
    scan.run()
    names = sorted(n for n in scan.found if n.is_file or n.name.lower() not in scan.local)
    return Query(tuple(names), frozenset(scan.temporary), scan.lays_out)


class _Scan:
    """One pass over the words of a query."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.found: dict[Named, None] = {}
        self.local: set[str] = set()
        self.temporary: set[str] = set()
        self.lays_out = False
        self.functions: list[str] = []

    def run(self) -> None:
        clauses = {
            "from": self._from,
            "join": self._sources,
            "into": self._target,
            "update": self._update,
            "merge": self._merge,
            "overwrite": self._target,
            "create": self._create,
            "alter": self._changed_table,
            "truncate": self._changed_table,
            "drop": self._drop,
            "copy": self._copy,
            "infile": self._file,
            "attach": self._file,
        }
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.text == "(" and token.kind == "sign":
                self.functions.append(self._back(2).lower)
            elif token.text == ")" and token.kind == "sign" and self.functions:
                self.functions.pop()
            elif token.lower == "as":
                self._note_local()
            elif token.lower in clauses:
                clauses[token.lower]()

    def _peek(self, ahead: int = 0) -> Token:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else Token("end", "")

    def _back(self, count: int) -> Token:
        place = self.at - count
        return self.tokens[place] if place >= 0 else Token("end", "")

    def _skip(self, *words: str) -> None:
        while self._peek().lower in words:
            self.at += 1

    def _note_local(self) -> None:
        """`name AS (SELECT` and `name (columns) AS (SELECT` of a WITH clause."""
        ahead = 0
        while self._peek(ahead).lower in ("not", "materialized"):
            ahead += 1
        starts = self._peek(ahead + 1).lower in ("select", "with", "values", "insert", "from")
        if self._peek(ahead).text != "(" or not (starts or self._peek(ahead + 1).text == "("):
            return
        back = 2
        if self._back(back).text == ")":
            while self._back(back).text not in ("(", ""):
                back += 1
            back += 1
        name, before = self._back(back), self._back(back + 1)
        if name.kind in ("word", "quoted") and (
            before.lower in ("with", "recursive") or before.text == ","
        ):
            self.local.add(name.text.lower())

    def _from(self) -> None:
        inside = self.functions[-1] if self.functions else ""
        if inside in _FUNCTIONS_WITH_FROM or self._is_comparison():
            return
        if self._back(2).lower == "delete":
            self._target()
        else:
            self._sources()

    def _is_comparison(self) -> bool:
        """`a IS [NOT] DISTINCT FROM b`."""
        return self._back(2).lower == "distinct" and self._back(3).lower in ("is", "not")

    def _sources(self) -> None:
        """The tables of a FROM clause, with commas between them."""
        while True:
            self._skip("lateral", "only")
            self._source()
            self._skip("as")
            alias = self._peek()
            if alias.kind in ("word", "quoted") and alias.lower not in _KEYWORDS:
                self.at += 1
            if self._peek().text != "," or self._peek().kind != "sign":
                return
            self.at += 1

    def _source(self) -> None:
        token = self._peek()
        if token.kind == "text":
            self.at += 1
            self._add(token.text, "read", is_file=True)
            return
        name = self._name()
        if self._peek().text == "(" and self._peek().kind == "sign":
            if name.lower() in _FILE_FUNCTIONS:
                self._arguments_of_reader()
            return
        first, _, rest = name.partition(".")
        if first.lower() in _FILE_FORMATS and ("/" in rest or "." in rest):
            self._add(rest, "read", is_file=True)
        else:
            self._add(name, "read")

    def _arguments_of_reader(self) -> None:
        """The files in `read_csv('a.csv')` and `read_csv(['a.csv', 'b.csv'])`."""
        self.at += 1
        first = self._peek()
        made, end = text_expression(self.tokens, self.at)
        if made:
            self._add(made, "read", is_file=True)
            self.at = end
        elif first.kind == "text":
            self._add(first.text, "read", is_file=True)
        elif first.kind == "quoted":
            for part in first.text.split(","):
                self._add(part.strip().strip("'\""), "read", is_file=True)
        while first.text == "[" and self._peek().text not in ("]", ")", ""):
            if self._peek().kind == "text":
                self._add(self._peek().text, "read", is_file=True)
            self.at += 1
        depth = 1
        while depth and self._peek().kind != "end":
            depth += {"(": 1, ")": -1}.get(self._peek().text, 0)
            self.at += 1

    def _target(self) -> None:
        self._skip("table", "local", "directory")
        self._add(self._name(), "write")

    def _update(self) -> None:
        if self._back(2).lower not in ("for", "do", "key", "on", "then"):
            self._target()

    def _merge(self) -> None:
        """`MERGE INTO target USING source`."""
        ahead = 0
        while self._peek(ahead).lower not in ("using", "on") and self._peek(ahead).kind != "end":
            ahead += 1
        if self._peek(ahead).lower == "using":
            start, self.at = self.at, self.at + ahead + 1
            self._source()
            self.at = start

    def _create(self) -> None:
        self._skip("or", "replace")
        temporary = self._peek().lower in ("temp", "temporary", "global", "local")
        external = self._peek().lower == "external"
        self._skip("temp", "temporary", "global", "local", "external", "unlogged", "materialized")
        if self._peek().lower not in _MAKERS:
            return
        self.at += 1
        self._skip("if", "not", "exists")
        name = self._name()
        if temporary:
            self.local.add(name.lower())
            self.temporary.add(name.lower())
        elif external or self._brings_rows():
            self._add(name, "write")
        else:
            self.lays_out = self.lays_out or bool(name)

    def _brings_rows(self) -> bool:
        """Does the rest of the statement, outside of brackets, tell of rows?"""
        depth, ahead = 0, 0
        while self._peek(ahead).kind != "end" and self._peek(ahead).text != ";":
            token = self._peek(ahead)
            depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "sign" else 0
            if token.kind == "word" and depth == 0 and token.lower in _WITH_ROWS:
                return True
            ahead += 1
        return False

    def _changed_table(self) -> None:
        if self._peek().lower == "table":
            self.at += 1
            self._skip("if", "exists", "only")
            self._add(self._name(), "write")

    def _drop(self) -> None:
        self._skip("table", "view", "if", "exists")
        self._name()

    def _copy(self) -> None:
        self._skip("into")
        if self._peek().text == "(":
            self._copy_query()
            return
        name = self._name()
        while self._peek().text == "(":
            while self._peek().text not in (")", ""):
                self.at += 1
            self.at += 1
        way = self._peek().lower
        if way not in ("to", "from"):
            return
        self.at += 1
        self._add(name, "read" if way == "to" else "write")
        self._copied_file(way)

    def _copy_query(self) -> None:
        """`COPY (SELECT …) TO 'file'`: the inner query is looked at like any other."""
        depth, ahead = 0, 0
        while self._peek(ahead).kind != "end":
            depth += {"(": 1, ")": -1}.get(self._peek(ahead).text, 0)
            ahead += 1
            if depth == 0:
                break
        if self._peek(ahead).lower == "to" and self._peek(ahead + 1).kind == "text":
            self._add(self._peek(ahead + 1).text, "write", is_file=True)

    def _copied_file(self, way: str) -> None:
        token = self._peek()
        if token.kind == "text":
            self.at += 1
            self._add(token.text, "write" if way == "to" else "read", is_file=True)

    def _file(self) -> None:
        self._skip("database", "if", "not", "exists")
        if self._peek().kind == "text":
            self._add(self._peek().text, "read", is_file=True)

    def _name(self) -> str:
        """A dotted name at the current place, "" if there is none."""
        parts: list[str] = []
        while True:
            token = self._peek()
            if token.kind == "quoted" or (token.kind == "word" and token.lower not in _KEYWORDS):
                parts.append(token.text)
                self.at += 1
            else:
                return ".".join(parts)
            if self._peek().text != ".":
                return ".".join(parts)
            self.at += 1

    def _add(self, name: str, mode: str, *, is_file: bool = False) -> None:
        name = name.strip()
        if name and not name.isdigit() and (is_file or re.search(r"[\w{]", name)):
            self.found[Named(name, mode, is_file)] = None

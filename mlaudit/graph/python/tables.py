"""Tables that queries read and write."""

from __future__ import annotations

import re

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import is_opaque, reason_of, text_of
from mlaudit.graph.python.values import ExternalInstance, Value, options_of
from mlaudit.model.vocabulary import Confidence
from mlaudit.model.workflow import Access

_READ = re.compile(r"\b(?:from|join)\s+([\w.\"`{}\[\]-]+)", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\b(?:into|update|table(?:\s+if\s+not\s+exists)?)\s+([\w.\"`{}\[\]-]+)", re.IGNORECASE
)
_NO_TABLE = frozenset({"select", "values", "set", "where", "exists"})


def record_tables(
    run: Evaluation, value: Value, mode: str, via: str, site: Site, *, is_table: bool
) -> None:
    """Note the tables of a query, or the table itself where the argument names one."""
    for option in options_of(value):
        text = text_of(option)
        if text is None or is_opaque(text) or isinstance(option, ExternalInstance):
            run.add_unresolved(mode, via, site, reason_of(option))
            continue
        for name, direction in tables_of(text, mode, is_table=is_table):
            access = Access(
                f"db:{name}",
                direction,
                "inferred",
                via,
                site.place,
                Confidence.MEDIUM,
                "table",
                False,
                site.scope,
            )
            run.record.accesses[access] = None


def tables_of(text: str, mode: str, *, is_table: bool) -> list[tuple[str, str]]:
    """(table, "read" or "write") pairs of a query or a table name."""
    if is_table or not re.search(r"\s", text.strip()):
        return [(text.strip(), mode)]
    found = {(_clean(name), "read") for name in _READ.findall(text)}
    found |= {(_clean(name), "write") for name in _WRITTEN.findall(text)}
    return sorted((name, way) for name, way in found if name and name.lower() not in _NO_TABLE)


def _clean(name: str) -> str:
    return re.sub(r"[\"`\[\]]", "", name)

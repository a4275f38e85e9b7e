"""Queries that stand in files of the tree, and what they make of variables."""

from __future__ import annotations

import pytest

from mlaudit.graph.python.sql_tokens import read_tokens, text_expression
from tests.graph.python.running import behaviour, touched

_IMPORTS = """
import sqlite3, duckdb, sqlparse
import pandas as pd
from pathlib import Path

con = duckdb.connect("rain.db")
"""
_QUERIES = {
    "sql/load.sql": "create table days as select * from 'raw/days.csv';",
    "sql/wet.sql": "select * from {table} where rain > 1",
}
_LOADED = ["read sql/load.sql", "write db:days", "read raw/days.csv", "write rain.db"]


@pytest.mark.parametrize(
    "code",
    [
        "con.execute(Path('sql/load.sql').read_text())",
        "with open('sql/load.sql') as file:\n    con.sql(file.read())",
        "for one in sqlparse.split(open('sql/load.sql').read()):\n    con.execute(one)",
        "for one in open('sql/load.sql').read().split(';'):\n    con.execute(one)",
        "for one in duckdb.extract_statements(Path('sql/load.sql').read_text()):\n"
        "    con.execute(one)",
        "for one in con.extract_statements(Path('sql/load.sql').read_text()):\n"
        "    con.execute(one.query)",
    ],
)
def test_query_of_a_file(code: str) -> None:
    found = behaviour({"main.py": _IMPORTS + code, **_QUERIES})
    assert found.unresolved == ()
    assert touched(found) == _LOADED


def test_query_of_a_file_is_a_template() -> None:
    code = _IMPORTS + "pd.read_sql(open('sql/wet.sql').read().format(table='days'), con)"
    found = behaviour({"main.py": code, **_QUERIES})
    assert touched(found) == ["read sql/wet.sql", "read db:days", "read rain.db"]


def test_query_that_is_not_in_the_tree_is_unresolved() -> None:
    found = behaviour({"main.py": _IMPORTS + "con.execute(open('other.sql').read())"})
    assert [item.via for item in found.unresolved] == ["duckdb.DuckDBPyConnection.execute"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "con.execute('SET VARIABLE place = ?', ['raw'])\n"
            "con.sql(\"from read_csv(getvariable('place') || '/days.csv')\")",
            ["read raw/days.csv"],
        ),
        (
            "con.execute(\"set variable place = 'raw'; "
            "select * from read_csv(coalesce(getvariable('place'), '.') || '/d.csv', sep = ';')\")",
            ["read raw/d.csv"],
        ),
        (
            "con.execute('SET VARIABLE place = $where', {'where': 'raw'})\n"
            "con.sql(\"from read_parquet('in/' || getvariable('place') || '.parquet')\")",
            ["read in/raw.parquet"],
        ),
        (
            "con.sql(\"from read_csv(coalesce(x, 'none.csv') || '/a.csv', 'auto')\")",
            ["read {coalesce}/a.csv"],
        ),
        (
            "con.sql(\"from read_csv('in/' || getenv('PLACE') || '.csv')\")",
            ["read in/{PLACE}.csv"],
        ),
    ],
)
def test_names_of_files_that_a_query_makes(code: str, expected: list[str]) -> None:
    assert touched(behaviour(_IMPORTS + code)) == expected


def test_tables_for_the_time_of_a_connection_are_no_artifacts() -> None:
    found = behaviour(
        _IMPORTS
        + "con.execute(\"create temp table t as select * from 'a.csv'\")\n"
        + "con.execute('insert into T values (1)')\n"
        + "con.execute(\"copy (select * from t) to 'b.csv'\")\n"
    )
    assert touched(found) == ["read a.csv", "write b.csv"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'a/' || x || '.csv'", "a/{x}.csv"),
        ("lower(name) || '.csv'", "{lower}.csv"),
        ("coalesce(getvariable('v'), upper('u')) || '/a'", "{v}/a"),
        ("'a.csv', header = true", ""),
        ("x", ""),
        ("f(", ""),
        ("", ""),
    ],
)
def test_text_that_a_query_puts_together(text: str, expected: str) -> None:
    assert text_expression(read_tokens(text), 0)[0] == expected

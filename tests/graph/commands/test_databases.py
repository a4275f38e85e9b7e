"""Shells of databases: files in their commands and queries."""

from __future__ import annotations

import pytest

from tests.graph.commands.shell import effects, run, touched


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "duckdb rain.db \"copy (select * from days) to 'out/days.parquet'\"",
            ["read rain.db", "write rain.db", "write out/days.parquet"],
        ),
        (
            "duckdb -c \"copy (select * from 'raw/days.csv') to 'days.parquet'\"",
            ["write days.parquet", "read raw/days.csv"],
        ),
        ("duckdb rain.db -c '.read load.sql'", ["read rain.db", "write rain.db", "read load.sql"]),
        (
            "sqlite3 rain.db -cmd '.mode csv' '.import --skip 1 raw/days.csv days'",
            ["read rain.db", "write rain.db", "read raw/days.csv"],
        ),
        (
            "sqlite3 -header -csv rain.db 'select * from days' > days.csv",
            ["read rain.db", "write rain.db", "write days.csv"],
        ),
        ("sqlite3 rain.db '.once out.csv'", ["read rain.db", "write rain.db", "write out.csv"]),
        ("sqlite3 rain.db \".import '|cat a.csv' days\"", ["read rain.db", "write rain.db"]),
        ("sqlite3 rain.db '.tables'", ["read rain.db", "write rain.db"]),
        ("sqlite3 rain.db '.import \"a'", ["read rain.db", "write rain.db"]),
        (
            "sqlite3 rain.db <<END\n.import raw/days.csv days\nselect 1;\nEND\n",
            ["read rain.db", "write rain.db", "read raw/days.csv"],
        ),
        ("psql -h db -c \"\\copy days from 'raw/days.csv' csv\"", ["read raw/days.csv"]),
        ("psql -c '\\copy (select 1 from a) to out.csv csv header'", ["write out.csv"]),
        ("psql -c '\\copy days to stdout'", []),
        ("psql -c 'select * from days'", []),
        (
            "sql -c 'create temp table t as select 1 from a.b; insert into c.d select 1 from t'",
            ["read db:a.b", "write db:c.d"],
        ),
    ],
)
def test_files_in_queries_and_commands(line: str, expected: list[str]) -> None:
    assert touched(run(line)) == expected


def test_queries_stay_effects() -> None:
    assert [kind for kind, _ in effects(run("sqlite3 rain.db 'select 1'"))] == ["query"]

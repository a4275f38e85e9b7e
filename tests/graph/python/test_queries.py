"""What SQL reads and writes."""

from __future__ import annotations

import pytest

from mlaudit.graph.python.queries import read_query


def found(query: str) -> list[str]:
    """`mode name` of what a query names, files in quotes."""
    return [
        f"{named.mode} '{named.name}'" if named.is_file else f"{named.mode} {named.name}"
        for named in read_query(query).names
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * FROM a, b AS x, c.d y WHERE z", ["read a", "read b", "read c.d"]),
        ("select * from (select * from inner_t) s join t2 on 1=1", ["read inner_t", "read t2"]),
        ("SELECT a FROM `project-x.ds.tab` LIMIT 3", ["read project-x.ds.tab"]),
        ('select * from "main"."t"', ["read main.t"]),
        ("select 1 from [dbo].[T]", ["read dbo.T"]),
        ("select * from {schema}.orders", ["read {schema}.orders"]),
        ("INSERT INTO logs (a, b) VALUES (?, ?)", ["write logs"]),
        ("insert overwrite table p.q select * from z", ["write p.q", "read z"]),
        ("update t set a = 1 from b where c", ["read b", "write t"]),
        ("delete from t where x", ["write t"]),
        ("merge into m using s on a = b when matched then update set x = 1", ["write m", "read s"]),
        ("create or replace table m as select * from r", ["write m", "read r"]),
        ("CREATE TABLE IF NOT EXISTS runs (id INTEGER)", []),
        ("create table a (x int default (1)); insert into b values (1)", ["write b"]),
        ("create table m (x) as select * from r", ["write m", "read r"]),
        ("create external table m (x int)", ["write m"]),
        ("create table m (x int) using csv location 's3://b/x'", ["write m"]),
        ("drop table if exists t; truncate table u", ["write u"]),
        ("insert into t (a) values (1) on conflict do update set a = 2", ["write t"]),
    ],
)
def test_tables(query: str, expected: list[str]) -> None:
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "with recent as (select * from orders), u (id) as (select id from recent) "
            "select * from u join clients using (id)",
            ["read clients", "read orders"],
        ),
        ("with recursive r as (select 1 union all select n + 1 from r) select * from r", []),
        ("create temp table q as select * from z; select * from q", ["read z"]),
        ("select extract(year from made) from sales", ["read sales"]),
        ("select trim(both ' ' from name) from people", ["read people"]),
        ("select * from t where a is not distinct from b", ["read t"]),
        ("-- from old\nselect 1 /* from older */ from t", ["read t"]),
        ("select 'from nowhere' from t", ["read t"]),
        ("select * from generate_series(1, 2)", []),
        ("select * from t left join lateral unnest(x) on true", ["read t"]),
    ],
)
def test_what_is_no_table(query: str, expected: list[str]) -> None:
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("select * from 'data/x.parquet' x", ["read 'data/x.parquet'"]),
        ("select * from read_csv_auto('data/*.csv', header=true) r", ["read 'data/*.csv'"]),
        (
            "select * from read_parquet(['a.parquet', 'b.parquet']) join t on 1 = 1",
            ["read t", "read 'a.parquet'", "read 'b.parquet'"],
        ),
        ("select * from parquet.`data/x.parquet`", ["read 'data/x.parquet'"]),
        ("copy t to 'out/t.parquet' (format parquet)", ["read t", "write 'out/t.parquet'"]),
        ("copy (select * from x) to 'out/x.csv'", ["read x", "write 'out/x.csv'"]),
        ("copy t (a, b) from 'data/t.csv' with header", ["read 'data/t.csv'", "write t"]),
        ("load data local infile 'd/a.csv' into table t", ["read 'd/a.csv'", "write t"]),
        ("attach 'old.db' as old", ["read 'old.db'"]),
    ],
)
def test_files(query: str, expected: list[str]) -> None:
    assert sorted(found(query)) == sorted(expected)


@pytest.mark.parametrize("query", ["select from", "from ", "copy", "with (", "create table", "')("])
def test_broken_queries_name_nothing_wrong(query: str) -> None:
    assert found(query) == []

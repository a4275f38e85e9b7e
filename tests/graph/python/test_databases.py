"""Queries of programs: tables, and the files of databases that are one file."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

_IMPORTS = """
import sqlite3, duckdb
import pandas as pd
import sqlalchemy as sa
from sqlalchemy import create_engine
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "con = sqlite3.connect('d/a.db')\npd.read_sql('select * from t', con)",
            ["read db:t", "read d/a.db"],
        ),
        (
            "con = sqlite3.connect('d/a.db')\ndf.to_sql('u', con)",
            ["write db:u", "write d/a.db"],
        ),
        (
            "c = sqlite3.connect('d/a.db').cursor()\nc.execute('insert into v values (1)')",
            ["write db:v", "write d/a.db"],
        ),
        (
            "e = create_engine('sqlite:///d/x.db')\npd.read_sql_query('select 1 from a', con=e)",
            ["read db:a", "read d/x.db"],
        ),
        (
            "e = create_engine('sqlite:///x.db')\n"
            "with e.connect() as c:\n    c.execute(sa.text('delete from q'))",
            ["write db:q", "write x.db"],
        ),
        ("pd.read_sql_table('z', 'sqlite:///d/y.db')", ["read db:z", "read d/y.db"]),
        ("e = create_engine('postgresql://u@h/db')\ndf.to_sql('o', e)", ["write db:o"]),
        ("sqlite3.connect(':memory:').execute('create table t (a int)')", []),
        (
            "con = duckdb.connect('d/a.duckdb')\n"
            "con.execute(\"create table t as select * from 'd/a.csv'\")",
            ["read d/a.csv", "write db:t", "write d/a.duckdb"],
        ),
        ("duckdb.sql(\"copy t to 'o/t.parquet'\")", ["write o/t.parquet", "read db:t"]),
        ("df = pd.read_csv('a.csv')\nduckdb.sql('select * from df').df()", ["read a.csv"]),
    ],
)
def test_queries(code: str, expected: list[str]) -> None:
    found = behaviour(_IMPORTS + code)
    assert touched(found) == expected
    assert found.unresolved == ()


def test_temporary_views_are_no_tables() -> None:
    found = behaviour("""
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        spark.read.parquet("d/a.parquet").createOrReplaceTempView("a")
        spark.sql("select * from a join db.b using (id)").write.saveAsTable("db.c")
    """)
    assert touched(found) == ["read d/a.parquet", "read db:db.b", "write db:db.c"]


def test_a_table_of_an_unknown_name_stays_unresolved() -> None:
    found = behaviour("import pandas as pd\npd.read_sql(f'select * from {given}', con)\n")
    assert touched(found) == []
    assert [item.mode for item in found.unresolved] == ["read"]


@pytest.mark.parametrize(
    "connect",
    [
        "psycopg2.connect('dbname=x')",
        "pymysql.connect(host='h')",
        "snowflake.connector.connect(user='u')",
        "pyodbc.connect('DSN=x')",
    ],
)
def test_cursors_of_any_database(connect: str) -> None:
    source = f"""
        import psycopg2, pymysql, snowflake.connector, pyodbc
        connection = {connect}
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM raw.visits")
            cursor.executemany("INSERT INTO visits VALUES (?)", rows)
        connection.cursor().execute("DELETE FROM old").fetchall()
    """
    assert touched(behaviour(source)) == ["read db:raw.visits", "write db:visits", "write db:old"]


def test_tables_that_are_loaded_as_a_whole() -> None:
    source = """
        import clickhouse_connect, psycopg2
        from google.cloud import bigquery
        from snowflake.connector.pandas_tools import write_pandas
        with psycopg2.connect("dbname=x") as connection:
            with connection.cursor() as cursor:
                cursor.copy_expert("COPY visits TO STDOUT", open("out/visits.csv", "w"))
                cursor.copy_from(open("raw/people.csv"), "people")
        write_pandas(connection, frame, "SCORES")
        bigquery.Client().load_table_from_uri("gs://b/a.csv", "p.d.t")
        clickhouse_connect.get_client().query_df("select * from events").to_csv("out/events.csv")
    """
    assert set(touched(behaviour(source))) == {
        "read db:visits",
        "write out/visits.csv",
        "read raw/people.csv",
        "write db:people",
        "write db:SCORES",
        "read gs://b/a.csv",
        "write db:p.d.t",
        "read db:events",
        "write out/events.csv",
    }

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.data import Scalar
from mlaudit.parsers.registry import parse_file
from mlaudit.parsers.sql import MAXIMUM_SIZE, PARSER, parse_sql


def test_text_of_a_query_is_kept() -> None:
    facts = parse_file("queries/rain.sql", "select * from wetter -- täglich".encode())
    assert facts is not None
    assert facts.content == Scalar("select * from wetter -- täglich", 1)


def test_dumps_are_left_alone() -> None:
    facts = parse_sql("dump.sql", b" " * (MAXIMUM_SIZE + 1))
    assert facts.content is None
    assert facts.problems == ()


def test_only_sql_is_claimed() -> None:
    assert PARSER.claims("a/B.SQL")
    assert not PARSER.claims("a/sql.py")


@given(st.binary(max_size=300))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert parse_sql("a.sql", data).path == "a.sql"

"""Short ways to summaries, for the tests beside this file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from mlaudit.model.expression import Call, Expression
from mlaudit.model.facts import Facts
from mlaudit.model.summary import Assign, Evaluate, Statement
from mlaudit.parsers.python import parse_python


def read(source: str | bytes, path: str = "src/a.py") -> Facts:
    data = source.encode() if isinstance(source, str) else source
    return parse_python(path, data)


def body(source: str | bytes) -> tuple[Statement, ...]:
    module = read(source).module
    assert module is not None
    return module.body


def statement(source: str) -> Statement:
    statements = body(source)
    assert len(statements) == 1
    return statements[0]


def expression(source: str) -> Expression:
    found = statement(f"x = {source}")
    assert isinstance(found, Assign)
    assert found.value is not None
    return found.value


def evaluated(source: str) -> Expression:
    found = statement(source)
    assert isinstance(found, Evaluate)
    return found.value


def walk(value: Any) -> Iterator[Any]:
    yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)


def call_lines(value: Any) -> list[int]:
    return sorted(node.line for node in walk(value) if isinstance(node, Call))


def syntax_call_lines(source: str) -> list[int]:
    nodes = ast.walk(ast.parse(source))
    return sorted(node.lineno for node in nodes if isinstance(node, ast.Call))

"""Decoding, newer and older grammar, and what is said of code that cannot be read."""

from __future__ import annotations

import codecs

import pytest

from mlaudit.model.expression import Call, Constant, Expression, Format, Name
from mlaudit.model.summary import Assign, Class, Evaluate, Function, Try
from mlaudit.parsers.python.newer_grammar import may_be_newer, rewrite_newer_grammar
from mlaudit.parsers.python.python2 import modernize
from tests.parsers.python.reading import body, call_lines, read

SOURCE = "path = 'données.csv'\n"


@pytest.mark.parametrize(
    "data",
    [
        SOURCE.encode(),
        codecs.BOM_UTF8 + SOURCE.encode(),
        codecs.BOM_UTF16_LE + SOURCE.encode("utf-16-le"),
        SOURCE.encode("utf-16-be"),
        b"# -*- coding: latin-1 -*-\n" + SOURCE.encode("latin-1"),
        b"#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\n" + SOURCE.encode("cp1252"),
        SOURCE.replace("\n", "\r\n").encode(),
    ],
)
def test_encodings(data: bytes) -> None:
    found = body(data)
    assert isinstance(found[-1], Assign)
    assert found[-1].value == Constant("données.csv")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (SOURCE.encode("latin-1"), "not utf-8, and no coding comment"),
        (b"# coding: klingon\nx = 1\n", "unknown source encoding 'klingon'"),
        (b"\x7fELF\0\0\x01", "binary data"),
        (b"x = 1\n\0\n", "binary data"),
    ],
)
def test_undecodable(data: bytes, reason: str) -> None:
    facts = read(data)
    assert facts.module is None
    assert [problem.reason.startswith(reason) for problem in facts.problems] == [True]
    assert facts.problems[0].whole


def test_empty_file_is_an_empty_module() -> None:
    facts = read(b"")
    assert facts.module is not None
    assert facts.module.body == ()
    assert not facts.module.runnable
    assert facts.problems == ()


def as_older(source: str) -> tuple[object, ...]:
    assert may_be_newer(source)
    rewritten = rewrite_newer_grammar(source)
    assert rewritten is not None
    assert rewritten.rstrip("\n").count("\n") == source.rstrip("\n").count("\n")
    return body(rewritten)


def test_type_parameters_and_aliases_are_read() -> None:
    source = (
        "type P[T] = list[T]\ndef f[T: (int,\n  str)](x: T): return g(x)\nclass C[*A](B): pass\n"
    )
    alias, function, class_ = as_older(source)
    assert isinstance(alias, Assign)
    assert alias.targets == (Name("P"),)
    assert isinstance(function, Function)
    assert call_lines(function) == [3]
    assert isinstance(class_, Class)
    assert (class_.bases, class_.line) == ((Name("B"),), 4)


def test_nested_quotes_in_f_strings_are_read() -> None:
    source = 'a = f"{d["k"]}/{f"{x}" + "y"!r:>{w}}" "z"\nb = f(\n    f"""one\n{q("r")}"""\n)\n'
    first, second = as_older(source)
    assert isinstance(first, Assign)
    assert isinstance(first.value, Format)
    assert len([piece for piece in first.value.pieces if piece == Constant("z")]) == 1
    assert call_lines(second) == [2, 4]


def test_except_without_parentheses_is_read() -> None:
    (found,) = as_older("try:\n    a\nexcept B, C:\n    d\n")
    assert isinstance(found, Try)
    assert found.handlers[0].types is not None


def test_t_strings_are_formats() -> None:
    (found,) = as_older("x = t'data/{name}.csv'\n")
    assert isinstance(found, Assign)
    assert found.value == Format((Constant("data/"), Name("name"), Constant(".csv")))


def test_escapes_of_rewritten_f_strings() -> None:
    found = as_older("x = f'a\\tb\\'{y}{{z}}'\nw = fr'\\d{y}'\n")
    pieces: list[Expression] = []
    for item in found:
        assert isinstance(item, Assign)
        assert isinstance(item.value, Format)
        pieces += item.value.pieces
    assert pieces == [
        Constant("a\tb'"),
        Name("y"),
        Constant("{z}"),
        Constant("\\d"),
        Name("y"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "f'' " + "(" * 5000,
        "x = f'' " + "+ a" * 5000,
        "f''\nif a:\n pass\n" + "elif b:\n pass\n" * 5000,
    ],
)
def test_newer_grammar_is_not_tried_on_code_nested_beyond_measure(source: str) -> None:
    assert not may_be_newer(source)


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("x = 1\nprint 'hello'\n", 2, "written for Python 2 (print statement)"),
        ("try:\n    a\nexcept IOError, e:\n    b\n", 3, "written for Python 2 (except"),
        ("exec code in scope\n", 1, "written for Python 2 (exec statement)"),
        ("if a <> b:\n    c\n", 1, "written for Python 2 (operator <>)"),
        ("x = `y`\n", 1, "written for Python 2 (backticks)"),
        ("<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b\n", 1, "merge conflict"),
        ("class {{ cookiecutter.name|lower }}:\n", 1, "a template of code ({{ cookiecutter"),
        ("{% if a %}\nx = 1\n{% endif %}\n", 1, "a template of code ({% if a %})"),
        ("x = (\n", 1, "'(' was never closed"),
    ],
)
def test_reasons_of_refusal(source: str, line: int, reason: str) -> None:
    first = read(source).problems[0]
    assert (first.place.line, first.reason[: len(reason)]) == (line, reason)


def test_first_side_of_a_conflict_is_read() -> None:
    found = body(
        "a = 1\n<<<<<<< HEAD\nb = 2\n||||||| base\nb = 0\n=======\nb = 3\n>>>>>>> x\nc = 4\n"
    )
    assert [(item.line, item.value) for item in found if isinstance(item, Assign)] == [
        (1, Constant(1)),
        (3, Constant(2)),
        (9, Constant(4)),
    ]


def test_python_2_is_read_all_the_same() -> None:
    source = (
        "import os, sys\n"
        "def load(path):\n"
        "    try:\n"
        "        return open(path)\n"
        "    except IOError, e:\n"
        "        print >>sys.stderr, 'no', path\n"
        "        raise ValueError, 'no %s' % path\n"
        "if x <> 010: print load('a.csv'),\n"
        "print\n"
    )
    facts = read(source)
    assert facts.module is not None
    assert [problem.whole for problem in facts.problems] == [False]
    assert Call in {type(node.value) for node in facts.module.body[3].body}  # type: ignore[union-attr]
    assert modernize(source).count("\n") == source.count("\n")


def test_a_broken_statement_does_not_lose_the_others() -> None:
    facts = read("import a\nfrom b import\n\n@c\ndef f():\n    g(\n\ndef h():\n    i()\n\nh()\n")
    assert facts.module is not None
    assert [type(item).__name__ for item in facts.module.body] == ["Import", "Function", "Evaluate"]
    assert facts.module.body[-1] == Evaluate(Call(Name("h"), (), 11), 11)
    assert [(problem.place.line, problem.whole) for problem in facts.problems] == [
        (2, False),
        (6, False),
    ]


def test_rulers_outside_a_conflict_stay() -> None:
    found = body("'''\n=======\n'''\na = 1\n<<<<<<< x\nb = 2\n=======\n>>>>>>> y\nc = 3\n")
    assert [item.line for item in found if isinstance(item, Assign)] == [4, 6, 9]

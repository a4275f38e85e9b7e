from __future__ import annotations

import pytest

from mlaudit.model.expression import Attribute, Call, Constant, Item, Name, Operation, Unknown
from mlaudit.model.summary import (
    Assign,
    Class,
    Evaluate,
    For,
    Function,
    Global,
    Handler,
    If,
    Import,
    Leave,
    Parameter,
    Raise,
    Return,
    Try,
    While,
    With,
)
from tests.parsers.python.reading import body, read, statement, walk

a, b, c = Name("a"), Name("b"), Name("c")


def use(name: Name, line: int) -> Evaluate:
    return Evaluate(name, line)


def test_function_with_every_kind_of_parameter() -> None:
    found = statement("@a\nasync def f(p, /, q: int = 1, *r, s, t='x', **u): return p")
    assert found == Function(
        "f",
        (
            Parameter("p"),
            Parameter("q", "positional", Constant(1), Name("int")),
            Parameter("r", "args"),
            Parameter("s", "keyword"),
            Parameter("t", "keyword", Constant("x")),
            Parameter("u", "kwargs"),
        ),
        (Return(Name("p"), 2),),
        (a,),
        2,
    )


def test_class_keeps_bare_annotations() -> None:
    found = statement("class C(a, metaclass=b):\n    'Text.'\n    path: str\n    size: int = 3\n")
    assert found == Class(
        "C",
        (a,),
        (("metaclass", b),),
        (
            Assign((Name("path"),), None, 3, Name("str")),
            Assign((Name("size"),), Constant(3), 4, Name("int")),
        ),
        (),
        1,
    )


def test_assignments() -> None:
    assert statement("a = b = c") == Assign((a, b), c, 1)
    assert statement("a += b") == Assign((a,), Operation("+", (a, b)), 1)


def test_imports() -> None:
    assert body("import a.b, c as d\nfrom .. import e as f, g\nfrom h import *") == (
        Import("a.b", (), None, 0, 1),
        Import("c", (), "d", 0, 1),
        Import("", (("e", "f"), ("g", "g")), None, 2, 2),
        Import("h", (("*", "*"),), None, 0, 3),
    )


def test_loops_and_their_else() -> None:
    assert statement("for a in b:\n    continue\nelse:\n    c") == For(
        a, b, (Leave(2, again=True),), (use(c, 4),), 1
    )
    assert body("while a:\n    break\nelse:\n    c") == (While(a, (Leave(2),), 1), use(c, 4))


def test_elif_chain() -> None:
    assert statement("if a:\n    b\nelif b:\n    c\nelse:\n    a") == If(
        a, (use(b, 2),), (If(b, (use(c, 4),), (use(a, 6),), 3),), 1
    )


def test_try_and_groups() -> None:
    expected = Try((use(a, 2),), (Handler(b, "e", (use(c, 4),)),), (), (use(a, 6),), 1)
    source = "try:\n    a\nexcept b as e:\n    c\nfinally:\n    a"
    assert statement(source) == expected
    assert statement(source.replace("except", "except*")) == expected


def test_with_global_raise_and_delete() -> None:
    assert statement("with a as b, c:\n    a") == With(((a, b), (c, None)), (use(a, 2),), 1)
    assert statement("global a, b") == Global(("a", "b"), 1)
    assert statement("raise a") == Raise(a, 1)
    assert body("del a\npass\n'text'\n...") == ()


def test_assert_is_what_must_hold() -> None:
    found = statement("assert a.exists(), 'missing'")
    assert found == Evaluate(Operation("assert", (Call(Attribute(a, "exists"), (), 1),)), 1)


def test_match_is_a_chain_of_tests() -> None:
    source = """\
match a.kind:
    case "csv" | "tsv":
        b
    case [first, "x", *_] if c:
        first
    case {"path": path}:
        path
    case other:
        other
"""
    subject = Name("__match_subject__")
    assign, chain = body(source)
    assert assign == Assign((subject,), Attribute(a, "kind"), 1)
    assert isinstance(chain, If)
    either = [Operation("==", (subject, Constant(text))) for text in ("csv", "tsv")]
    assert chain.test == Operation("or", tuple(either))
    second = chain.otherwise[0]
    assert isinstance(second, If)
    assert isinstance(second.test, Operation)
    assert second.test.operands[1:] == (
        Operation("==", (Item(subject, Constant(1)), Constant("x"))),
        c,
    )
    assert second.body[0] == Assign((Name("first"),), Item(subject, Constant(0)), 4)
    third = second.otherwise[0]
    assert isinstance(third, If)
    assert third.test == Operation("in", (Constant("path"), subject))
    assert third.otherwise[0] == Assign((Name("other"),), subject, 8)


def test_match_on_a_call_evaluates_it_once() -> None:
    found = body("match f():\n    case 1: a\n    case 2: b\n    case D(x=3) | None: c\n")
    names = [
        node.function.identifier
        for node in walk(found)
        if isinstance(node, Call) and isinstance(node.function, Name)
    ]
    assert names == ["f", "isinstance"]


@pytest.mark.parametrize("depth", [90, 99])
def test_what_is_nested_too_deeply_does_not_lose_the_rest(depth: int) -> None:
    nested = "x = " + "a(" * depth + ")" * depth
    found = body(f"{nested}\ny = 1\n")
    assert found[-1] == Assign((Name("y"),), Constant(1), 2)


def test_too_deep_statement_is_unknown() -> None:
    chain = "x = a" + ".b()" * 800
    facts = read(f"{chain}\ny = 1\n")
    assert facts.module is not None
    assert isinstance(facts.module.body[0], Evaluate)
    assert isinstance(facts.module.body[0].value, Unknown)
    assert [(problem.place.line, problem.whole) for problem in facts.problems] == [(1, False)]


def test_long_chains_of_elif_are_cut() -> None:
    chain = "if a: b\n" + "".join(f"elif a == {index}: f({index})\n" for index in range(2_000))
    found = body(chain + "else: c")
    assert sum(isinstance(item, If) for item in walk(found)) == 2_001
    assert all(isinstance(item, If) for item in found)

from __future__ import annotations

import pytest

from mlaudit.model.expression import (
    Argument,
    Attribute,
    Bind,
    Call,
    Collection,
    Comprehension,
    Conditional,
    Constant,
    Expression,
    Format,
    Item,
    Lambda,
    Mapping,
    Name,
    Operation,
    Starred,
    Yield,
)
from mlaudit.model.summary import Parameter
from tests.parsers.python.reading import evaluated, expression, walk

a, b, c, f = Name("a"), Name("b"), Name("c"), Name("f")


def call(function: Expression, *values: Expression) -> Call:
    return Call(function, tuple(Argument(value) for value in values), 1)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("'data'", Constant("data")),
        ("b'data'", Constant(b"data")),
        ("...", Constant(None)),
        ("-1.5", Constant(-1.5)),
        ("-a", Operation("-", (a,))),
        ("not a", Operation("not", (a,))),
        ("a / 'x' / b", Operation("/", (Operation("/", (a, Constant("x"))), b))),
        ("a - b + c", Operation("+", (Operation("-", (a, b)), c))),
        ("a and b and c", Operation("and", (a, b, c))),
        ("a not in b", Operation("not in", (a, b))),
        ("a < b < c", Operation("and", (Operation("<", (a, b)), Operation("<", (b, c))))),
        ("a.b.c", Attribute(Attribute(a, "b"), "c")),
        ("a[1:]", Item(a, Operation("slice", (Constant(1), Constant(None), Constant(None))))),
        ("a[b, c]", Item(a, Collection("tuple", (b, c)))),
        ("[*a, b]", Collection("list", (Starred(a), b))),
        ("{a, b}", Collection("set", (a, b))),
        ("{'k': a, **b}", Mapping(((Constant("k"), a), (None, b)))),
        ("a if b else c", Conditional(b, a, c)),
        ("[a for a, b in c if a]", Comprehension(
            "list", a, ((Collection("tuple", (a, b)), c, (a,)),)
        )),
        ("{a: b for a in c}", Comprehension(
            "dict", Collection("tuple", (a, b)), ((a, c, ()),)
        )),
        ("(yield)", Yield(Constant(None))),
        ("(yield from a)", Yield(a, delegated=True)),
        ("(await f())", call(f)),
        ("(a := b)", Bind("a", b)),
        ("lambda a, *b: a", Lambda((Parameter("a"), Parameter("b", "args")), a)),
    ],
)  # fmt: skip
def test_expression(source: str, expected: Expression) -> None:
    assert expression(source) == expected


def test_arguments_keep_names_and_stars() -> None:
    assert evaluated("f(a, *b, k=1, **c)") == Call(
        f,
        (Argument(a), Argument(b, None, 1), Argument(Constant(1), "k"), Argument(c, None, 2)),
        1,
    )


def test_format_keeps_conversions_and_widths_as_calls() -> None:
    assert expression("f'runs/{a}/{b:03d}-{c!r}'") == Format(
        (
            Constant("runs/"),
            a,
            Constant("/"),
            call(Name("format"), b, Constant("03d")),
            Constant("-"),
            call(Name("repr"), c),
        )
    )


def test_middle_of_a_chained_comparison_is_called_once() -> None:
    found = expression("a < f(b) < c")
    assert sum(isinstance(node, Call) for node in walk(found)) == 1


def test_long_concatenation_is_not_nested_deeply() -> None:
    found = expression(" + ".join(f"'{index}'" for index in range(500)))

    def depth(node: Expression) -> int:
        return 1 + max(map(depth, node.operands)) if isinstance(node, Operation) else 0

    def flat(node: Expression) -> list[object]:
        if isinstance(node, Operation):
            return [text for operand in node.operands for text in flat(operand)]
        return [node.value] if isinstance(node, Constant) else []

    assert depth(found) < 12
    assert flat(found) == [str(index) for index in range(500)]

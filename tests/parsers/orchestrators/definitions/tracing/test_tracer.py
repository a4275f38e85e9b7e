"""What is made when a definition file is loaded."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Made,
    Value,
    known_text,
    parts_of,
    shown,
    text_of,
)
from mlaudit.parsers.orchestrators.definitions.tracing.tracer import Tracer


def trace(code: str) -> Tracer:
    """A loaded file that imports `make`."""
    source = Source("flows/flow.py", ast.parse("import os\nfrom lib import make, T\n" + code))
    tracer = Tracer(source, lambda _: False, lambda code: code.marked("task"))
    tracer.load()
    return tracer


def given(code: str) -> Iterator[str]:
    """The first arguments of the calls of `make`, as text."""
    for made in trace(code).made:
        if made.kind == "make":
            yield shown(made.given("a", place=0))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("make('a' + 'b')", ["ab"]),
        ("x = 'a'\nmake(f'{x}_{T}_{make(1)}')", ["1", "a_{T}_{x}"]),
        ("x = make(1)\nmake(f'{x}')", ["1", "{x}"]),
        ("for x in ['a', 'b']:\n    make(x)", ["a", "b"]),
        ("for x, y in zip('ab', [1, 2]):\n    make(x)", ["{x}"]),
        ("for x, y in zip(['a', 'b'], [1, 2]):\n    make(f'{x}{y}')", ["a1", "b2"]),
        ("for x in T:\n    make(x)", ["{x}"]),
        ("for n, x in enumerate(['a'], 1):\n    make(f'{x}{n}')", ["a1"]),
        ("for x in range(2):\n    make(x)", ["0", "1"]),
        ("for k, v in {'a': 1, **{'b': 2}}.items():\n    make(k)", ["a", "b"]),
        ("[make(x) for x in ['a', 'b'] if x != 'b']", ["a"]),
        ("x = {n: make(n) for n in ['a']}", ["a"]),
        ("def f(x, y='d'):\n    make(x)\n    make(y)\nf('a')", ["a", "d"]),
        ("def f(*x, **y):\n    make(x[1])\n    make(y['z'])\nf('a', 'b', z='c')", ["b", "c"]),
        ("def f():\n    return f()\nmake(f())", ["{f}"]),
        ("def f(x):\n    if x == 'a':\n        return 'b'\n    return 'c'\nmake(f('a'))", ["{f}"]),
        ("x = ['a']\nx.append('b')\nx += ['c']\nfor y in x:\n    make(y)", ["a", "b", "c"]),
        ("if T:\n    x = 'a'\nelse:\n    x = 'b'\nmake(x)", ["{x}"]),
        ("if T:\n    x = 'a'\nelse:\n    x = 'a'\nmake(x)", ["a"]),
        ("if __name__ == '__main__':\n    make('a')", ["a"]),
        ("if __name__ != '__main__':\n    make('a')", []),
        ("try:\n    make('a')\nexcept E:\n    make('b')", ["a", "b"]),
        ("make(os.path.join(os.path.dirname(__file__), '..', 'src', 'a.py'))", ["src/a.py"]),
        ("from pathlib import Path\nmake(Path(__file__).parents[1] / 'a.py')", ["a.py"]),
        ("from pathlib import Path\nmake(Path('s3://b') / 'a')", ["s3://b/a"]),
        ("make(os.path.join(os.getcwd(), 'src', 'a.py'))", ["src/a.py"]),
        ("make(os.getenv('A', 'b'))", ["b"]),
        ("make(os.environ['A'])", ["{A}"]),
        ("make('{}-{}'.format('a', T))", ["a-{T}"]),
        ("a, *b, c = ['1', '2', '3', '4']\nmake(b[1])\nmake(c)", ["3", "4"]),
        ("x = {}\nx['a'] = 'b'\nmake(x['a'])\nmake(x['c'])", ["b", "{c}"]),
        ("class A:\n    x = 'a'\nmake(A.x)\nmake(A().x)", ["a", "a"]),
        ("class A(T):\n    x = 'a'\nmake(A.x)", ["{x}"]),
        ("class A:\n    x: str\n    y: str = 'b'\nmake(A('a').x)\nmake(A(x='a').y)", ["a", "b"]),
        ("class A:\n    def f(self):\n        make('a')\nclass B(A): ...\nB().f()", ["a"]),
        ("make(-1)\nmake(not True)\nmake(1 + 1)", ["-1", "False", "2"]),
        ("make(T or 'a')\nmake('' or 'a')", ["{x}", "a"]),
        ("make('a' if True else 'b')\nmake('a' if T else 'b')", ["a", "{x}"]),
    ],
)
def test_values(code: str, expected: list[str]) -> None:
    assert list(given(code)) == expected


def test_calls_keep_what_stands_around_them() -> None:
    (inner,) = [m for m in trace("with make('a') as x:\n    T.b(x)").made if m.node.lineno == 4]
    assert [part.kind for part in inner.context if isinstance(part, Made)] == ["make"]
    assert inner.arguments == inner.context


def test_functions_that_are_kept_are_not_entered() -> None:
    made = trace("@task\ndef f():\n    make('a')\nf(1)").made
    assert [item.arguments for item in made] == [(1,)]


@pytest.mark.parametrize(
    "code",
    [
        "x = 'ab'\n" + "x = x + x\n" * 60 + "make(x)",
        "x = ['a']\n" + "x = x + x\n" * 60 + "make(x)",
        "x = 'a'\n" + "x = x.replace('a', x)\n" * 40 + "make(x)",
        "x = 'a'\n" + "x = [x, x]\n" * 60 + "make(x)",
        "for a in range(60):\n for b in range(60):\n  for c in range(60):\n   make(a)",
        "def f(x):\n    f(x)\n    g(x)\ndef g(x):\n    f(x)\n    g(x)\nf(1)",
    ],
)
def test_growth_is_bounded(code: str) -> None:
    tracer = trace(code)
    assert len(tracer.made) < 40_000
    for made in tracer.made:
        assert sum(1 for _ in parts_of(made.arguments)) <= 2_000


def test_a_long_file_is_not_followed_to_its_end() -> None:
    code = "for a in range(60):\n for b in range(60):\n  for c in range(60):\n   make(a)"
    assert trace(code).exhausted
    assert not trace("make(1)").exhausted


@pytest.mark.parametrize(
    ("value", "text", "known"),
    [("a", "a", "a"), ("{x}", "{x}", ""), (None, None, ""), ((), None, ""), (3, "3", "")],
)
def test_values_as_text(value: Value, text: str | None, known: str) -> None:
    assert text_of(value) == text
    assert known_text(value) == known

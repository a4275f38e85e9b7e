"""Programs without end, and programs of any shape: a bound or a result, never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return f(x + 1)\nf(0)\ndf.to_csv('a.csv')\n",
        "def f():\n    g()\ndef g():\n    f()\nf()\ndf.to_csv('a.csv')\n",
        "while True:\n    df.to_csv('a.csv')\n",
        "x = 'a'\nwhile len(x) < 10 ** 9:\n    x = x + x\ndf.to_csv('a.csv')\n",
        "x = 'a' * 10 ** 12\ny = [0] * 10 ** 12\nz = 9 ** 9 ** 9\ndf.to_csv('a.csv')\n",
        "x = '%099999999999d' % 1\ny = f'{1:>99999999999}'\nz = 'a'.ljust(10 ** 12)\n"
        "df.to_csv('a.csv')\n",
        "x = 'a'.zfill(10 ** 12).center(10 ** 12)\ndf.to_csv('a.csv')\n",
        "x = []\nx.append(x)\ny = {}\ny['y'] = y\nprint(x, y)\ndf.to_csv('a.csv')\n",
        "x = ()\nfor i in range(10):\n    x = (x, x, x)\nprint(f'{x}')\ndf.to_csv('a.csv')\n",
        "class A(A): pass\nclass B: pass\nB.__bases__ = (B,)\nB().x\ndf.to_csv('a.csv')\n",
        "class A:\n    def __getattr__(self, n):\n        return getattr(self, n)\nA().x\n"
        "df.to_csv('a.csv')\n",
        "class A:\n    @property\n    def x(self):\n        return self.x\nA().x\n"
        "df.to_csv('a.csv')\n",
        "f = lambda g: g(g)\nf(f)\ndf.to_csv('a.csv')\n",
        "import functools\nf = print\nfor i in range(50):\n    f = functools.partial(f, i)\nf()\n"
        "df.to_csv('a.csv')\n",
        "df.to_csv('a.csv')\nx = 'x'.replace('', 'y' * 3999)\nfor i in range(9):\n"
        "    x = x.replace('y', x)\n",
        "df.to_csv('a.csv')\nx = ','.join(['a' * 4000] * 4000)\nfor i in range(40):\n"
        "    x = ','.join([x, x])\n",
        "df.to_csv('a.csv')\nx = 'a'\nfor i in range(40):\n    x = '{}{}'.format(x, x)\n",
        "df.to_csv('a.csv')\nx = 'a'\nfor i in range(40):\n    x = '%s%s' % (x, x)\n",
        "df.to_csv('a.csv')\nx = 'a'\nfor i in range(40):\n    x = f'{x}{x}'\n",
        "from pathlib import Path\ndf.to_csv('a.csv')\nx = Path('a')\nfor i in range(40):\n"
        "    x = x / x\n",
        "df.to_csv('a.csv')\nx = [1]\nfor i in range(40):\n    x = x + x\n",
        "df.to_csv('a.csv')\nx = [1]\nfor i in range(40):\n    x.extend(x)\n",
        "df.to_csv('a.csv')\nx = 3\nfor i in range(60):\n    x = x * x\n",
    ],
)
def test_what_does_not_end_is_left(source: str) -> None:
    assert "write a.csv" in touched(behaviour(source))


@pytest.mark.parametrize(
    ("start", "step"),
    [
        ("[1]", "x + x"),
        ("[1]", "[*x, *x]"),
        ("'ab'", "x + x"),
        ("'ab'", "x.replace('a', x)"),
        ("'ab'", "'{}{}{}'.format(x, x, x)"),
        ("'ab'", "','.join([x, x])"),
        ("'ab'", "'%s%s' % (x, x)"),
        ("Path('ab')", "x / x / x"),
        ("{}", "{**x, i: x, j: x}"),
        ("()", "(x, x, x)"),
    ],
)
def test_values_do_not_grow_without_end(start: str, step: str) -> None:
    source = f"""
        from pathlib import Path
        x = {start}
        for i in range(12):
            for j in range(12):
                x = {step}
        df.to_csv("a.csv")
        df.to_csv(x)
    """
    assert touched(behaviour(source))[0] == "write a.csv"


def test_budget_ends_with_an_unresolved_access() -> None:
    loops = "".join(f"{' ' * 4 * n}for x{n} in range(12):\n" for n in range(6))
    source = f"df.to_csv('a.csv')\n{loops}{' ' * 24}df.to_csv(f'{{x1}}{{x5}}.csv')\n"
    found = behaviour(source)
    assert found.bounded
    assert touched(found)[0] == "write a.csv"
    assert found.unresolved[-1].reason == UnresolvedReason.BOUND


def test_depth_of_calls_is_bounded() -> None:
    functions = "".join(f"def f{n}(x):\n    return f{n + 1}(x)\n" for n in range(300))
    found = behaviour(f"{functions}def f300(x):\n    return x\ndf.to_csv(f0('a.csv'))\n")
    assert [item.reason for item in found.unresolved] == [UnresolvedReason.BOUND] * 2
    assert found.unresolved[0].via == "f30", "the call that is not followed"


def test_a_function_that_is_not_followed_is_told_though_nobody_wants_its_result() -> None:
    functions = "".join(f"def f{n}():\n    f{n + 1}()\n" for n in range(40))
    found = behaviour(f"{functions}def f40():\n    df.to_csv('a.csv')\nf0()\n")
    assert [item.via for item in found.unresolved] == ["f30"]


@pytest.mark.parametrize("shape", ["[{}]", "({})", "dict.fromkeys([{}])"])
def test_what_a_loop_leaves_out_is_told(shape: str) -> None:
    names = ", ".join(f"'{n}.csv'" for n in range(100))
    found = behaviour(f"for name in {shape.format(names)}:\n    df.to_csv(name)\n")
    assert len(touched(found)) == 64
    assert [item.reason for item in found.unresolved] == [UnresolvedReason.BOUND]


def test_deep_expression() -> None:
    found = behaviour("df.to_csv('a.csv')\nx = " + "+".join(["1"] * 900) + "\n")
    assert "write a.csv" in touched(found)


def test_file_that_is_not_there() -> None:
    assert behaviour({"a.py": "x = 1\n"}, entry="b.py").accesses == ()


_ATOMS = st.sampled_from(
    [
        "x",
        "y",
        "self",
        "'a.csv'",
        "f'{x}/{y}.csv'",
        "[]",
        "{}",
        "()",
        "1",
        "None",
        "True",
        "x.y",
        "x[0]",
        "x['k']",
        "x[1:]",
        "x()",
        "f(x, *y, **x)",
        "lambda z: z",
        "[z for z in x]",
        "{k: v for k, v in x}",
        "x + y",
        "x / y",
        "x % y",
        "not x",
        "x if y else 'b'",
        "x or y",
        "open(x)",
        "Path(x).parent",
        "os.path.join(x, y)",
        "x.format(y)",
        "x.map(f, y)",
        "argparse.ArgumentParser()",
        "x.parse_args()",
        "x.add_argument('--a', default=y)",
        "super().f(x)",
        "C(x)",
        "C",
        "f",
        "np",
        "sys.argv",
        "sys.path",
        "os.environ[x]",
        "dict(x, a=y)",
        "zip(x, y)",
        "getattr(x, y)",
        "(z := x)",
        "yield_(x)",
        "'%s' % x",
        "sorted(x)",
        "x.split(y)",
        "functools.partial(f, x)",
        "isinstance(x, C)",
        "type(x)(y)",
    ]
)
_TARGETS = st.sampled_from(
    ["x", "y", "x, y", "x.y", "x[y]", "x[0:1]", "(x, *y)", "x.a.b", "sys.path"]
)


@st.composite
def _blocks(draw: st.DrawFn, depth: int = 0) -> list[str]:
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 11 if depth < 2 else 4))
        a, b = draw(_ATOMS), draw(_ATOMS)
        if kind <= 2:
            lines.append(f"{draw(_TARGETS)} = {a}")
        elif kind == 3:
            lines.append(f"df.to_csv({a})")
        elif kind == 4:
            lines.append(f"pickle.dump({a}, {b})")
        else:
            head = [
                f"if {a}:",
                f"for {draw(_TARGETS)} in {a}:",
                f"while {a}:",
                f"with {a} as y:",
                "def f(x, *y, k=1, **z):",
                "class C(x):",
                f"@{draw(st.sampled_from('fxyC'))}\ndef x(self):",
            ][kind - 5]
            inner = draw(_blocks(depth + 1))
            last = f"return {b}" if "def " in head else b
            lines += [*head.split("\n"), *("    " + line for line in [*inner, last])]
    return lines


_IMPORTS = (
    "import argparse, functools, os, pickle, sys\nfrom pathlib import Path\nimport numpy as np\n"
)


@settings(max_examples=150, deadline=None)
@given(lines=_blocks(), words=st.none() | st.lists(st.text("ab-=./ ", max_size=5), max_size=3))
def test_any_program_is_followed_the_same_way_twice(
    lines: list[str], words: list[str] | None
) -> None:
    source = _IMPORTS + "\n".join(lines) + "\n"
    command = None if words is None else " ".join(words)
    assert behaviour(source, command) == behaviour(source, command)

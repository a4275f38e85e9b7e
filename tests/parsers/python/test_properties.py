from __future__ import annotations

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.parsers.python import parse_python
from tests.parsers.python.reading import call_lines, read, syntax_call_lines

SIMPLE = [
    "x = open(path)",
    "df.to_csv(\n    'a.csv',\n    sep=fmt(';'),\n)",
    "run(a)(b)[c()](*d(), **e())",
    "y = [f(i) for i in g() if h(i)]",
    "z = f'{name()}/{other()}'",
    "assert check(x)",
    "raise E(make())",
    "w = lambda p=q(): r(p)",
    "v: T() = u()",
    "s = {k(): l(), **m()}",
    "if (n := o()) > p(): t()",
    "'text'\npass",
    "global_ = a and b() or not c()",
]
COMPOUND = [
    "def f(p=d()):\n{}",
    "@dec()\nclass C(base()):\n{}",
    "for i in it():\n{}\nelse:\n    e()",
    "while c():\n{}\nelse:\n    w()",
    "with open(p) as h, other():\n{}",
    "try:\n{}\nexcept E:\n    k()\nelse:\n    l()\nfinally:\n    m()",
    "if a():\n{}\nelif b():\n    pass\nelse:\n    n()",
    "async def g():\n    await s()\n    async for i in j():\n        pass\n{}",
]


def _fill(head: str, text: str) -> str:
    return head.format(textwrap.indent(text, "    "))


def _nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    block = st.lists(inner, min_size=1, max_size=3).map("\n".join)
    return st.builds(_fill, st.sampled_from(COMPOUND), block)


programs = st.lists(
    st.recursive(st.sampled_from(SIMPLE), _nest, max_leaves=8), min_size=1, max_size=5
).map("\n".join)

FRAGMENTS = [
    *(b"def f(", b"x = ", b'f"{a["b"]}"', b"\n", b"'''", b"# %%\n", b"print x", b"(", b"]"),
    *(b"# Databricks notebook source\n", b"# MAGIC %sh ls\n", b"\\", b"\xff\xfe", b"\0"),
    *(b"    ", b"match", b"# coding: hex\n", b"<<<<<<< a\n", b"=======\n", b">>>>>>> b\n"),
    *(b"{{ x }}", b"type X[T] = 1", b"get_ipython().system('ls')\n", b"# !ls {a}\n", b"`"),
    *(b"lambda (a, b): a", b"# Please run x.py first\n"),
]
fragments = st.sampled_from(FRAGMENTS)


@given(st.binary() | st.text().map(str.encode) | st.lists(fragments).map(b"".join))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read(data: bytes) -> None:
    facts = parse_python("a.py", data)
    assert facts.module is not None or facts.problems
    assert parse_python("a.py", data) == facts


@given(programs)
@settings(max_examples=60, deadline=None)
def test_calls_stand_on_their_lines(source: str) -> None:
    facts = read(source)
    assert facts.problems == ()
    assert facts.module is not None
    assert call_lines(facts.module.body) == syntax_call_lines(source)

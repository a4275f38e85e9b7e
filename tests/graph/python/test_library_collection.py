"""Dicts, named tuples, made classes and the functions of `operator`."""

from __future__ import annotations

import pytest

from tests.graph.python.running import Files, behaviour, touched


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                d = dict(zip(['a'], ['data/x.csv']))
                open(d['a'])
            """,
            ["read data/x.csv"],
            id="zip dict",
        ),
        pytest.param(
            """
                D = {'a': 'x', 'b': 'y'}
                for k, v in sorted(D.items()):
                    open(k + v)
            """,
            ["read ax", "read by"],
            id="dict sorted items",
        ),
        pytest.param(
            """
                for k in dict.fromkeys(['a', 'b']):
                    open(k)
            """,
            ["read a", "read b"],
            id="dict fromkeys",
        ),
        pytest.param(
            """
                from collections import defaultdict
                d = defaultdict(list)
                d['a'].append('x.csv')
                for k, v in d.items():
                    for p in v:
                        open(k + '/' + p)
            """,
            ["read a/x.csv"],
            id="defaultdict",
        ),
        pytest.param(
            """
                d = {}
                d.setdefault('a', []).append('x.csv')
                for p in d['a']:
                    open(p)
            """,
            ["read x.csv"],
            id="setdefault append",
        ),
        pytest.param(
            """
                from collections import deque
                q = deque(['a'])
                open(q.popleft())
            """,
            ["read a"],
            id="deque",
        ),
        pytest.param(
            """
                L = ['a', 'b']
                open(L[L.index('b')])
            """,
            ["read b"],
            id="list index",
        ),
    ],
)
def test_dicts(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                from collections import namedtuple
                P = namedtuple('P', 'a b')
                p = P('data', 'x.csv')
                open(p.a + '/' + p.b)
            """,
            ["read data/x.csv"],
            id="namedtuple",
        ),
        pytest.param(
            """
                from collections import namedtuple
                P = namedtuple('P', ['a', 'b'])
                p = P(a='data', b='x.csv')
                open(p.a + '/' + p.b)
            """,
            ["read data/x.csv"],
            id="namedtuple list",
        ),
        pytest.param(
            """
                P = type('P', (), {'a': 'data'})
                open(P.a + '/x.csv')
            """,
            ["read data/x.csv"],
            id="type()",
        ),
        pytest.param(
            """
                from typing import NamedTuple

                class A(NamedTuple):
                    d: str
                    n: str = 'x.csv'
                a = A('data')
                open(a.d + '/' + a.n)
            """,
            ["read data/x.csv"],
            id="NamedTuple",
        ),
        pytest.param(
            """
                from typing import NamedTuple

                class A(NamedTuple):
                    d: str
                    n: str = 'x.csv'
                d, n = A('data')
                open(d + '/' + n)
            """,
            ["read data/x.csv"],
            id="NamedTuple unpack",
        ),
        pytest.param(
            """
                from typing import NamedTuple

                class A(NamedTuple):
                    d: str
                open(A('data')[0] + '/x.csv')
            """,
            ["read data/x.csv"],
            id="NamedTuple index",
        ),
        pytest.param(
            """
                from typing import TypedDict

                class A(TypedDict):
                    d: str
                a = A(d='data')
                open(a['d'] + '/x.csv')
            """,
            ["read data/x.csv"],
            id="TypedDict",
        ),
    ],
)
def test_named_tuples_and_made_classes(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                import operator
                f = operator.methodcaller('format', 'x')
                open(f('data/{}.csv'))
            """,
            ["read data/x.csv"],
            id="operator.methodcaller",
        ),
        pytest.param(
            """
                from operator import itemgetter
                open(itemgetter('p')({'p': 'data/x.csv'}))
            """,
            ["read data/x.csv"],
            id="itemgetter",
        ),
        pytest.param(
            """
                from operator import attrgetter

                class A:
                    p = 'data/x.csv'
                open(attrgetter('p')(A))
            """,
            ["read data/x.csv"],
            id="attrgetter",
        ),
    ],
)
def test_operator(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()

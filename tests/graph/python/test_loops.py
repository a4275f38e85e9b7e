"""Loops, recursion and generators."""

from __future__ import annotations

import pytest

from tests.graph.python.running import Files, behaviour, touched


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                for p in ['a.csv', 'b.csv']:
                    open(p)
                    break
            """,
            ["read a.csv"],
            id="for break",
        ),
        pytest.param(
            """
                for n in ['a', 'b']:
                    if n == 'a':
                        continue
                    open(n)
            """,
            ["read b"],
            id="for continue",
        ),
        pytest.param(
            """
                i = 0
                while i < 2:
                    open(f'data/{i}.csv')
                    i += 1
            """,
            ["read data/0.csv", "read data/1.csv"],
            id="while counter",
        ),
        pytest.param(
            """
                it = iter(['data/x.csv'])
                while (p := next(it, None)):
                    open(p)
            """,
            ["read data/x.csv"],
            id="while walrus",
        ),
    ],
)
def test_loops_end_where_they_end(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                def paths():
                    for n in ['a', 'b']:
                        yield f'data/{n}.csv'
                for p in paths():
                    open(p)
            """,
            ["read data/a.csv", "read data/b.csv"],
            id="generator",
        ),
        pytest.param(
            """
                def paths():
                    for n in ['a', 'b']:
                        yield (n, f'data/{n}.csv')
                for n, p in paths():
                    open(p)
            """,
            ["read data/a.csv", "read data/b.csv"],
            id="generator tuple",
        ),
        pytest.param(
            """
                def inner():
                    yield 'data/x.csv'

                def paths():
                    yield from inner()
                for p in paths():
                    open(p)
            """,
            ["read data/x.csv"],
            id="yield from",
        ),
        pytest.param(
            """
                def inner():
                    yield 'data/x.csv'
                open(next(inner()))
            """,
            ["read data/x.csv"],
            id="next gen",
        ),
        pytest.param(
            """
                def parts():
                    yield 'data'
                    yield 'x.csv'
                open('/'.join(parts()))
            """,
            ["read data/x.csv"],
            id="list gen join",
        ),
    ],
)
def test_generators(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                def go(n):
                    if n == 0:
                        open('data/x.csv')
                        return
                    go(n - 1)
                go(3)
            """,
            ["read data/x.csv"],
            id="recursion",
        ),
        pytest.param(
            """
                import os

                def go(d, n):
                    if n == 0:
                        return d
                    return go(os.path.join(d, str(n)), n - 1)
                open(go('data', 2) + '/x.csv')
            """,
            ["read data/2/1/x.csv"],
            id="recursion path",
        ),
    ],
)
def test_recursion_with_known_arguments(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()

"""Sequences that built-in functions and itertools make."""

from __future__ import annotations

import pytest

from tests.graph.python.running import Files, behaviour, touched


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                for i, n in enumerate(['a', 'b']):
                    open(f'data/{i}_{n}.csv')
            """,
            ["read data/0_a.csv", "read data/1_b.csv"],
            id="enumerate",
        ),
        pytest.param(
            """
                for i, n in enumerate(['a', 'b'], start=1):
                    open(f'data/{i}_{n}.csv')
            """,
            ["read data/1_a.csv", "read data/2_b.csv"],
            id="enumerate start",
        ),
        pytest.param(
            """
                for i, n in enumerate(['a', 'b'], 1):
                    open(f'data/{i}_{n}.csv')
            """,
            ["read data/1_a.csv", "read data/2_b.csv"],
            id="enumerate start pos",
        ),
        pytest.param(
            """
                for a, b in zip(['a', 'b'], ('x', 'y')):
                    open(f'data/{a}{b}.csv')
            """,
            ["read data/ax.csv", "read data/by.csv"],
            id="zip",
        ),
        pytest.param(
            """
                a, b = zip(*[('data', 'q'), ('x.csv', 'z')])
                open('/'.join(a))
            """,
            ["read data/x.csv"],
            id="zip star",
        ),
        pytest.param(
            """
                from itertools import product
                for a, b in product(['a', 'b'], ('x', 'y')):
                    open(f'data/{a}{b}.csv')
            """,
            ["read data/ax.csv", "read data/ay.csv", "read data/bx.csv", "read data/by.csv"],
            id="product",
        ),
        pytest.param(
            """
                import itertools
                for a, b in itertools.product(['a', 'b'], repeat=2):
                    open(f'data/{a}{b}.csv')
            """,
            ["read data/aa.csv", "read data/ab.csv", "read data/ba.csv", "read data/bb.csv"],
            id="product repeat",
        ),
        pytest.param(
            """
                import itertools
                for a, b in itertools.combinations(['a', 'b', 'c'], 2):
                    open(f'data/{a}{b}.csv')
            """,
            ["read data/ab.csv", "read data/ac.csv", "read data/bc.csv"],
            id="combinations",
        ),
        pytest.param(
            """
                import itertools
                for a in itertools.chain.from_iterable([['a'], ['b']]):
                    open(f'data/{a}.csv')
            """,
            ["read data/a.csv", "read data/b.csv"],
            id="chain.from_iterable",
        ),
        pytest.param(
            """
                for p in map(lambda n: f'data/{n}.csv', ['a', 'b']):
                    open(p)
            """,
            ["read data/a.csv", "read data/b.csv"],
            id="map lambda",
        ),
        pytest.param(
            """
                for n in filter(lambda n: n != 'a', ['a', 'b']):
                    open(f'data/{n}.csv')
            """,
            ["read data/b.csv"],
            id="filter",
        ),
        pytest.param(
            """
                for n in filter(None, ['', 'b']):
                    open(f'data/{n}.csv')
            """,
            ["read data/b.csv"],
            id="filter None",
        ),
        pytest.param(
            """
                for n in sorted({'b', 'a'}):
                    open(f'data/{n}.csv')
            """,
            ["read data/a.csv", "read data/b.csv"],
            id="sorted",
        ),
        pytest.param(
            """
                for n in reversed(['a', 'b']):
                    open(f'data/{n}.csv')
            """,
            ["read data/b.csv", "read data/a.csv"],
            id="reversed",
        ),
        pytest.param(
            """
                for p in sum([['a'], ['b']], []):
                    open(p)
            """,
            ["read a", "read b"],
            id="sum lists",
        ),
        pytest.param(
            """
                from functools import reduce
                import os
                p = reduce(os.path.join, ['data', 'a', 'x.csv'])
                open(p)
            """,
            ["read data/a/x.csv"],
            id="reduce",
        ),
        pytest.param(
            """
                if all([True]):
                    open('data/x.csv')
            """,
            ["read data/x.csv"],
            id="any/all",
        ),
    ],
)
def test_elements(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()

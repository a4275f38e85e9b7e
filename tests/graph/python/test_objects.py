"""Objects of classes: special methods, properties, attributes."""

from __future__ import annotations

import pytest

from tests.graph.python.running import Files, behaviour, touched


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                class A:

                    def __call__(self, p):
                        open(p)
                A()('data/x.csv')
            """,
            ["read data/x.csv"],
            id="__call__",
        ),
        pytest.param(
            """
                class A:

                    def __getitem__(self, k):
                        return f'data/{k}.csv'
                open(A()['x'])
            """,
            ["read data/x.csv"],
            id="__getitem__",
        ),
        pytest.param(
            """
                class A:

                    def __getattr__(self, k):
                        return f'data/{k}.csv'
                open(A().x)
            """,
            ["read data/x.csv"],
            id="__getattr__",
        ),
        pytest.param(
            """
                class P:

                    def __init__(self, s):
                        self.s = s

                    def __truediv__(self, o):
                        return P(self.s + '/' + o)

                    def __str__(self):
                        return self.s
                open(str(P('data') / 'x.csv'))
            """,
            ["read data/x.csv"],
            id="__truediv__",
        ),
        pytest.param(
            """
                class P:

                    def __str__(self):
                        return 'data'
                open(f'{P()}/x.csv')
            """,
            ["read data/x.csv"],
            id="__str__ fstring",
        ),
        pytest.param(
            """
                class P:

                    def __fspath__(self):
                        return 'data/x.csv'
                open(P())
            """,
            ["read data/x.csv"],
            id="__fspath__",
        ),
        pytest.param(
            """
                class P:

                    def __iter__(self):
                        for n in ['a', 'b']:
                            yield n
                for n in P():
                    open(n)
            """,
            ["read a", "read b"],
            id="__iter__",
        ),
        pytest.param(
            """
                class P:

                    def __init__(self):
                        self.f = ['a', 'b']

                    def __iter__(self):
                        return iter(self.f)
                for n in P():
                    open(n)
            """,
            ["read a", "read b"],
            id="__iter__ iter()",
        ),
        pytest.param(
            """
                class P:

                    def __init__(self):
                        self.f = ['a', 'b']

                    def __len__(self):
                        return len(self.f)

                    def __getitem__(self, i):
                        return open(self.f[i])
                for n in P():
                    pass
            """,
            ["read a", "read b"],
            id="__getitem__ iter",
        ),
        pytest.param(
            """
                class D:

                    def __init__(self, n):
                        self.n = n

                    def __get__(self, o, t):
                        return 'data/' + self.n

                class A:
                    p = D('x.csv')
                open(A().p)
            """,
            ["read data/x.csv"],
            id="descriptor",
        ),
    ],
)
def test_special_methods(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                class A:

                    @property
                    def p(self):
                        return 'data/x.csv'
                open(A().p)
            """,
            ["read data/x.csv"],
            id="property",
        ),
        pytest.param(
            """
                class A:

                    def __init__(self):
                        self._p = 'q'

                    @property
                    def p(self):
                        return self._p

                    @p.setter
                    def p(self, v):
                        self._p = 'data/' + v
                a = A()
                a.p = 'x.csv'
                open(a.p)
            """,
            ["read data/x.csv"],
            id="property setter",
        ),
        pytest.param(
            """
                class A:

                    def get(self):
                        return 'data/x.csv'
                    p = property(get)
                open(A().p)
            """,
            ["read data/x.csv"],
            id="property call",
        ),
        pytest.param(
            """
                from functools import cached_property

                class A:

                    @cached_property
                    def p(self):
                        return 'data/x.csv'
                open(A().p)
            """,
            ["read data/x.csv"],
            id="cached_property",
        ),
        pytest.param(
            """
                class A:

                    def p(n):
                        return 'data/' + n
                    p = staticmethod(p)
                open(A().p('x.csv'))
            """,
            ["read data/x.csv"],
            id="staticmethod call",
        ),
    ],
)
def test_properties(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                class C:
                    pass
                c = C()
                for k, v in {'p': 'data/x.csv'}.items():
                    setattr(c, k, v)
                open(c.p)
            """,
            ["read data/x.csv"],
            id="setattr loop",
        ),
        pytest.param(
            """
                class C:

                    def __init__(self, **k):
                        self.__dict__.update(k)
                open(C(p='data/x.csv').p)
            """,
            ["read data/x.csv"],
            id="__dict__.update",
        ),
        pytest.param(
            """
                from types import SimpleNamespace
                a = SimpleNamespace(p='data/x.csv')

                def f(p):
                    open(p)
                f(**vars(a))
            """,
            ["read data/x.csv"],
            id="vars(args)",
        ),
        pytest.param(
            """
                class C:
                    p = 'data/x.csv'
                if hasattr(C(), 'p'):
                    open(C().p)
                else:
                    open('q')
            """,
            ["read data/x.csv"],
            id="hasattr",
        ),
        pytest.param(
            """
                class C:
                    pass
                open(getattr(C(), 'p', 'data/x.csv'))
            """,
            ["read data/x.csv"],
            id="getattr default",
        ),
        pytest.param(
            {
                "main.py": """
                    import lib
                    lib.P = 'data/x.csv'
                    lib.load()
                """,
                "lib.py": """
                    P = 'q'

                    def load():
                        open(P)
                """,
            },
            ["read data/x.csv"],
            id="set module attr",
        ),
        pytest.param(
            """
                def x():
                    pass
                open(f'data/{x.__name__}.csv')
            """,
            ["read data/x.csv"],
            id="fn __name__",
        ),
        pytest.param(
            """
                class x:

                    def p(self):
                        return f'data/{type(self).__name__}.csv'
                open(x().p())
            """,
            ["read data/x.csv"],
            id="type(self).__name__",
        ),
    ],
)
def test_attributes_set_from_elsewhere(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()

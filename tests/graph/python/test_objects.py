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


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                class A:
                    p = 'q'

                class B(A):
                    pass

                class C(A):
                    p = 'data/x.csv'

                class D(B, C):
                    pass
                open(D.p)
            """,
            ["read data/x.csv"],
            id="mro diamond",
        ),
        pytest.param(
            """
                class Base:
                    reg = {}

                    def __init_subclass__(cls, name=None, **k):
                        super().__init_subclass__(**k)
                        cls.reg[name] = cls

                class A(Base, name='a'):

                    def run(self):
                        open('a')
                Base.reg['a']().run()
            """,
            ["read a"],
            id="init_subclass",
        ),
        pytest.param(
            """
                class Base:
                    pass

                class A(Base):

                    def run(self):
                        open('a')
                for c in Base.__subclasses__():
                    c().run()
            """,
            ["read a"],
            id="subclasses()",
        ),
        pytest.param(
            """
                class C:
                    _i = None

                    def __new__(cls):
                        if cls._i is None:
                            cls._i = super().__new__(cls)
                            cls._i.p = 'data/x.csv'
                        return cls._i
                open(C().p)
            """,
            ["read data/x.csv"],
            id="singleton",
        ),
        pytest.param(
            """
                class C:
                    _i = None

                    def __init__(self):
                        self.p = 'data/x.csv'

                    @classmethod
                    def get(cls):
                        if cls._i is None:
                            cls._i = cls()
                        return cls._i
                open(C.get().p)
            """,
            ["read data/x.csv"],
            id="singleton get",
        ),
        pytest.param(
            """
                class A:

                    def __init__(self, d):
                        self.d = d

                class B(A):

                    def __init__(self, d):
                        A.__init__(self, d)
                open(B('data').d + '/x.csv')
            """,
            ["read data/x.csv"],
            id="Base.__init__",
        ),
        pytest.param(
            """
                class A(object):

                    def __init__(self, d):
                        self.d = d

                class B(A):

                    def __init__(self, d):
                        super(B, self).__init__(d)
                open(B('data').d + '/x.csv')
            """,
            ["read data/x.csv"],
            id="super py2",
        ),
        pytest.param(
            """
                from abc import ABC, abstractmethod

                class Step(ABC):

                    def run(self):
                        self.save(self.compute())

                    @abstractmethod
                    def compute(self):
                        ...

                    @property
                    @abstractmethod
                    def out(self):
                        ...

                    def save(self, df):
                        df.to_csv(self.out)

                class A(Step):
                    out = 'out/a.csv'

                    def compute(self):
                        return open('data/x.csv')
                A().run()
            """,
            ["read data/x.csv", "write out/a.csv"],
            id="template method",
        ),
    ],
)
def test_bases(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()

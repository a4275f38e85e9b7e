"""Classes and what they take over from their bases."""

from __future__ import annotations

import pytest

from tests.graph.python.running import Files, behaviour, touched


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

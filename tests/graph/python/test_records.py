"""Fields of dataclasses, attrs and pydantic models."""

from __future__ import annotations

import pytest

from tests.graph.python.running import Files, behaviour, touched


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                from dataclasses import dataclass, field
                from pathlib import Path

                @dataclass
                class C:
                    d: str = 'data'
                    names: list = field(default_factory=lambda: ['x.csv'])
                    p: Path = field(init=False)

                    def __post_init__(self):
                        self.p = Path(self.d) / self.names[0]
                open(C().p)
            """,
            ["read data/x.csv"],
            id="dataclass",
        ),
        pytest.param(
            """
                from dataclasses import dataclass, field

                @dataclass
                class P:
                    d: str = 'data'

                @dataclass
                class C:
                    p: P = field(default_factory=P)
                open(C().p.d + '/x.csv')
            """,
            ["read data/x.csv"],
            id="dataclass nested",
        ),
        pytest.param(
            """
                from dataclasses import dataclass, replace

                @dataclass(frozen=True)
                class C:
                    d: str = 'q'
                c = replace(C(), d='data')
                open(c.d + '/x.csv')
            """,
            ["read data/x.csv"],
            id="dataclass replace",
        ),
        pytest.param(
            """
                from dataclasses import dataclass, asdict

                @dataclass
                class C:
                    d: str = 'data'
                open(asdict(C())['d'] + '/x.csv')
            """,
            ["read data/x.csv"],
            id="dataclass asdict",
        ),
        pytest.param(
            """
                from dataclasses import dataclass

                @dataclass
                class A:
                    d: str = 'q'

                @dataclass
                class B(A):
                    d: str = 'data'
                    n: str = 'x.csv'
                b = B()
                open(b.d + '/' + b.n)
            """,
            ["read data/x.csv"],
            id="dataclass inherit",
        ),
        pytest.param(
            """
                from dataclasses import dataclass, InitVar

                @dataclass
                class A:
                    d: InitVar[str]

                    def __post_init__(self, d):
                        self.p = d + '/x.csv'
                open(A('data').p)
            """,
            ["read data/x.csv"],
            id="dataclass InitVar",
        ),
        pytest.param(
            """
                from dataclasses import dataclass, fields

                @dataclass
                class A:
                    a: str = 'x'
                    b: str = 'y'
                v = A()
                for f in fields(v):
                    open(getattr(v, f.name))
            """,
            ["read x", "read y"],
            id="dataclass fields()",
        ),
        pytest.param(
            """
                from dataclasses import dataclass
                from pathlib import Path

                @dataclass
                class A:
                    root: Path = Path('data')

                    @property
                    def p(self) -> Path:
                        return self.root / 'x.csv'
                open(A().p)
            """,
            ["read data/x.csv"],
            id="dataclass property",
        ),
    ],
)
def test_dataclasses(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                import attr

                @attr.s
                class A:
                    d = attr.ib(default='data')
                open(A().d + '/x.csv')
            """,
            ["read data/x.csv"],
            id="attrs",
        ),
        pytest.param(
            """
                import attr

                @attr.s(auto_attribs=True)
                class A:
                    d: str = 'data'
                open(A().d + '/x.csv')
            """,
            ["read data/x.csv"],
            id="attrs auto",
        ),
        pytest.param(
            """
                from attrs import define, field, Factory

                @define
                class A:
                    d: str = field(default='data')
                    l: list = Factory(lambda: ['x.csv'])
                open(A().d + '/' + A().l[0])
            """,
            ["read data/x.csv"],
            id="attrs define",
        ),
        pytest.param(
            """
                from attrs import define, field

                @define
                class A:
                    d: str = field(default='data')
                    p: str = field()

                    @p.default
                    def _p(self):
                        return self.d + '/x.csv'
                open(A().p)
            """,
            ["read data/x.csv"],
            id="attrs default deco",
        ),
    ],
)
def test_attrs(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                from pydantic import BaseModel, Field

                class A(BaseModel):
                    d: str = Field('data')
                    n: str = Field(default='x.csv')
                a = A()
                open(a.d + '/' + a.n)
            """,
            ["read data/x.csv"],
            id="pydantic",
        ),
        pytest.param(
            """
                from pydantic import BaseModel, computed_field

                class A(BaseModel):
                    d: str = 'data'

                    @computed_field
                    @property
                    def p(self) -> str:
                        return self.d + '/x.csv'
                open(A().p)
            """,
            ["read data/x.csv"],
            id="pydantic computed",
        ),
        pytest.param(
            """
                from pydantic import BaseModel, field_validator

                class A(BaseModel):
                    d: str

                    @field_validator('d')
                    @classmethod
                    def fix(cls, v):
                        return 'data/' + v
                open(A(d='x.csv').d)
            """,
            ["read data/x.csv"],
            id="pydantic validator",
        ),
        pytest.param(
            """
                from pydantic import BaseModel

                class A(BaseModel):
                    d: str
                open(A.model_validate({'d': 'data/x.csv'}).d)
            """,
            ["read data/x.csv"],
            id="pydantic model_validate",
        ),
        pytest.param(
            """
                from pydantic import BaseModel

                class B(BaseModel):
                    n: str

                class A(BaseModel):
                    b: B
                open(A.parse_obj({'b': {'n': 'data/x.csv'}}).b.n)
            """,
            ["read data/x.csv"],
            id="pydantic parse_obj",
        ),
        pytest.param(
            """
                from pydantic import BaseModel

                class B(BaseModel):
                    n: str

                class A(BaseModel):
                    b: B
                open(A(**{'b': {'n': 'data/x.csv'}}).b.n)
            """,
            ["read data/x.csv"],
            id="pydantic nested dict",
        ),
        pytest.param(
            """
                from pydantic import BaseModel

                class A(BaseModel):
                    d: str = 'data'
                    p: str = ''

                    def model_post_init(self, ctx):
                        self.p = self.d + '/x.csv'
                open(A().p)
            """,
            ["read data/x.csv"],
            id="pydantic model_post_init",
        ),
        pytest.param(
            """
                from pydantic import BaseModel, model_validator

                class A(BaseModel):
                    d: str = 'data'
                    p: str = ''

                    @model_validator(mode='after')
                    def fill(self):
                        self.p = self.d + '/x.csv'
                        return self
                open(A().p)
            """,
            ["read data/x.csv"],
            id="pydantic model_validator",
        ),
    ],
)
def test_pydantic(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()

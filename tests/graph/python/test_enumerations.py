"""Members of enumerations, by name, by value and as texts."""

from __future__ import annotations

import pytest

from tests.graph.python.running import Files, behaviour, touched


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                from enum import Enum

                class E(Enum):
                    A = 'data/x.csv'
                open(E.A.value)
            """,
            ["read data/x.csv"],
            id="Enum value",
        ),
        pytest.param(
            """
                from enum import Enum

                class E(Enum):
                    A = 'a'
                    B = 'b'
                for e in E:
                    open(e.value)
            """,
            ["read a", "read b"],
            id="Enum iter",
        ),
        pytest.param(
            """
                from enum import Enum

                class E(Enum):
                    A = 'a'
                open(E.A.name.lower())
            """,
            ["read a"],
            id="Enum name",
        ),
        pytest.param(
            """
                from enum import Enum

                class E(Enum):
                    A = 'a'
                    B = 'b'
                for n, e in E.__members__.items():
                    open(e.value)
            """,
            ["read a", "read b"],
            id="Enum members",
        ),
        pytest.param(
            """
                from enum import Enum

                class E(Enum):
                    A = 'a'

                    @property
                    def path(self):
                        return f'data/{self.value}.csv'
                open(E.A.path)
            """,
            ["read data/a.csv"],
            id="Enum property",
        ),
        pytest.param(
            """
                from enum import Enum

                class E(Enum):
                    A = 'a'
                open(E['A'].value)
            """,
            ["read a"],
            id="Enum by name",
        ),
        pytest.param(
            """
                from enum import Enum

                class E(Enum):
                    A = 'a'
                open(E('a').value)
            """,
            ["read a"],
            id="Enum by value",
        ),
        pytest.param(
            """
                from enum import Enum

                class E(Enum):
                    A = ('data', 'x.csv')

                    def __init__(self, d, n):
                        self.d = d
                        self.n = n
                open(E.A.d + '/' + E.A.n)
            """,
            ["read data/x.csv"],
            id="Enum tuple",
        ),
    ],
)
def test_members(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                from enum import StrEnum

                class E(StrEnum):
                    A = 'data'
                open(f'{E.A}/x.csv')
            """,
            ["read data/x.csv"],
            id="StrEnum",
        ),
        pytest.param(
            """
                from enum import StrEnum, auto

                class E(StrEnum):
                    DATA = auto()
                open(f'{E.DATA}/x.csv')
            """,
            ["read data/x.csv"],
            id="StrEnum auto",
        ),
        pytest.param(
            """
                from enum import Enum

                class E(str, Enum):
                    A = 'data/x.csv'
                open(E.A)
            """,
            ["read data/x.csv"],
            id="str Enum",
        ),
        pytest.param(
            """
                import os
                from enum import Enum

                class E(str, Enum):
                    A = 'data'
                open(os.path.join(E.A, 'x.csv'))
            """,
            ["read data/x.csv"],
            id="str Enum join",
        ),
    ],
)
def test_members_that_are_texts(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()

"""Which handlers cope with an absent file, and which only hide that it is absent."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour

HEAD = "import sys, logging\nimport pandas as pd\n"
TOLD = """
try:
    data = pd.read_csv('a.csv')
except Exception as error:
    HANDLER
REST
"""


def is_forgiven(source: str) -> bool:
    found = behaviour(HEAD + source).accesses
    return next(access.guarded for access in found if access.artifact == "a.csv")


@pytest.mark.parametrize(
    ("handler", "rest", "forgiven"),
    [
        ("print(error)", "print(data.mean())", False),
        ("sys.stderr.write(str(error))", "print(data.mean())", False),
        ("logging.error(error)", "if True:\n    total = data.sum()", False),
        ("logging.error(error)", "def use():\n    return data", False),
        ("print(error)", "try:\n    print(data)\nexcept Exception as e:\n    print(e)", False),
        ("print(error)", "print('done')", True),
        ("print(error)", "data = 1\nprint(data)", True),
        ("print(error)", "print(frame['data'])", True),
        ("data = None", "print(data)", True),
        ("pass", "print(data)", True),
        ("ask_for_it()", "print(data)", True),
        ("print(error); data = pd.DataFrame()", "print(data)", True),
    ],
)
def test_a_handler_that_only_speaks(handler: str, rest: str, forgiven: bool) -> None:
    source = TOLD.replace("HANDLER", handler).replace("REST", rest)
    assert is_forgiven(source) == forgiven


def test_what_was_there_before_is_enough() -> None:
    source = "data = pd.DataFrame()" + TOLD.replace("HANDLER", "print(error)")
    assert is_forgiven(source.replace("REST", "print(data)"))


def test_an_error_that_is_named_is_expected() -> None:
    source = TOLD.replace("Exception", "FileNotFoundError").replace("HANDLER", "print(error)")
    assert is_forgiven(source.replace("REST", "print(data)"))


def test_what_the_rest_of_the_try_needs() -> None:
    source = "try:\n    data = pd.read_csv('a.csv')\nexcept:\n    print('no')\n"
    assert is_forgiven(source)
    assert not is_forgiven(source + "else:\n    print(data)\n")

"""Which environment variables code asks for."""

from __future__ import annotations

import pytest

from mlaudit.graph.python.variables import Variables, agree
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import accesses


def test_names_that_are_asked_for_are_noted() -> None:
    variables = Variables({"A": "1", "B": "2"})
    assert (variables["A"], "C" in variables, variables.get("D", "0")) == ("1", False, "0")
    assert variables.setdefault("E", "5") == "5"
    assert (variables.asked, variables.listed) == ({"A", "C", "D", "E"}, False)


@pytest.mark.parametrize("take", [dict, lambda v: {**v}, list, lambda v: list(v.items())])
def test_taking_all_of_them_is_noted(take: type) -> None:
    variables = Variables({"A": "1"})
    take(variables)
    assert variables.listed


def test_environments_agree_on_what_is_asked() -> None:
    first, second = (("A", "1"), ("B", "2")), (("A", "1"), ("B", "3"))
    assert agree(first, second, frozenset({"A", "C"}))
    assert not agree(first, second, frozenset({"B"}))
    assert not agree(first, second, None)
    assert agree(first, first, None)
    assert not agree(first, (), frozenset({"A"}))


def test_code_that_asks_is_followed_for_each_environment(write_repository: WriteTree) -> None:
    files = {
        "run.sh": "STAGE=raw SEED=1 python a.py\nSTAGE=clean SEED=2 python a.py\n",
        "a.py": "import os\nopen(f\"data/{os.environ['STAGE']}.csv\")\n",
    }
    found = accesses(read_workflow(write_repository(files)), "a.py")
    assert {"read data/raw.csv inferred", "read data/clean.csv inferred"} <= found

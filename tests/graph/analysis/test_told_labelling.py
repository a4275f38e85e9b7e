"""Documents that send a person to a labelling tool between two commands."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.told_labelling import told_labelling
from tests.conftest import WriteTree
from tests.graph.test_owners import read

FIRST, LAST = "    python fetch.py\n", "    python give.py\n"
TOLD = "Start Label Studio and annotate the batch.\n"


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ((FIRST, TOLD, LAST), True),
        ((FIRST, TOLD, TOLD, LAST), True),
        ((TOLD, FIRST, LAST), False),
        ((FIRST, LAST, TOLD), False),
        ((FIRST, "Start Label Studio.\n", LAST), False),
        ((FIRST, "Check the labels.\n", LAST), False),
        (("    python elsewhere.py\n", TOLD, LAST), False),
    ],
)
def test_only_between_commands_that_start_code(
    write_tree: WriteTree, parts: tuple[str, ...], found: bool
) -> None:
    code = "import pandas as pd\npd.read_csv('a.csv').to_csv('b.csv')\n"
    files = {"README.md": "\n".join(parts), "fetch.py": code, "give.py": code}
    told = list(told_labelling(read(write_tree, files)))
    assert len(told) == found
    assert all((t.before.runs, t.after.runs) == (("fetch.py",), ("give.py",)) for t in told)

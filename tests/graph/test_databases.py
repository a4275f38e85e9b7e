"""Tables of two files that share a name."""

from __future__ import annotations

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

FILL = "import sqlite3\nsqlite3.connect('{file}').execute('insert into days values (1)')\n"
ASK = "import sqlite3\nsqlite3.connect('{file}').execute('select * from days')\n"
HELD = "import sys, sqlite3\nsqlite3.connect(sys.argv[1] + '.db').execute('select * from days')\n"


@pytest.mark.parametrize(
    ("filled", "ask", "flows"),
    [
        ("a.db", ASK.format(file="a.db"), {"a.db", "db:days"}),
        ("a.db", ASK.format(file="b.db"), set()),
        (
            "a.db",
            "import sqlalchemy as s\nimport pandas as pd\nURL = s.engine.URL\n"
            "pd.read_sql('select * from days', s.create_engine(URL))\n",
            {"db:days"},
        ),
        ("x/a.db", HELD.replace("argv[1] +", "argv[1] + '/' + sys.argv[2] +"), {"db:days"}),
        ("data/a.db", HELD.replace("sys.argv[1]", "'data/' + sys.argv[1]"), {"db:days"}),
    ],
)
def test_table_of_a_file(write_tree: WriteTree, filled: str, ask: str, flows: set[str]) -> None:
    workflow = read_workflow(write_tree({"fill.py": FILL.format(file=filled), "ask.py": ask}))
    found = {flow.read for flow in workflow.flows if flow.before == "fill.py"}
    assert {name for name in found if name.startswith("db:") or name in flows} == flows

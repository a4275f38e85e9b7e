"""Why there is no score."""

from __future__ import annotations

import pytest

from mlaudit.scan import scan_project
from tests.conftest import WriteTree

START = "import sys\nimport pandas as pd\ndata = pd.DataFrame()\n"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "nothing to rebuild"),
        ("import logging\nlogging.basicConfig(filename='a.log')\nprint(1)\n", "nothing to rebuild"),
        (START + "data.to_csv(sys.argv[1] + '/a.csv')\n", "no deliverable is known"),
        (START + "data.to_csv(fetch(data))\n", "no deliverable is known"),
    ],
)
def test_that_nothing_is_made_is_said_where_it_is_known(
    write_tree: WriteTree, code: str, reason: str
) -> None:
    root = write_tree({"run.py": code, "README.md": "Run `python run.py`.\n"})
    found = scan_project(root).assessment.score.reason
    assert (found or "").startswith(reason)

"""What a unit writes before it reads it comes from nobody else."""

from __future__ import annotations

import pytest

from tests.conftest import WriteTree
from tests.graph.test_owners import read

WRITE = "import json\njson.dump([1], open('data/x.json', 'w'))\n"
READ = "import json\nprint(json.load(open('data/x.json')))\n"


@pytest.mark.parametrize(
    ("commands", "flows"),
    [
        ("python write.py\n\tpython use.py", False),
        ("python use.py\n\tpython write.py", True),
        ("python use.py", True),
    ],
)
def test_a_target_that_makes_its_data_first_waits_for_nobody(
    write_tree: WriteTree, commands: str, flows: bool
) -> None:
    files = {
        "Makefile": f"all:\n\t{commands}\n\nwrite:\n\tpython write.py\n",
        "write.py": WRITE,
        "use.py": READ,
    }
    found = {(f.before, f.after) for f in read(write_tree, files).flows}
    assert (("Makefile:write", "Makefile:all") in found) == flows


def test_what_is_only_sometimes_made_may_come_from_others(write_tree: WriteTree) -> None:
    both = "import sys\nif sys.argv[1] == 'new':\n    " + WRITE.replace("\n", "\n    ", 1) + READ
    found = {
        (f.before, f.after) for f in read(write_tree, {"write.py": WRITE, "both.py": both}).flows
    }
    assert ("write.py", "both.py") in found


JOB = """\
on: push
jobs:
  look:
    steps:
      - run: cp examples/x.json out/x.json
      - uses: actions/upload-artifact@v4
        with: {name: out, path: out}
"""


def test_a_job_hands_over_the_folder_that_it_has_filled(write_tree: WriteTree) -> None:
    files = {
        ".github/workflows/w.yml": JOB,
        "examples/x.json": "[]",
        "other.py": WRITE.replace("data/x", "out/y"),
    }
    assert read(write_tree, files).flows == ()
    files[".github/workflows/w.yml"] = JOB.replace("cp examples/x.json out/x.json", "ls")
    assert [flow.before for flow in read(write_tree, files).flows] == ["other.py"]


def test_a_table_that_is_created_where_it_is_not_there_was_filled_by_others(
    write_tree: WriteTree,
) -> None:
    opening = (
        "import sqlite3\nstore = sqlite3.connect('x.db')\n"
        "store.execute('CREATE TABLE IF NOT EXISTS images (url text)')\n"
    )
    files = {
        "fill.py": opening + "store.execute(\"INSERT INTO images VALUES ('a')\")\n",
        "use.py": opening + "rows = store.execute('SELECT url FROM images').fetchall()\n"
        "import json\njson.dump(rows, open('out.json', 'w'))\n",
    }
    found = {(f.before, f.after) for f in read(write_tree, files).flows}
    assert ("fill.py", "use.py") in found


def test_a_half_written_file_is_renamed_by_its_writer(write_tree: WriteTree) -> None:
    save = (
        "import os, sys\nimport pandas as pd\ndata = pd.read_csv('raw.csv')\n"
        "if sys.argv[1] == 'csv':\n    data.to_csv('data/x.tmp')\n"
        "else:\n    data.to_json('data/x.tmp')\nos.replace('data/x.tmp', 'data/x')\n"
    )
    assert read(write_tree, {"one.py": save, "two.py": save}).flows == ()

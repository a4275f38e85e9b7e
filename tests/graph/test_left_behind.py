"""What a job leaves in its checkout is gone for others when it ends."""

from __future__ import annotations

import pytest

from tests.conftest import WriteTree
from tests.graph.test_owners import read

TAKE = "import json\njson.dump(json.load(open('data/x.json')), open('y.json', 'w'))\n"
JOB = """\
on: push
jobs:
  make:
    steps:
      - run: cp examples/x.json data/x.json
EXTRA"""


@pytest.mark.parametrize(
    ("extra", "flows"),
    [
        ("", False),
        ("      - run: python take.py\n", True),
        ("      - run: git add data && git commit -m data && git push\n", True),
        ("      - uses: stefanzweifel/git-auto-commit-action@v5\n", True),
        ("  take:\n    needs: make\n    steps:\n      - run: python take.py\n", True),
    ],
)
def test_others_get_what_the_job_keeps_alone(
    write_tree: WriteTree, extra: str, flows: bool
) -> None:
    files = {
        ".github/workflows/w.yml": JOB.replace("EXTRA", extra),
        "examples/x.json": "[]",
        "take.py": TAKE,
    }
    found = {(f.before, f.after) for f in read(write_tree, files).flows}
    assert ((".github/workflows/w.yml:make", "take.py") in found) == flows


def test_what_lies_elsewhere_stays(write_tree: WriteTree) -> None:
    job = JOB.replace("data/x.json", "/srv/x.json").replace("EXTRA", "")
    files = {
        ".github/workflows/w.yml": job,
        "examples/x.json": "[]",
        "take.py": TAKE.replace("data/x", "/srv/x"),
    }
    found = {(f.before, f.after) for f in read(write_tree, files).flows}
    assert (".github/workflows/w.yml:make", "take.py") in found

"""What a job takes in from others it does not make."""

from __future__ import annotations

from tests.conftest import WriteTree
from tests.graph.test_owners import read

WORKFLOW = """\
on: push
jobs:
  train:
    steps:
      - run: python train.py
      - uses: actions/upload-artifact@v4
        with: {name: model, path: models}
  look:
    needs: train
    steps:
      - uses: actions/download-artifact@v4
        with: {name: model, path: PLACE}
      - run: python look.py
"""
TRAIN = "import joblib\njoblib.dump([1], 'models/m.joblib')\n"
LOOK = "import joblib\nprint(joblib.load('PLACE/m.joblib'))\n"


def tree(place: str) -> dict[str, str]:
    return {
        ".github/workflows/w.yml": WORKFLOW.replace("PLACE", place),
        "train.py": TRAIN,
        "look.py": LOOK.replace("PLACE", place),
        "other.py": LOOK.replace("PLACE", place),
    }


def test_a_file_comes_from_its_maker_where_that_is_known(write_tree: WriteTree) -> None:
    workflow = read(write_tree, dict(tree("models")))
    flows = {(f.before, f.after) for f in workflow.flows}
    assert ("train.py", "look.py") in flows
    assert not any(before.endswith(":look") for before, _ in flows)


def test_what_is_unpacked_elsewhere_is_there_for_what_the_job_starts(
    write_tree: WriteTree,
) -> None:
    workflow = read(write_tree, dict(tree("inside")))
    job = ".github/workflows/w.yml:look"
    assert {f.after for f in workflow.flows if f.before == job} == {"look.py"}
    assert "inside" not in {d.artifact for d in workflow.deliverables}


def test_what_a_job_reads_comes_from_what_it_starts(write_tree: WriteTree) -> None:
    files = {
        ".github/workflows/w.yml": "on: push\njobs:\n  a:\n    steps:\n"
        "      - run: python train.py\n      - run: aws s3 cp models/m.joblib s3://b/m.joblib\n",
        "train.py": TRAIN,
        "again.py": TRAIN,
    }
    workflow = read(write_tree, dict(files))
    job = ".github/workflows/w.yml:a"
    assert {f.before for f in workflow.flows if f.after == job} == {"train.py"}

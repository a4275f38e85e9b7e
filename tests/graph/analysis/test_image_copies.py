"""Files that a build takes in and that the repository does not hand over."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.image_copies import untracked_copies
from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree

MODEL = "models/churn.joblib"
TRAIN = f"import joblib\n\njoblib.dump([1], '{MODEL}')\n"
APP = f"import joblib\n\nprint(joblib.load('{MODEL}'))\n"
ORDERED = "train:\n\tpython train.py\n\nimage: train\n\tdocker build -t churn .\n"


def copying(*paths: str) -> str:
    return "FROM python:3.11\n" + "".join(f"COPY {path} /srv/{path}\n" for path in paths)


@pytest.mark.parametrize(
    "tree",
    [
        {"Dockerfile": copying("app.py"), "app.py": APP},
        {"Dockerfile": copying("data/run.log")},
        {
            "Dockerfile": copying(MODEL),
            f"{MODEL}.dvc": "outs:\n- md5: 1f0e\n  path: churn.joblib\n",
        },
        {"Dockerfile": copying(MODEL), "train.py": TRAIN, "Makefile": ORDERED},
        {
            "docker/Dockerfile": copying("app.py", "data/labels.csv"),
            "docker/app.py": APP,
            "data/labels.csv": "x\n1\n",
        },
    ],
)
def test_what_the_build_finds_or_what_is_no_data(write_tree: WriteTree, tree: Tree) -> None:
    assert untracked_copies(read_workflow(write_tree(tree))) == ()


def test_a_copy_with_its_makers_and_builds(write_tree: WriteTree) -> None:
    tree = {"Dockerfile": copying(MODEL), "Dockerfile.gpu": copying(MODEL), "train.py": TRAIN}
    (found,) = untracked_copies(read_workflow(write_tree(tree)))
    assert found.artifact.id == MODEL
    assert [copy.step.path for copy in found.copies] == ["Dockerfile.gpu", "Dockerfile"]
    assert found.first is found.copies[0]
    assert [maker.id for maker in found.makers] == ["train.py"]
    assert not found.builds_without


def test_a_folder_is_copied_with_whatever_it_holds(write_tree: WriteTree) -> None:
    dockerfile = "FROM python:3.11\nWORKDIR /srv\nCOPY . .\nCMD python app.py\n"
    tree = {"Dockerfile": dockerfile, "app.py": APP, "models/README.md": "# Models\n"}
    found = untracked_copies(read_workflow(write_tree(tree)))
    assert {copy.artifact.id: copy.builds_without for copy in found} == {MODEL: True}

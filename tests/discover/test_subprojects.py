"""Projects inside the tree."""

from __future__ import annotations

import pytest

from mlaudit.discover import discover
from tests.conftest import WriteTree


@pytest.mark.parametrize(
    "marker",
    [
        *("requirements-gpu.txt", "environment.yml", "conda.yaml", "pyproject.toml", "setup.py"),
        *("dvc.yaml", "MLproject", "Snakefile", "Pipfile", "dbt_project.yml"),
    ],
)
def test_a_folder_with_own_environment_or_pipeline(write_tree: WriteTree, marker: str) -> None:
    root = write_tree({f"b/model/{marker}": "", "b/model/src/train.py": "", "a/x.py": ""})
    project = discover(root)
    assert project.subprojects == (".", "b/model")
    assert project.subproject_of("b/model/src/train.py") == "b/model"
    assert project.subproject_of("a/x.py") == "."


@pytest.mark.parametrize(
    "tree",
    [
        ["docs/requirements.txt", "docs/conf.py"],
        ["tests/requirements.txt", "tests/test_a.py"],
        ["docker/requirements.txt", "docker/Dockerfile"],
        [
            "mlruns/0/ab/artifacts/model/MLmodel",
            "mlruns/0/ab/artifacts/model/conda.yaml",
            "mlruns/0/ab/artifacts/model/code/net.py",
        ],
        ["requirements.txt", "train.py"],
    ],
    ids=lambda tree: tree[0],
)
def test_no_projects_of_their_own(write_tree: WriteTree, tree: list[str]) -> None:
    project = discover(write_tree(dict.fromkeys([*tree, "main.py"], "")))
    assert project.subprojects == (".",)


def test_sorted_after_the_root(write_tree: WriteTree) -> None:
    tree = [f"{name}/{file}" for name in ("z", "a", "a/b") for file in ("setup.py", "run.py")]
    assert discover(write_tree(dict.fromkeys(tree, ""))).subprojects == (".", "a", "a/b", "z")

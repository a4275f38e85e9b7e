"""Releases that a person types from a document."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.typed_releases import typed_releases
from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree

PUSH = "docker push registry.example.org/churn:1"
JOB = (
    "on:\n  push:\n    tags: ['v*']\njobs:\n  release:\n    runs-on: ubuntu-latest\n    steps:\n"
    "      - run: {}\n"
)


def document(*commands: str) -> str:
    lines = "\n".join(commands)
    return f"# Release\n\n```bash\n{lines}\n```\n"


@pytest.mark.parametrize(
    "tree",
    [
        {"README.md": document("docker push localhost:5000/churn")},
        {"README.md": document("git push origin main", "dvc push")},
        {"README.md": document(PUSH), ".github/workflows/r.yml": JOB.format(PUSH)},
        {
            "README.md": document("helm upgrade churn chart/"),
            ".github/workflows/r.yml": JOB.format("kubectl apply -f k8s/app.yaml"),
        },
        {"README.md": document(PUSH, "bash release.sh"), "release.sh": f"{PUSH}\n"},
    ],
)
def test_what_is_no_release_or_done_otherwise(write_tree: WriteTree, tree: Tree) -> None:
    assert typed_releases(read_workflow(write_tree(tree))) == ()


def test_the_commands_of_each_document(write_tree: WriteTree) -> None:
    deploy = "kubectl apply -f k8s/app.yaml"
    tree = {"README.md": document(PUSH, "ls", deploy), "docs/release.md": document(PUSH)}
    found = typed_releases(read_workflow(write_tree(tree)))
    names = [[command.name for command in release.commands] for release in found]
    assert names == [[PUSH, deploy], [PUSH]]
    assert [release.scripts for release in found] == [(), ()]


def test_scripts_that_nothing_starts(write_tree: WriteTree) -> None:
    tree = {
        "README.md": document(f"{PUSH} && dvc push"),
        "tools/release.sh": f"#!/bin/bash\n{PUSH}\n",
        "tools/deploy.sh": "#!/bin/bash\nkubectl apply -f k8s/app.yaml\n",
    }
    (found,) = typed_releases(read_workflow(write_tree(tree)))
    assert [script.path for script in found.scripts] == ["tools/release.sh"]

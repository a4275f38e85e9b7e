"""How sure findings are of what they say."""

from __future__ import annotations

import pytest

from mlaudit.judge.rule import Observation
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.scan import read_workflow
from mlaudit_rules.inputs.undeclared_stage_dependency import find_undeclared_dependencies
from mlaudit_rules.inputs.untracked_input import find_untracked_inputs
from mlaudit_rules.release.release_by_documented_hand import find_documented_releases
from tests.conftest import Tree, WriteTree

READER = """\
import os
import pandas as pd

frames = [pd.read_csv(os.path.join("data/raw", name)) for name in os.listdir("data/raw")]
pd.concat(frames).mean().to_json("metrics.json")
"""


def test_files_of_an_ignored_folder_are_surely_absent(write_tree: WriteTree) -> None:
    root = write_tree({"train.py": READER, ".gitignore": "data/raw/\n"})
    (found,) = find_untracked_inputs(read_workflow(root))
    assert (found.subject, found.confidence) == ("data/raw/{file}", Confidence.MEDIUM)


def test_files_of_any_other_folder_are_less_so(write_tree: WriteTree) -> None:
    root = write_tree({"train.py": READER})
    (found,) = find_untracked_inputs(read_workflow(root))
    assert found.confidence == Confidence.LOW


@pytest.mark.parametrize(
    ("readme", "expected"),
    [("Nothing.\n", Confidence.LOW), ("```\ndocker build docker\n```\n", Confidence.HIGH)],
)
def test_what_an_image_takes_in_counts_from_where_it_is_built(
    write_tree: WriteTree, readme: str, expected: Confidence
) -> None:
    dockerfile = "FROM python:3.12\nCOPY model.pkl .\n"
    root = write_tree({"docker/Dockerfile": dockerfile, "README.md": readme})
    (found,) = find_untracked_inputs(read_workflow(root))
    assert (found.subject, found.confidence) == ("docker/model.pkl", expected)


def test_an_environment_file_is_a_secret_and_its_template_is_named(write_tree: WriteTree) -> None:
    compose = "services:\n  app:\n    image: app\n    env_file:\n      - app.env\n"
    root = write_tree({"infra/docker-compose.yml": compose, "infra/app.env.example": "KEY=\n"})
    (found,) = find_untracked_inputs(read_workflow(root))
    assert found.severity == Severity.LOW
    assert "copy infra/app.env.example to infra/app.env" in found.remedy


def test_a_script_that_can_release_is_named(write_tree: WriteTree) -> None:
    root = write_tree(
        {
            "README.md": "# Deploy\n\n```bash\nkubectl apply -f k8s/app.yaml\n```\n",
            "deploy.sh": "#!/bin/sh\nkubectl apply -f k8s/app.yaml\n",
            "k8s/app.yaml": "kind: Deployment\n",
        }
    )
    (found,) = find_documented_releases(read_workflow(root))
    assert found.severity == Severity.MEDIUM
    assert "deploy.sh can do it, but no workflow starts it" in found.message


def _undeclared(write_repository: WriteTree, source: str, more: Tree | None = None) -> Observation:
    pipeline = "stages:\n  a:\n    cmd: python a.py\n    deps: [a.py]\n    outs: [out.csv]\n"
    tree: Tree = {"dvc.yaml": pipeline, "a.py": "import pandas as pd\n" + source, **(more or {})}
    root = write_repository({**tree, "x.csv": "x\n1\n", "y.csv": "x\n1\n"})
    observations: list[Observation] = list(find_undeclared_dependencies(read_workflow(root)))
    assert len(observations) == 1
    return observations[0]


@pytest.mark.parametrize(
    ("source", "names", "confidence"),
    [
        ("pd.read_csv('x.csv').to_csv('out.csv')", "x.csv", Confidence.HIGH),
        ("import os\nif os.cpu_count() > 2:\n    pd.read_csv('x.csv')", "x.csv", Confidence.LOW),
        (
            "import os\npath = 'x.csv' if os.cpu_count() > 2 else 'y.csv'\npd.read_csv(path)",
            "x.csv and y.csv",
            Confidence.LOW,
        ),
        (
            "import os\nfrom pathlib import Path\n"
            "path = Path('x.csv') if os.cpu_count() > 2 else Path('y.csv')\npath.read_text()",
            "x.csv and y.csv",
            Confidence.LOW,
        ),
        ("import helper", "x.csv", Confidence.LOW),
        (
            "import os\npd.read_csv('x.csv')\nif os.cpu_count() > 2:\n    pd.read_csv('y.csv')",
            "x.csv",
            Confidence.HIGH,
        ),
    ],
)
def test_what_a_stage_reads_is_sure_where_it_is_one_name_on_every_way(
    write_repository: WriteTree, source: str, names: str, confidence: Confidence
) -> None:
    more = {"helper.py": "import pandas as pd\ntable = pd.read_csv('x.csv')\n"}
    found = _undeclared(write_repository, source, more)
    assert found.message.startswith(f"a reads {names}, but dvc.yaml does not list")
    assert found.confidence == confidence


def test_what_another_item_of_a_loop_declares_is_a_hint(write_repository: WriteTree) -> None:
    pipeline = (
        "stages:\n  a:\n    foreach: [x, y]\n    do:\n      cmd: python a.py ${item}\n"
        "      deps: ['${item}.csv']\n      outs: ['${item}.out']\n"
    )
    source = "import pandas as pd\npd.read_csv('x.csv')\n"
    tree = {"dvc.yaml": pipeline, "a.py": source, "x.csv": "x\n1\n", "y.csv": "x\n1\n"}
    (found,) = find_undeclared_dependencies(read_workflow(write_repository(tree)))
    assert (found.subject, found.confidence) == ("dvc.yaml:a", Confidence.LOW)


def test_nothing_is_said_of_a_stage_whose_declaration_is_not_known(
    write_repository: WriteTree,
) -> None:
    pipeline = "stages:\n  a:\n    cmd: python a.py\n    deps: [a.py, '${inputs.table}']\n"
    source = "import pandas as pd\npd.read_csv('x.csv')\n"
    rule = 'rule b:\n    input: find_inputs\n    output: "b.out"\n    shell: "python a.py"\n'
    tree = {"dvc.yaml": pipeline, "a.py": source, "x.csv": "x\n1\n", "Snakefile": rule}
    workflow = read_workflow(write_repository(tree))
    assert list(find_undeclared_dependencies(workflow)) == []
    stages = {step.id: step.declares_more for step in workflow.steps}
    assert stages["dvc.yaml:a"]
    assert stages["Snakefile:b"]

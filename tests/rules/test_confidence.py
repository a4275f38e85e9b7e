"""How sure findings are of what they say."""

from __future__ import annotations

from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.scan import read_workflow
from mlaudit_rules.inputs.untracked_input import find_untracked_inputs
from mlaudit_rules.release.release_by_documented_hand import find_documented_releases
from tests.conftest import WriteTree

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

"""Files that a project leaves out of its scans."""

from __future__ import annotations

from pathlib import Path

from mlaudit.discover import discover, exclude
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Role, Tracking
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

TREE = {
    "train.py": "import pandas as pd\npd.read_csv('data/x.csv').to_csv('out/y.csv')\n",
    "data/x.csv": "a\n1\n",
    "old/one/train.py": "open('old.txt', 'w')\n",
    "old/one/requirements.txt": "",
    "old/notes.md": "# Old\n",
    "keep/old.py": "open('kept.txt', 'w')\n",
}


def _exclude(root: Path, *patterns: tuple[str, str], folder: Path | None = None) -> Project:
    return exclude(discover(root), patterns, folder, "mlaudit.toml")


def _excluded(project: Project) -> set[str]:
    return {file.path for file in project.files if file.role == Role.EXCLUDED}


def test_nothing_changes_without_patterns(write_tree: WriteTree) -> None:
    root = write_tree(TREE)
    assert _exclude(root) == discover(root)


def test_a_folder_is_skipped_as_one_with_its_reason(write_repository: WriteTree) -> None:
    root = write_repository(TREE)
    found = _exclude(root, ("old/", "the first attempt"), ("keep/old.py", ""))
    assert _excluded(found) == {
        "old/one/train.py", "old/one/requirements.txt", "old/notes.md", "keep/old.py",
    }  # fmt: skip
    reasons = {skipped.path: skipped.reason for skipped in found.skipped}
    assert reasons["old"] == "excluded by mlaudit.toml: the first attempt"
    assert reasons["keep/old.py"] == "excluded by mlaudit.toml"
    assert not {"old/one", "old/one/train.py"} & reasons.keys()
    assert "old/one" in discover(root).subprojects
    assert found.subprojects == (".",)


def test_patterns_are_relative_to_the_folder_of_the_configuration(write_tree: WriteTree) -> None:
    root = write_tree({f"one/{path}": content for path, content in TREE.items()})
    assert _excluded(_exclude(root / "one", ("one/keep", ""), folder=root)) == {"keep/old.py"}
    assert _excluded(_exclude(root / "one", ("keep", ""), folder=root)) == {"keep/old.py"}
    assert _excluded(_exclude(root / "one", ("/keep", ""), folder=root)) == set()
    everything = _exclude(root / "one", ("/one", ""), folder=root)
    assert _excluded(everything) == set(), "who names a folder wants it scanned"


def test_what_is_excluded_is_not_read_but_known_to_be_there(write_repository: WriteTree) -> None:
    from mlaudit.model.configuration import Configuration

    root = write_repository(TREE)
    settings = Configuration(path="mlaudit.toml", exclude=(("old/", ""), ("data/", "")))
    workflow = read_workflow(root, configuration=settings)
    assert {step.path for step in workflow.steps} == {"train.py", "keep/old.py"}
    artifact = workflow.artifact_by_id["data/x.csv"]
    assert (artifact.exists, artifact.tracking) == (True, Tracking.GIT)

"""Where the commands of documents run, and what they start."""

from __future__ import annotations

from mlaudit.model.graph import Workflow
from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree

TRAIN = "import pandas as pd\npd.read_csv('data/raw.csv').to_csv('data/clean.csv')\n"


def scan(write_tree: WriteTree, tree: Tree) -> Workflow:
    """The workflow of a small tree."""
    return read_workflow(write_tree(tree))


def runs(workflow: Workflow) -> dict[str, tuple[str, str]]:
    """(what is started, its directory) by the command of the document."""
    return {i.by.partition(":")[2]: (i.of, i.directory) for i in workflow.invocations}


def block(*commands: str) -> str:
    """A document with one block of commands."""
    return "# Usage\n\n```bash\n" + "\n".join(commands) + "\n```\n"


def test_commands_of_a_folder_run_in_it(write_tree: WriteTree) -> None:
    tree = {"ml/README.md": block("mkdir -p data", "python train.py"), "ml/train.py": TRAIN}
    workflow = scan(write_tree, tree)
    assert runs(workflow) == {"python train.py": ("ml/train.py", "ml")}
    reads = {a.artifact for a in workflow.step_by_id["ml/README.md:python train.py"].reads}
    assert "ml/data/raw.csv" in reads


def test_commands_without_a_file_follow_the_others_of_the_document(write_tree: WriteTree) -> None:
    fetch = "wget -O data/raw.csv https://example.org/raw.csv"
    tree = {"ml/README.md": block(fetch, "python train.py"), "ml/train.py": TRAIN}
    workflow = scan(write_tree, tree)
    writes = {a.artifact for a in workflow.step_by_id[f"ml/README.md:{fetch}"].writes}
    assert writes == {"ml/data/raw.csv"}


def test_commands_of_a_folder_may_mean_the_root(write_tree: WriteTree) -> None:
    tree = {"docs/guide.md": block("python src/train.py"), "src/train.py": TRAIN}
    assert runs(scan(write_tree, tree)) == {"python src/train.py": ("src/train.py", ".")}


def test_entering_the_clone_means_the_root(write_tree: WriteTree) -> None:
    tree = {"README.md": block("cd churn-model", "python train.py"), "train.py": TRAIN}
    assert runs(scan(write_tree, tree)) == {"python train.py": ("train.py", ".")}


def test_a_folder_below_the_clone(write_tree: WriteTree) -> None:
    tree = {"README.md": block("cd churn-model/src", "python train.py"), "src/train.py": TRAIN}
    assert runs(scan(write_tree, tree)) == {"python train.py": ("src/train.py", "src")}


def test_commands_after_cd_run_there(write_tree: WriteTree) -> None:
    tree = {"README.md": block("cd src", "python train.py"), "src/train.py": TRAIN}
    assert runs(scan(write_tree, tree)) == {"python train.py": ("src/train.py", "src")}


def test_a_folder_that_a_command_makes_stays_where_it_is(write_tree: WriteTree) -> None:
    fetch = "wget https://example.org/raw.csv"
    tree = {"README.md": block("mkdir data", "cd data", fetch), "train.py": TRAIN}
    workflow = scan(write_tree, tree)
    assert {a.artifact for a in workflow.step_by_id[f"README.md:{fetch}"].writes} == {
        "data/raw.csv"
    }


def test_a_script_that_exists_nowhere_is_not_guessed(write_tree: WriteTree) -> None:
    tree = {"legacy/README.md": block("python eval.py"), "src/eval.py": TRAIN, "legacy/x.py": "x=1"}
    workflow = scan(write_tree, tree)
    assert runs(workflow) == {}
    assert workflow.step_by_id["legacy/README.md:python eval.py"].automation == "documented"


def test_tools_find_their_files_in_the_folder_of_the_document(write_tree: WriteTree) -> None:
    tree = {
        "ml/README.md": block("make data", "docker compose up"),
        "ml/Makefile": "data:\n\tpython train.py\n",
        "ml/train.py": TRAIN,
        "ml/compose.yaml": "services:\n  db:\n    image: postgres\n",
        "other/compose.yaml": "services:\n  db:\n    image: postgres\n",
    }
    found = {(i.by, i.of) for i in scan(write_tree, tree).invocations}
    assert ("ml/README.md:make data", "ml/Makefile:data") in found
    assert ("ml/README.md:docker compose up", "ml/compose.yaml:db") in found
    assert not any(of.startswith("other/") for _, of in found)

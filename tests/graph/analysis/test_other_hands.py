"""Notebooks in the hands of code, and other writers of what one unit writes."""

from __future__ import annotations

from mlaudit.graph.analysis.other_hands import is_given_to_code, others_write
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.analysis.test_runs import notebook

SAVE = 'import pandas as pd\n\npd.DataFrame({"x": [1]}).to_csv("days/monday.csv")\n'
CONVERT = (
    "import sys\n\nimport nbformat\n\n"
    'node = nbformat.read(f"{sys.argv[1]}/fit.ipynb", as_version=4)\n'
    'open("fit.txt", "w").write(str(node))\n'
)
COPY = "FROM python:3.11\nCOPY look.ipynb /work/\n"


def test_a_notebook_that_code_opens(write_tree: WriteTree) -> None:
    tree = {
        "nb/fit.ipynb": notebook(SAVE), "look.ipynb": notebook(SAVE),
        "send.py": CONVERT, "Dockerfile": COPY,
    }  # fmt: skip
    workflow = read_workflow(write_tree(tree))
    notebooks = [workflow.step_by_id[id_] for id_ in ("nb/fit.ipynb", "look.ipynb")]
    assert [is_given_to_code(workflow, step) for step in notebooks] == [True, False]


def test_another_writer_of_a_varying_name(write_tree: WriteTree) -> None:
    day = "import sys\nimport pandas as pd\n\npd.DataFrame().to_csv(f'{0}/{{sys.argv[1]}}.csv')\n"
    tree = {"one.ipynb": notebook(SAVE), "days/.gitkeep": "", "nights/.gitkeep": ""}
    same = read_workflow(write_tree({**tree, "any.py": day.format("days")}))
    assert others_write(same, same.step_by_id["one.ipynb"], "days/monday.csv")
    other = read_workflow(write_tree({**tree, "any.py": day.format("nights")}))
    assert not others_write(other, other.step_by_id["one.ipynb"], "days/monday.csv")

"""Which declared paths are proved to be untouched."""

from __future__ import annotations

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree

STAGE = "stages:\n  a:\n    cmd: {}\n    deps: [a.py, old.csv]\n    outs: [gone.csv]\n"
QUIET = "import pandas as pd\npd.read_csv('new.csv').to_csv('out.csv')\n"


def untouched(
    write_tree: WriteTree, code: str, command: str = "python a.py", more: Tree | None = None
) -> tuple[str, ...]:
    tree: Tree = {"dvc.yaml": STAGE.format(command), "a.py": QUIET + code, **(more or {})}
    return read_workflow(write_tree(tree)).step_by_id["dvc.yaml:a"].untouched


def test_all_is_followed(write_tree: WriteTree) -> None:
    assert untouched(write_tree, "") == ("gone.csv", "old.csv")


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\nnp.save('x', np.arange(3).reshape(3, 1).mean(axis=0))",
        "import json\nfor row in json.load(open('new.json')):\n    print(row['name'].strip())",
        "import os\nos.makedirs('plots', exist_ok=True)\n"
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.set_title('a/b')\n"
        "fig.savefig('plots/x.png')",
        "def f(x):\n    return x + 1\nprint([f(i) for i in range(3)])",
        "pd.read_csv('new.csv').drop(columns=['debt/asset']).plot()",
        "from sklearn.linear_model import Ridge\nRidge().fit([[1]], [1]).predict([[2]])",
        "class A:\n    def run(self):\n        return 1\nA().run()",
    ],
)
def test_code_that_computes_hides_nothing(write_tree: WriteTree, code: str) -> None:
    assert untouched(write_tree, code) == ("gone.csv", "old.csv")


@pytest.mark.parametrize(
    "code",
    [
        "import crm\ncrm.synchronise()",
        "from crm import Client\nClient().fetch()",
        "exec(open('new.py').read())",
        "import importlib, sys\nimportlib.import_module(sys.argv[1]).run()",
        "import subprocess\nsubprocess.run(['synchronise', '--all'])",
        "import sys\npd.read_csv(sys.argv[1])",
        "def f(x):\n    x.synchronise()\nf(input())",
        "def f(step):\n    return f(step.next)\nimport sys\nf(sys)",
        "import torch\ntorch.undescribed_save('new.pt')",
        "class A(crm.Base):\n    pass\nA().synchronise()",
    ],
)
def test_what_is_not_followed_may_touch_anything(write_tree: WriteTree, code: str) -> None:
    assert untouched(write_tree, code) == ()


@pytest.mark.parametrize(
    "command",
    [
        "synchronise && python a.py",
        "python a.py && jupytext --execute a.md",
        "python a.py | python b.py",
        "$RUN && python a.py",
        "python -c 'print(1)' && python a.py",
    ],
)
def test_commands_that_are_not_followed_may_touch_anything(
    write_tree: WriteTree, command: str
) -> None:
    assert untouched(write_tree, "", command) == ()


def test_commands_that_name_their_files_hide_nothing(write_tree: WriteTree) -> None:
    command = "mkdir -p x && cp new.csv x/ && uv run python a.py 2> a.txt; bash b.sh"
    more = {"b.sh": "set -e\nif [ -d x ]; then\n  echo done | tee x/b.txt\nfi\n"}
    assert untouched(write_tree, "", command, more) == ("gone.csv", "old.csv")


def test_a_shell_script_is_read_to_its_end(write_tree: WriteTree) -> None:
    more = {"b.sh": "for x in 1 2; do\n  synchronise $x\ndone\n"}
    assert untouched(write_tree, "", "python a.py && ./b.sh", more) == ()


@pytest.mark.parametrize("name", ["old.csv", "data/OLD.csv", "old"])
def test_a_name_in_the_code_is_enough_to_doubt(write_tree: WriteTree, name: str) -> None:
    assert untouched(write_tree, f"NAMES = {{'table': {name!r}}}") == ("gone.csv",)


def test_a_name_in_settings_that_are_read_is_enough_to_doubt(write_tree: WriteTree) -> None:
    code = "import yaml\nyaml.safe_load(open('settings.yaml'))"
    more = {"settings.yaml": "tables: [old.csv]\n"}
    assert untouched(write_tree, code, more=more) == ("gone.csv",)


def test_the_same_name_in_another_folder_is_no_doubt(write_tree: WriteTree) -> None:
    code = "pd.read_csv('data/old.csv')"
    assert untouched(write_tree, code) == ("gone.csv", "old.csv")


def test_what_lies_around_or_inside_is_touched(write_tree: WriteTree) -> None:
    pipeline = (
        "stages:\n  a:\n    cmd: python a.py\n    deps: [data, lists/x.csv]\n    outs: [out.csv]\n"
    )
    code = "import glob\npd.read_csv('data/x.csv')\nprint(glob.glob('lists/*.csv'))"
    workflow = read_workflow(write_tree({"dvc.yaml": pipeline, "a.py": QUIET + code}))
    assert workflow.step_by_id["dvc.yaml:a"].untouched == ()


def test_an_output_that_is_there_was_made_somehow(write_tree: WriteTree) -> None:
    assert untouched(write_tree, "", more={"gone.csv": "x\n"}) == ("old.csv",)

"""What fixes the order of two steps that exchange data."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from mlaudit.graph.analysis.chains import in_order
from mlaudit.graph.analysis.edges import loose_edges
from mlaudit.model.graph import Workflow
from mlaudit.scan import read_workflow


def link_files(root: Path, files: dict[str, str]) -> Workflow:
    """The workflow of a small tree that is written into a folder."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(dedent(content).lstrip(), encoding="utf-8")
    return read_workflow(root)


@pytest.mark.parametrize(
    "runner",
    ["subprocess.run(['python', 'make.py'])", "os.system('python make.py')"],
)
def test_what_starts_a_step_and_reads_its_output_fixes_the_order(
    tmp_path: Path, runner: str
) -> None:
    files = {
        "make.py": "import pandas as pd\npd.read_csv('in.csv').to_csv('out.csv')\n",
        "all.py": f"import os, subprocess\nimport pandas as pd\n{runner}\npd.read_csv('out.csv')\n",
    }
    orders = {(o.before, o.after): o.evidence for o in link_files(tmp_path, files).orders}
    assert orders == {("make.py", "all.py"): ("sequence", "data-flow")}


def test_what_hands_data_to_a_step_that_it_starts_fixes_the_order(tmp_path: Path) -> None:
    files = {
        "fit.py": "import pandas as pd\npd.read_csv('out.csv').to_csv('fit.csv')\n",
        "all.py": """
            import os
            import pandas as pd
            pd.read_csv('in.csv').to_csv('out.csv')
            os.system('python fit.py')
        """,
    }
    orders = {(o.before, o.after): o.evidence for o in link_files(tmp_path, files).orders}
    assert orders == {("all.py", "fit.py"): ("sequence", "data-flow")}


def test_steps_that_only_exchange_data_have_no_fixed_order(tmp_path: Path) -> None:
    files = {
        "fit.py": "import pandas as pd\npd.read_csv('out.csv').to_csv('fit.csv')\n",
        "make.py": "import pandas as pd\npd.read_csv('in.csv').to_csv('out.csv')\n",
    }
    orders = {(o.before, o.after): o.evidence for o in link_files(tmp_path, files).orders}
    assert orders == {("make.py", "fit.py"): ("data-flow",)}


DVC = """
    stages:
      split:
        cmd: python split.py
        deps: [split.py, in.csv]
        outs: [train.csv, test.csv]
      evaluate:
        cmd: python evaluate.py
        deps: [evaluate.py, test.csv]
        outs: [metrics.json]
"""
README = """
    # Study

    ```bash
    dvc repro split
    python train.py
    dvc repro evaluate
    ```
"""


def test_a_command_that_repeats_earlier_steps_does_not_turn_their_order(tmp_path: Path) -> None:
    files = {"dvc.yaml": DVC, "README.md": README, "split.py": "", "evaluate.py": ""}
    files["train.py"] = "import joblib, pandas\njoblib.dump(pandas.read_csv('train.csv'), 'm.pkl')"
    orders = {(o.before, o.after): o.evidence for o in link_files(tmp_path, files).orders}
    assert ("train.py", "dvc.yaml:split") not in orders
    assert orders["dvc.yaml:split", "train.py"] == ("documented", "mentioned", "data-flow")
    assert orders["train.py", "dvc.yaml:evaluate"] == ("documented",)


ROUNDS = """
    # Labels

    ```bash
    python choose.py
    python import_labels.py
    python fit.py
    ```

    For the next round:

    ```bash
    python choose.py --again
    python import_labels.py
    ```
"""
CIRCLE = {
    "README.md": ROUNDS,
    "choose.py": "import shutil\nshutil.copy('model.pkl', 'todo.csv')",
    "import_labels.py": "import shutil\nshutil.copy('todo.csv', 'labels.csv')",
    "fit.py": "import shutil\nshutil.copy('labels.csv', 'model.pkl')",
}


def test_the_first_place_of_a_repeated_command_counts(tmp_path: Path) -> None:
    orders = {(o.before, o.after): o for o in link_files(tmp_path, CIRCLE).orders}
    assert "mentioned" in orders["import_labels.py", "fit.py"].evidence
    assert orders["fit.py", "choose.py"].place is None  # no document says so


def test_documents_say_where_data_that_goes_in_a_circle_begins(tmp_path: Path) -> None:
    workflow = link_files(tmp_path, CIRCLE)
    edges = loose_edges(workflow)
    assert {("fit.py", "choose.py"), ("choose.py", "import_labels.py")} <= {
        (edge.before.id, edge.after.id) for edge in edges
    }
    ordered = [whole.id for whole in in_order(workflow, edges)]
    assert ordered == ["choose.py", "import_labels.py", "fit.py"]


DAG = """
    from airflow import DAG
    from airflow.operators.bash import BashOperator

    with DAG("flow", schedule="@daily", is_paused_upon_creation={paused}):
        make = BashOperator(task_id="make", bash_command="python make.py")
        fit = BashOperator(task_id="fit", bash_command="python fit.py")
        make >> fit
"""


@pytest.mark.parametrize(("paused", "expected"), [("True", "documented"), ("False", "declared")])
def test_a_paused_pipeline_keeps_no_order(tmp_path: Path, paused: str, expected: str) -> None:
    files = {
        "dags/flow.py": DAG.format(paused=paused),
        "fit.py": "import pandas as pd\npd.read_csv('out.csv').to_csv('fit.csv')\n",
        "make.py": "import pandas as pd\npd.read_csv('in.csv').to_csv('out.csv')\n",
    }
    orders = link_files(tmp_path, files).orders
    assert [o.evidence for o in orders if o.artifact] == [(expected, "data-flow")]


def test_an_order_goes_through_jobs_that_touch_no_data(tmp_path: Path) -> None:
    files = {
        ".github/workflows/w.yml": """
            on: push
            jobs:
              make: {steps: [run: python make.py]}
              check: {needs: make, steps: [run: echo fine]}
              look: {needs: check, steps: [run: echo well]}
              fit: {needs: look, steps: [run: python fit.py]}
        """,
        "fit.py": "import pandas as pd\npd.read_csv('out.csv').to_csv('fit.csv')\n",
        "make.py": "import pandas as pd\npd.read_csv('in.csv').to_csv('out.csv')\n",
    }
    orders = {(o.before, o.after): o.evidence for o in link_files(tmp_path, files).orders}
    assert orders[("make.py", "fit.py")] == ("declared", "data-flow")

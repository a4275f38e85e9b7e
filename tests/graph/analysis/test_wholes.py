"""What is started at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.chains import chains_of
from mlaudit.graph.analysis.edges import loose_edges
from mlaudit.graph.analysis.wholes import title_of, whole_of
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

FLOW = """\
from metaflow import FlowSpec, step
import pandas as pd


class NAME(FlowSpec):
    @step
    def start(self):
        self.x = pd.read_csv("READ")
        self.next(self.end)

    @step
    def end(self):
        self.x.to_csv("WRITE")


if __name__ == "__main__":
    NAME()
"""
DAG = """\
from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("NAME", schedule=None):
    BashOperator(task_id="ID", bash_command="python CODE")
"""
CLEAN = "import pandas as pd\npd.read_csv('raw.csv').to_csv('data/clean.csv')\n"
TRAIN = "import pandas as pd\npd.read_csv('data/clean.csv').to_csv('data/fit.csv')\n"


def flow(name: str, read: str, write: str) -> str:
    return FLOW.replace("NAME", name).replace("READ", read).replace("WRITE", write)


def dag(name: str, task: str, code: str) -> str:
    return DAG.replace("NAME", name).replace("ID", task).replace("CODE", code)


def test_a_step_of_a_flow_is_started_by_its_file(write_repository: WriteTree) -> None:
    root = write_repository({"flow.py": flow("Flow", "a.csv", "b.csv")})
    workflow = read_workflow(root)
    for name in ("flow.py", "flow.py:Flow.start", "flow.py:Flow.end"):
        whole = whole_of(workflow, workflow.step_by_id[name])
        assert (whole.id, title_of(whole)) == ("flow.py", "python flow.py run")


def test_a_task_of_a_dag_is_started_by_the_dag(write_repository: WriteTree) -> None:
    root = write_repository({"dags/d.py": dag("d", "clean", "clean.py"), "clean.py": CLEAN})
    workflow = read_workflow(root)
    whole = whole_of(workflow, workflow.step_by_id["dags/d.py:d.clean"])
    assert title_of(whole) == "the DAG d in dags/d.py"


def test_a_chain_names_each_flow_once_in_the_order_of_the_data(
    write_repository: WriteTree,
) -> None:
    root = write_repository(
        {
            "z.py": flow("First", "raw.csv", "data/one.csv"),
            "m.py": flow("Second", "data/one.csv", "data/two.csv"),
            "a.py": flow("Third", "data/two.csv", "data/three.csv"),
        }
    )
    (chain,) = chains_of(read_workflow(root), "implicit")
    assert [whole.id for whole in chain.wholes] == ["z.py", "m.py", "a.py"]
    assert "python z.py run; python m.py run; python a.py run" in chain.remedy


def test_dags_have_no_command_but_may_start_each_other(write_repository: WriteTree) -> None:
    root = write_repository(
        {
            "dags/a.py": dag("fit", "train", "train.py"),
            "dags/b.py": dag("prepare", "clean", "clean.py"),
            "clean.py": CLEAN,
            "train.py": TRAIN,
        }
    )
    (chain,) = chains_of(read_workflow(root), "implicit")
    assert [whole.label for whole in chain.wholes] == [
        "the DAG prepare in dags/b.py",
        "the DAG fit in dags/a.py",
    ]
    assert "make them one pipeline" in chain.remedy


def test_what_a_flow_takes_from_its_own_last_run_is_no_order(write_repository: WriteTree) -> None:
    root = write_repository({"flow.py": flow("Flow", "data/x.csv", "data/x.csv")})
    assert chains_of(read_workflow(root), "implicit") == ()


REGISTER = "import mlflow\nmlflow.sklearn.log_model(m, 'model', registered_model_name='churn')\n"
LOAD = "import mlflow\nm = mlflow.sklearn.load_model('models:/churn@champion')\n" + (
    "import joblib\njoblib.dump(m.predict(x), 'scores.joblib')\n"
)


@pytest.mark.parametrize(
    ("fit", "score", "loose"),
    [("@daily", "@daily", 0), (None, "@daily", 1), ("@daily", None, 1)],
)
def test_pipelines_that_start_by_themselves_take_what_is_registered(
    write_repository: WriteTree, fit: str | None, score: str | None, loose: int
) -> None:
    root = write_repository(
        {
            "dags/a.py": dag("fit", "fit", "fit.py").replace("None", repr(fit)),
            "dags/b.py": dag("score", "score", "score.py").replace("None", repr(score)),
            "fit.py": REGISTER,
            "score.py": LOAD,
        }
    )
    assert len(loose_edges(read_workflow(root))) == loose

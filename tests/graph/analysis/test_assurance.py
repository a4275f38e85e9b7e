"""What records, checks and decides."""

from __future__ import annotations

from pathlib import Path

from mlaudit.graph.analysis.assurance import (
    checks_of_data,
    checks_of_quality,
    is_tracked,
    recorded_results,
    trainings,
    uses_validators,
)
from mlaudit.graph.analysis.code_files import files_of_unit, modules_used, needed_files
from mlaudit.graph.analysis.gates import ungated_releases
from mlaudit.graph.analysis.installs import installs_of
from mlaudit.graph.analysis.silences import silenced_work
from mlaudit.scan import read_workflow

TRAIN = """\
import joblib
import mlflow
import pandas as pd
from sklearn.linear_model import LogisticRegression

from checks import check_columns

data = pd.read_csv("data.csv")
check_columns(data)
model = LogisticRegression().fit(data[["a"]], data["b"])
joblib.dump(model, "model.joblib")
mlflow.register_model("runs:/abc/model", "churn")
"""
CHECKS = """\
def check_columns(data):
    if "a" not in data.columns:
        raise ValueError("no a")
"""


def test_checks_of_imported_modules_count(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(TRAIN)
    (tmp_path / "checks.py").write_text(CHECKS)
    workflow = read_workflow(tmp_path)
    assert [training.unit.id for training in trainings(workflow)] == ["train.py"]
    unit = workflow.step_by_id["train.py"]
    assert files_of_unit(workflow, unit) == ("checks.py", "train.py")
    assert set(needed_files(workflow)) == {"checks.py", "train.py"}
    assert [str(place) for place in checks_of_data(workflow, ("train.py",))] == ["checks.py:3"]
    assert not checks_of_quality(workflow, ("train.py",))
    assert is_tracked(workflow)
    assert "mlflow" in modules_used(workflow)
    assert not uses_validators(workflow)
    assert recorded_results(workflow) == ()
    (release,) = ungated_releases(workflow)
    assert [effect.kind for effect in release.effects] == ["register"]


def test_a_test_of_a_metric_is_a_gate(tmp_path: Path) -> None:
    gate = 'if model.score(data[["a"]], data["b"]) < 0.8:\n    raise SystemExit(1)\n'
    (tmp_path / "train.py").write_text(TRAIN.replace("mlflow.register", gate + "mlflow.register"))
    (tmp_path / "checks.py").write_text(CHECKS)
    assert ungated_releases(read_workflow(tmp_path)) == ()


def test_installs_under_a_test_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "import os\nimport sys\nos.system('pip install x==1 -r more.txt')\n"
        "if 'google.colab' in sys.modules:\n    os.system('pip install y')\n"
    )
    workflow = read_workflow(tmp_path)
    found = installs_of(workflow, workflow.step_by_id["a.py"])
    assert [(i.packages, i.sometimes, i.pinned) for i in found] == [
        (("x==1",), False, True),
        (("y",), True, False),
    ]


def test_only_work_is_worth_a_word(tmp_path: Path) -> None:
    (tmp_path / "run.sh").write_text("rm -r out || true\npython train.py || true\nls x || true\n")
    found = silenced_work(read_workflow(tmp_path))
    assert [work.silence.what for work in found] == ["python train.py"]

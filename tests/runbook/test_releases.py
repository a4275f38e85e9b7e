"""What brings a deliverable to others, and what only reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlaudit.model.place import Place
from mlaudit.model.workflow import Effect
from mlaudit.runbook import build_runbook
from mlaudit.runbook.releases import may_be_about
from tests.graph.test_ordering import link_files

TRAIN = """
    import mlflow
    from sklearn.linear_model import LogisticRegression
    model = LogisticRegression()
    mlflow.sklearn.log_model(model, 'model', registered_model_name='churn')
"""
SCORE = """
    import boto3
    import mlflow
    model = mlflow.sklearn.load_model('models:/churn/3')
    boto3.client('s3').put_object(Bucket='scores', Key='today.csv', Body=str(model))
"""
README = "# Use\n\n```bash\npython train.py\npython score.py\n```\n"


def _releases(root: Path, files: dict[str, str], deliverable: str) -> list[str]:
    workflow = link_files(root, files)
    (wanted,) = (d for d in workflow.deliverables if d.artifact == deliverable)
    return [action.what for action in build_runbook(workflow, wanted) if action.kind == "release"]


def test_a_reader_of_a_registered_model_that_uploads_something_else_is_none(
    tmp_path: Path,
) -> None:
    files = {"README.md": README, "train.py": TRAIN, "score.py": SCORE}
    assert _releases(tmp_path, files, "mlflow://models:/churn") == []


@pytest.mark.parametrize(
    ("kind", "artifact", "name", "expected"),
    [
        ("upload", None, "m.joblib", True),
        ("upload", "other.csv", "m.joblib", False),
        ("upload", None, "mlflow://models:/churn", False),
        ("deploy", None, "mlflow://models:/churn", True),
    ],
)
def test_only_what_is_not_said_may_be_about_what_is_read(
    kind: str, artifact: str | None, name: str, expected: bool
) -> None:
    effect = Effect(kind, "call", Place("a.py", 1), artifact=artifact)
    assert may_be_about(effect, frozenset({name})) == expected


def test_what_the_pipeline_itself_uploads_is_no_further_action(tmp_path: Path) -> None:
    files = {
        "dvc.yaml": """
            stages:
              train:
                cmd: python train.py
                outs: [m.joblib]
        """,
        "train.py": """
            import boto3
            import joblib
            joblib.dump([1], 'm.joblib')
            boto3.client('s3').upload_file('m.joblib', 'models', 'm.joblib')
        """,
    }
    assert _releases(tmp_path, files, "m.joblib") == []


def test_what_a_dag_releases_when_it_is_run_is_no_further_action(tmp_path: Path) -> None:
    files = {
        "dags/d.py": """
            from airflow import DAG
            from airflow.operators.bash import BashOperator

            with DAG("d", schedule=None):
                fit = BashOperator(task_id="fit", bash_command="python train.py")
                push = BashOperator(task_id="push", bash_command="python push.py")
                fit >> push
        """,
        "train.py": "import joblib\njoblib.dump([1], 'm.joblib')\n",
        "push.py": """
            import boto3
            boto3.client('s3').put_object(
                Bucket='b', Key='k', Body=open('m.joblib', 'rb')
            )
        """,
    }
    assert _releases(tmp_path, files, "m.joblib") == []

"""What registries hold flows from who registers it to who loads it, by version or alias."""

from __future__ import annotations

import pytest

from mlaudit.graph.registries import find_entries, name_entry
from mlaudit.model.vocabulary import ArtifactForm
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

TRAIN = "import mlflow\nmlflow.sklearn.log_model(m, 'model', registered_model_name='churn')\n"
PROMOTE = (
    "from mlflow import MlflowClient\n"
    "if __name__ == '__main__':\n"
    "    MlflowClient().set_registered_model_alias('churn', 'champion', 3)\n"
)


@pytest.mark.parametrize(
    ("read", "written", "expected"),
    [
        ("mlflow://models:/a@best", "mlflow://models:/a", ("mlflow://models:/a", "directory")),
        (
            "mlflow://models:/a@best",
            "mlflow://models:/a/best",
            ("mlflow://models:/a/best", "exact"),
        ),
        ("wandb://team/project/a:v3", "wandb://a", ("wandb://a", "directory")),
        ("wandb://team/project/a:v3", "wandb://b", None),
        ("hf://owner/a@main", "hf://owner/a", ("hf://owner/a", "directory")),
        ("hf://owner/a@main", "hf://a", None),
        ("bentoml://a:latest", "bentoml://a", ("bentoml://a", "directory")),
        ("data/a.csv", "data/a.csv", None),
        ("s3://bucket/a@b", "s3://bucket/a", None),
    ],
)
def test_entries(read: str, written: str, expected: tuple[str, str] | None) -> None:
    assert find_entries(read, {written}) == ([expected] if expected else [])


def test_who_promotes_stands_between(write_tree: WriteTree) -> None:
    load = "import mlflow\nmlflow.pyfunc.load_model('models:/churn@champion').predict(x)\n"
    files = {"train.py": TRAIN, "promote.py": PROMOTE, "serve.py": load}
    found = read_workflow(write_tree(files))
    assert {(flow.before, flow.after) for flow in found.flows} == {
        ("train.py", "promote.py"),
        ("promote.py", "serve.py"),
    }
    assert found.artifact_by_id["mlflow://models:/churn"].form == ArtifactForm.TRACKED_MODEL


def test_without_promotion_training_comes_before(write_tree: WriteTree) -> None:
    for reference in ("models:/churn@champion", "models:/churn/3", "models:/churn/latest"):
        load = f"import mlflow\nmlflow.pyfunc.load_model('{reference}')\n"
        found = read_workflow(write_tree({"train.py": TRAIN, "serve.py": load}))
        assert [(flow.before, flow.after) for flow in found.flows] == [("train.py", "serve.py")]


def test_a_model_that_is_only_logged_is_in_no_registry(write_tree: WriteTree) -> None:
    code = "import mlflow\nmlflow.sklearn.log_model(m, 'model')\n"
    assert read_workflow(write_tree({"train.py": code})).artifacts == ()


def test_artifacts_of_weights_and_biases(write_tree: WriteTree) -> None:
    log = (
        "import wandb\nrun = wandb.init()\na = wandb.Artifact('features', type='dataset')\n"
        "a.add_file('f.csv')\nrun.log_artifact(a)\n"
    )
    use = "import wandb\nwandb.use_artifact('team/p/features:latest').download(root='in')\n"
    found = read_workflow(write_tree({"log.py": log, "use.py": use}))
    assert [(flow.before, flow.after) for flow in found.flows] == [("log.py", "use.py")]


def test_names_of_which_nothing_is_known_match_nothing(write_tree: WriteTree) -> None:
    log = "import sys\nimport wandb\nwandb.Artifact(sys.argv[1], type='dataset')\n"
    use = "import wandb\nwandb.use_artifact('features:latest')\n"
    assert read_workflow(write_tree({"log.py": log, "use.py": use})).flows == ()


OTHERS = {
    "copy": (
        "from mlflow import MlflowClient\nclient = MlflowClient()\n"
        "client.copy_model_version('models:/a@best', 'b')\n",
        {("read", "mlflow://models:/a@best"), ("write", "mlflow://models:/b")},
    ),
    "prompts": (
        "import mlflow\nmlflow.genai.register_prompt(name='a', template='x')\n"
        "mlflow.genai.load_prompt('prompts:/b@live')\nfinish()\n",
        {("write", "mlflow://prompts:/a"), ("read", "mlflow://prompts:/b@live")},
    ),
    "feast": (
        "from feast import FeatureStore\ns = FeatureStore(repo_path='features')\n"
        "s.get_historical_features(entity_df=e, features=['a:b'])\n"
        "s.materialize_incremental(end)\ns.get_online_features(features=['a:b'], entity_rows=[])\n",
        {
            ("read", "feast://offline-store"),
            ("write", "feast://online-store"),
            ("read", "feast://online-store"),
        },
    ),
    "neptune": (
        "import neptune\nrun = neptune.init_run()\nrun['m'].upload('m.pkl')\n"
        "run['d'].track_files('d.csv')\nrun['x'].download('x.pkl')\n",
        {("read", "m.pkl"), ("read", "d.csv"), ("write", "x.pkl")},
    ),
    "comet": (
        "from comet_ml import Artifact, start\nrun = start()\na = Artifact('data', 'dataset')\n"
        "a.add('d.csv')\nrun.log_artifact(a)\nrun.get_artifact('other').download('in')\n",
        {("read", "d.csv"), ("write", "comet://data"), ("read", "comet://other"), ("write", "in")},
    ),
    "clearml": (
        "from clearml import Dataset\nd = Dataset.create(dataset_name='a', dataset_project='p')\n"
        "d.add_files('raw')\nDataset.get(dataset_name='b', dataset_project='p').get_local_copy()\n",
        {("write", "clearml://p/a"), ("read", "raw"), ("read", "clearml://p/b")},
    ),
    "bentoml": (
        "import bentoml\nbentoml.sklearn.save_model('a', m)\n"
        "bentoml.sklearn.load_model('b:latest')\n",
        {("write", "bentoml://a"), ("read", "bentoml://b:latest")},
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_trackers(name: str, write_tree: WriteTree) -> None:
    code, expected = OTHERS[name]
    (step,) = read_workflow(write_tree({"a.py": code})).steps
    assert {(access.mode, access.artifact) for access in step.accesses} == expected


@pytest.mark.parametrize(
    ("artifact", "expected"),
    [
        ("mlflow://models:/", "mlflow://models:/{name}"),
        ("wandb://", "wandb://{name}"),
        ("mlflow://models:/churn", "mlflow://models:/churn"),
        ("s3://bucket/", "s3://bucket/"),
    ],
)
def test_an_entry_without_a_name_has_a_hole_for_it(artifact: str, expected: str) -> None:
    assert name_entry(artifact) == expected


def test_a_model_that_code_registers_without_a_name_can_be_told(write_tree: WriteTree) -> None:
    train = TRAIN.replace("'churn'", "''")
    workflow = read_workflow(write_tree({"train.py": train}))
    assert [d.artifact for d in workflow.deliverables] == ["mlflow://models:/{name}"]

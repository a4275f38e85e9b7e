"""What keeps the content of an artifact, and what the workflow exists for."""

from __future__ import annotations

from mlaudit.model.vocabulary import Tracking
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import CHAIN, tracking

READ = "import pandas as pd\n"


def test_tracking_of_inputs(write_repository: WriteTree) -> None:
    names = ["git.csv", "ignored.csv", "present.csv", "absent.csv", "pointer.csv", "deep/in.csv"]
    lines = "".join(f"pd.read_csv('data/{name}')\n" for name in names)
    remote = "pd.read_csv('https://a.org/x.csv')\npd.read_csv('s3://b/y.csv')\n"
    files = {
        "a.py": READ + lines + remote + "pd.read_csv('/mnt/share/z.csv')\n",
        "data/git.csv": "x\n",
        "data/present.csv": "x\n",
        "data/pointer.csv.dvc": "outs:\n- md5: 0cc175b9c0f1b6a831c399e269772661\n"
        "  path: pointer.csv\n",
        "data/deep.dvc": "outs:\n- md5: 0cc175b9c0f1b6a831c399e269772661.dir\n  path: deep\n",
        ".gitignore": "ignored.csv\npresent.csv\n/data/pointer.csv\n/data/deep\n",
    }
    found = tracking(read_workflow(write_repository(files)))
    assert found == {
        "/mnt/share/z.csv": Tracking.UNKNOWN,
        "data/absent.csv": Tracking.ABSENT,
        "data/deep/in.csv": Tracking.DVC,
        "data/git.csv": Tracking.GIT,
        "data/ignored.csv": Tracking.IGNORED,
        "data/pointer.csv": Tracking.DVC,
        "data/present.csv": Tracking.IGNORED,
        "https://a.org/x.csv": Tracking.MUTABLE_REMOTE,
        "s3://b/y.csv": Tracking.MUTABLE_REMOTE,
    }


def test_pointer_pins_its_artifact(write_repository: WriteTree) -> None:
    files = {
        "a.py": READ + "pd.read_csv('x.csv')\n",
        "x.csv.dvc": "outs:\n- md5: 0cc175b9c0f1b6a831c399e269772661\n  path: x.csv\n",
    }
    artifact = read_workflow(write_repository(files)).artifact_by_id["x.csv"]
    assert artifact.pinned
    assert not artifact.exists


def test_versions_of_data_assets_are_pinned(write_repository: WriteTree) -> None:
    code = "".join(f"pd.read_csv('azureml://data/a{end}')\n" for end in (":3", "@latest"))
    found = tracking(read_workflow(write_repository({"a.py": READ + code})))
    assert found["azureml://data/a:3"] == Tracking.PINNED_REMOTE
    assert found["azureml://data/a@latest"] == Tracking.MUTABLE_REMOTE


def test_produced_and_kept_by_a_stage(write_repository: WriteTree) -> None:
    dvc = "stages:\n  clean:\n    cmd: python clean.py\n    outs: [data/clean.csv]\n"
    found = tracking(read_workflow(write_repository({**CHAIN, "dvc.yaml": dvc})))
    assert found["data/clean.csv"] == Tracking.DVC
    assert found["models/model.joblib"] == Tracking.PRODUCED


def test_without_git_nothing_is_known_of_tracking(write_tree: WriteTree) -> None:
    found = tracking(read_workflow(write_tree({**CHAIN, "data/raw.csv": "x\n"})))
    assert found["data/raw.csv"] == Tracking.UNKNOWN


def test_deliverable_and_what_it_needs(write_repository: WriteTree) -> None:
    other = READ + "pd.read_csv('data/other.csv').to_csv('reports/other.csv')\n"
    found = read_workflow(write_repository({**CHAIN, "other.py": other}))
    model, table = found.deliverables
    assert (model.artifact, model.kind, model.weight) == ("models/model.joblib", "model", 1.0)
    assert model.steps == ("clean.py", "train.py")
    assert model.inputs == ("data/raw.csv",)
    assert model.artifacts == ("data/clean.csv", "data/raw.csv", "models/model.joblib")
    assert (table.artifact, table.steps) == ("reports/other.csv", ("other.py",))
    assert [a.id for a in found.artifacts if a.deliverable] == [model.artifact, table.artifact]

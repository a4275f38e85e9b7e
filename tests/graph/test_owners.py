"""What belongs to a pipeline: its files have one maker, and its folders keep what is in them."""

from __future__ import annotations

from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Tracking
from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree

PIPELINE = """\
stages:
  profile:
    cmd: python profile.py
    deps: [profile.py]
    outs: [reports/profile]
  train:
    cmd: python train.py
    deps: [train.py, reports/profile]
    outs: [models]
"""
PROFILE = "import json\njson.dump({}, open('reports/profile/profile.json', 'w'))\n"
TRAIN = (
    "import joblib, json\nprofile = json.load(open('reports/profile/profile.json'))\n"
    "for name in ['rf', 'gb']:\n    joblib.dump(profile, f'models/model_{name}.joblib')\n"
)
TREE: Tree = {
    "dvc.yaml": PIPELINE,
    "profile.py": PROFILE,
    "again.py": PROFILE,
    "train.py": TRAIN,
    ".gitignore": "models/\n",
}


def read(write_tree: WriteTree, tree: Tree) -> Workflow:
    return read_workflow(write_tree(tree))


def test_a_consumer_waits_for_the_stage_and_not_for_another_writer(write_tree: WriteTree) -> None:
    workflow = read(write_tree, TREE)
    makers = {flow.before for flow in workflow.flows if flow.after == "dvc.yaml:train"}
    assert makers == {"dvc.yaml:profile"}
    (model,) = (d for d in workflow.deliverables if d.kind == "model")
    assert "again.py" not in model.steps


def test_without_a_stage_every_writer_counts(write_tree: WriteTree) -> None:
    workflow = read(write_tree, {k: v for k, v in TREE.items() if k != "dvc.yaml"})
    makers = {flow.before for flow in workflow.flows if flow.after == "train.py"}
    assert makers == {"again.py", "profile.py"}


def test_a_cached_folder_keeps_the_files_inside_it(write_tree: WriteTree) -> None:
    workflow = read(write_tree, TREE)
    assert workflow.artifact_by_id["models/model_rf.joblib"].tracking == Tracking.DVC
    uncached = PIPELINE.replace("[models]", "[{models: {cache: false}}]")
    workflow = read(write_tree, {**TREE, "dvc.yaml": uncached})
    assert workflow.artifact_by_id["models/model_rf.joblib"].tracking == Tracking.IGNORED

"""What belongs to a pipeline: its files have one maker, and its folders keep what is in them."""

from __future__ import annotations

from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Tracking
from mlaudit.scan import read_workflow
from tests.conftest import Git, Tree, WriteTree

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


def test_another_writer_makes_no_deliverable_of_what_a_stage_makes(write_tree: WriteTree) -> None:
    again = TRAIN.replace("profile = json", "data = open('raw.csv').read()\nprofile = json")
    workflow = read(write_tree, {**TREE, "retrain.py": again})
    assert not any("retrain.py" in deliverable.steps for deliverable in workflow.deliverables)


def test_nobody_waits_for_a_rewrite_of_committed_settings(write_tree: WriteTree, git: Git) -> None:
    service = "import yaml\nyaml.dump({'seed': 1}, open('params.yaml', 'w'))\n"
    train = "import yaml\n" + TRAIN.replace("profile.json", "p.json")
    train += "yaml.safe_load(open('params.yaml'))\n"
    tree = {"service.py": service, "train.py": train, "params.yaml": "seed: 0\n"}
    root = write_tree(tree)
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "all")
    assert not read_workflow(root).flows


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


STORE = """\
import json, os, sys

def note(key, value):
    known = {}
    if os.path.exists("runs/meta.json"):
        known = json.load(open("runs/meta.json"))
    known[key] = value
    json.dump(known, open("runs/meta.json", "w"))
"""


def test_steps_that_update_one_file_do_not_wait_for_each_other(write_tree: WriteTree) -> None:
    workflow = read(
        write_tree,
        {
            "store.py": STORE,
            "fit.py": "import torch\nfrom store import note\n"
            "torch.save(1, 'runs/best.ckpt')\nnote('a', 1)\n",
            "check.py": "import torch\nfrom store import note\n"
            "torch.load('runs/best.ckpt')\nnote('b', 2)\n",
            "show.py": "import pandas as pd\npd.read_json('runs/meta.json').to_csv('report.csv')\n",
        },
    )
    pairs = {(flow.before, flow.after) for flow in workflow.flows}
    assert pairs == {("fit.py", "check.py"), ("fit.py", "show.py"), ("check.py", "show.py")}


PREPARE = """\
import numpy as np

def load():
    return np.load("data/raw.npy")

def embed():
    np.save("data/embedded.npy", load())

if __name__ == "__main__":
    embed()
"""


def test_module_with_a_main_part_that_feeds_others_is_a_step(write_tree: WriteTree) -> None:
    index = "import numpy as np\nfrom prepare import load\n"
    index += "load()\nnp.save('data/index.npy', np.load('data/embedded.npy'))\n"
    workflow = read(write_tree, {"prepare.py": PREPARE, "index.py": index})
    assert [(flow.before, flow.after) for flow in workflow.flows] == [("prepare.py", "index.py")]


def test_module_whose_work_its_importer_does_is_no_step(write_tree: WriteTree) -> None:
    index = "import numpy as np\nfrom prepare import embed\n"
    index += "embed()\nnp.save('data/index.npy', np.load('data/embedded.npy'))\n"
    workflow = read(write_tree, {"prepare.py": PREPARE, "index.py": index})
    assert [step.id for step in workflow.steps if step.unit] == ["index.py"]


JOBS = """\
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: zip release.zip models -r
      - uses: actions/upload-artifact@v4
        with: {name: app, path: release.zip}
  deploy:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - uses: actions/download-artifact@v4
        with: {name: app}
      - run: unzip release.zip
"""


def test_a_job_does_not_wait_for_what_it_writes_itself(write_tree: WriteTree) -> None:
    workflow = read(write_tree, {".github/workflows/deploy.yml": JOBS})
    pairs = {
        (flow.before.rpartition(":")[2], flow.after.rpartition(":")[2]) for flow in workflow.flows
    }
    assert pairs == {("build", "deploy")}


def test_an_image_takes_what_is_stored_of_a_folder(write_tree: WriteTree, git: Git) -> None:
    index = "import joblib\njoblib.dump({}, 'data/index.pkl')\n"
    tree = {
        "Dockerfile": 'FROM x\nWORKDIR /app\nCOPY . .\nCMD ["python", "serve.py"]\n'.replace(
            "COPY . .", "COPY serve.py .\nCOPY data data"
        ),
        "serve.py": "import joblib\njoblib.load('data/model.pkl')\n",
        "index.py": index,
        "data/readme.md": "x",
    }
    root = write_tree(tree)
    (image,) = (d for d in read_workflow(root).deliverables if d.kind == "image")
    assert "index.py" in image.steps
    git(root, "init")
    git(root, "add", ".")
    (image,) = (d for d in read_workflow(root).deliverables if d.kind == "image")
    assert "index.py" not in image.steps

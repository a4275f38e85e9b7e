"""The truth of dvc.yaml files, and a copy in which it is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.benchmarks.recovery.dvc.system import DvcSystem
from tests.benchmarks.recovery.scripts import list_scripts
from tests.benchmarks.recovery.systems import DeclaredStep

CITIES = """
vars: [{folder: data}, settings.json:seed]
stages:
  clean:
    foreach: [oslo, bergen]
    do:
      cmd: python clean.py ${item} --seed ${seed}
      wdir: steps
      deps: [clean.py, "../${folder}/${item}.csv"]
      outs:
        - "out/${item}.csv": {cache: false}
  train:
    matrix: {city: [oslo], rate: [0.1, 0.2]}
    cmd: python -m steps.train ${item.city}
    params: [rate]
    deps: [steps, out]
    metrics: ../metrics.json
    plots: [plots/loss.csv]
  fetch:
    cmd: curl -O https://example.org/data.zip
    outs: [data.zip]
"""


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


@pytest.fixture
def cities(tmp_path: Path) -> Path:
    write(
        tmp_path,
        {
            "ml/dvc.yaml": CITIES,
            "ml/dvc.lock": "stages: {}",
            "ml/settings.json": '{"seed": 7, "folder": "elsewhere"}',
            "ml/steps/clean.py": "",
            "ml/steps/train.py": "",
        },
    )
    return tmp_path


def test_loops_folders_and_references(cities: Path) -> None:
    steps = list(DvcSystem().read_truth(cities))
    assert steps[:2] == [
        DeclaredStep(
            path="ml/dvc.yaml",
            name=f"clean@{city}",
            template="clean",
            reads=(f"ml/data/{city}.csv",),
            writes=(f"ml/steps/out/{city}.csv",),
        )
        for city in ("oslo", "bergen")
    ]
    assert steps[2:] == [
        DeclaredStep(
            path="ml/dvc.yaml",
            name=f"train@oslo-{rate}",
            template="train",
            reads=("ml/out",),
            writes=("metrics.json", "ml/plots/loss.csv"),
            judges_parameters=False,
        )
        for rate in ("0.1", "0.2")
    ]


def test_a_hidden_copy_declares_nothing_and_keeps_the_commands(cities: Path) -> None:
    before = [(step.path, step.name) for step in DvcSystem().read_truth(cities)]
    DvcSystem().hide_truth(cities)
    after = list(DvcSystem().read_truth(cities))
    assert [(step.path, step.name) for step in after] == before
    assert not any(step.reads or step.writes for step in after)
    assert not (cities / "ml/dvc.lock").exists()


def test_broken_files_declare_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"dvc.yaml": "stages: [", "a/dvc.yaml": "stages: {train: 3}"})
    assert list(DvcSystem().read_truth(tmp_path)) == []


@pytest.mark.parametrize(
    ("command", "scripts"),
    [
        ("python train.py --out model.pkl", ["ml/train.py"]),
        ("cd tools && python3 tidy.py; echo done", ["ml/tools/tidy.py"]),
        ("python -m tools.tidy", ["ml/tools/tidy.py"]),
        ("python -m papermill report.ipynb out.ipynb", ["ml/report.ipynb"]),
        ("python tools", ["ml/tools/__main__.py"]),
        ("tidy --all", ["ml/tools/tidy.py"]),
        ("python absent.py", []),
        ("curl -O https://example.org/a", []),
    ],
)
def test_scripts_of_a_command(tmp_path: Path, command: str, scripts: list[str]) -> None:
    names = ["train.py", "tools/tidy.py", "tools/__main__.py", "report.ipynb"]
    write(tmp_path, {f"ml/{name}": "" for name in names})
    project = '[project.scripts]\ntidy = "ml.tools.tidy:main"\n'
    write(tmp_path, {"pyproject.toml": project})
    assert list(list_scripts(tmp_path, "ml", command)) == scripts

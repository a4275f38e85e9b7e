"""What definitions of stages leave out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from mlaudit.graph.analysis.declarations import (
    carriers_in,
    takings,
    unaware_readers,
    undeclared_inputs,
    undeclared_outputs,
)
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

CLEAN = (
    "import pandas as pd\n\n"
    'x = pd.read_csv("raw.csv")\nx.to_csv("d/clean.csv")\nx.to_csv("d/aside.csv")\n'
)
TRAIN = (
    "import pandas as pd\n\n"
    'pd.read_csv("d/clean.csv")\npd.read_csv("d/aside.csv").mean().to_json("m.json")\n'
)
CLEAN_STAGE = (
    "stages:\n  clean:\n    cmd: python clean.py\n    deps: [clean.py, raw.csv]\n"
    "    outs: [d/clean.csv]\n"
)
TRAIN_STAGE = (
    "  train:\n    cmd: python train.py\n    deps: [train.py, d/clean.csv]\n    outs: [m.json]\n"
)
TREE = {
    "clean.py": CLEAN,
    "train.py": TRAIN,
    "raw.csv": "x\n1\n",
    "d/.gitkeep": "",
    "dvc.yaml": CLEAN_STAGE + TRAIN_STAGE,
}


def test_a_reader_takes_in_what_a_stage_leaves_out(write_repository: WriteTree) -> None:
    tree = {**TREE, "look.py": 'import pandas as pd\n\npd.read_csv("d/extra.csv")\n'}
    tree["clean.py"] += 'x.to_csv("d/extra.csv")\n'
    tree["dvc.yaml"] = tree["dvc.yaml"].replace("train.py, ", "train.py, d/aside.csv, ")
    workflow = read_workflow(write_repository(tree))
    (gap,) = undeclared_outputs(workflow)
    assert gap.subject == "dvc.yaml:clean"
    assert gap.taken == {"d/aside.csv": ("dvc.yaml:train",), "d/extra.csv": ("look.py",)}
    access = takings(workflow, gap)["look.py", "d/extra.csv"]
    assert (access.mode, access.place.path) == ("read", "look.py")
    unaware = unaware_readers(workflow, gap)
    assert [step.id for step in unaware["d/extra.csv"]] == ["look.py"]
    assert unaware["d/aside.csv"] == []


def test_an_input_changes_with_what_is_made_of_it(write_repository: WriteTree) -> None:
    train = TRAIN.replace("d/aside.csv", "raw.csv")
    workflow = read_workflow(write_repository({**TREE, "train.py": train}))
    (gap,) = undeclared_inputs(workflow)
    assert gap.artifacts == ("raw.csv",)
    assert carriers_in(workflow, gap, "raw.csv") == ("d/clean.csv",)
    assert carriers_in(workflow, gap, "other.csv") == ()

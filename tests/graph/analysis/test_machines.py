"""Inputs that lie on one machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from mlaudit.graph.analysis.machines import container_folders, machine_local_inputs
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]


def reading(*paths: str) -> str:
    reads = "".join(f'pd.read_csv("{path}")\n' for path in paths)
    return f'import pandas as pd\n\n{reads}pd.DataFrame().to_csv("out.csv")\n'


def test_inputs_of_one_place_stand_together(write_repository: WriteTree) -> None:
    code = reading("/home/ada/z.csv", "/home/ada/a.csv", "../beside/x.csv", "/mnt/team/x.csv")
    groups = machine_local_inputs(read_workflow(write_repository({"use.py": code})))
    names = [[root.artifact.id for root in group] for group in groups]
    assert names == [["../beside/x.csv"], ["/home/ada/z.csv", "/home/ada/a.csv"]]


def test_folders_of_an_image_are_on_no_machine(write_repository: WriteTree) -> None:
    docker = "FROM python:3.11\nWORKDIR /srv2\nCOPY use.py .\nCMD python use.py\n"
    tree = {"use.py": reading("/srv2/data/x.csv"), "Dockerfile": docker}
    workflow = read_workflow(write_repository(tree))
    assert "/srv2" in container_folders(workflow)
    assert machine_local_inputs(workflow) == ()

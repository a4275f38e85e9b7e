"""DVC as a system whose declarations can be read and hidden."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.benchmarks.recovery.dvc.stages import Stage, list_stages
from tests.benchmarks.recovery.dvc.values import load_mapping
from tests.benchmarks.recovery.scripts import NO_PYTHON, holds_code, list_scripts, runs_python
from tests.benchmarks.recovery.systems import DeclaredStep

HIDDEN = {"deps", "outs", "metrics", "plots"}
HIDDEN_AT_TOP = {"metrics", "plots", "artifacts", "datasets"}
LEFT_OUT = {".git", "node_modules", ".venv", "venv"}
CODE_SUFFIXES = (".py", ".ipynb", ".sh", ".R", ".toml", ".lock", ".cfg")


class DvcSystem:
    """Stages of dvc.yaml files that run a Python file or notebook of the repository."""

    kind = "dvc-stage"

    def read_truth(self, root: Path) -> Iterator[DeclaredStep]:
        """The stages of every dvc.yaml below the root."""
        for file in _find_files(root):
            for stage in list_stages(root, file):
                if _runs_python(root, stage):
                    yield _declare(root, stage)

    def list_left_out(self, root: Path) -> Iterator[str]:
        """Stages that run other programs."""
        for file in _find_files(root):
            for stage in list_stages(root, file):
                if not _runs_python(root, stage):
                    yield NO_PYTHON

    def hide_truth(self, root: Path) -> None:
        """Keep cmd, wdir, vars, foreach, matrix and params; dvc.lock would tell as well."""
        for file in _find_files(root):
            document = load_mapping(file)
            if document:
                kept = {key: node for key, node in document.items() if key not in HIDDEN_AT_TOP}
                stages = kept.get("stages") or {}
                kept["stages"] = {name: _hide_in_stage(body) for name, body in stages.items()}
                file.write_text(yaml.safe_dump(kept, sort_keys=False), encoding="utf-8")
        for lock in list(root.rglob("dvc.lock")):
            lock.unlink()


def _find_files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        if "dvc.yaml" in names:
            yield Path(folder, "dvc.yaml")


def _runs_python(root: Path, stage: Stage) -> bool:
    return runs_python(list_scripts(root, stage.folder, stage.command))


def _declare(root: Path, stage: Stage) -> DeclaredStep:
    scripts = set(list_scripts(root, stage.folder, stage.command))
    reads = tuple(
        path
        for path in stage.reads
        if path not in scripts and not path.endswith(CODE_SUFFIXES) and not holds_code(root, path)
    )
    return DeclaredStep(
        path=stage.file,
        name=stage.name,
        template=stage.template,
        reads=reads,
        writes=stage.writes,
        judges_parameters=not stage.has_parameters,
    )


def _hide_in_stage(body: Any) -> Any:
    if not isinstance(body, dict):
        return body
    kept = {key: node for key, node in body.items() if key not in HIDDEN}
    return kept | {"do": _hide_in_stage(kept["do"])} if "do" in kept else kept

"""dvc.lock: the contents that the last run of each stage left."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Table
from mlaudit.model.facts import Facts, Problem, TrackedOutput
from mlaudit.model.place import Place
from mlaudit.parsers.base import Lookup, Parser
from mlaudit.parsers.dvc.locked_stages import compare_locked, read_locked, stages_of
from mlaudit.parsers.dvc.pointers import tracked_outputs
from mlaudit.parsers.dvc.stages import read_stages
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.parsers.yaml_data import read_yaml


def parse_lock(path: str, data: bytes) -> Facts:
    """The outputs of every locked stage, read as if each stage ran in the file's folder."""
    value, message, line = read_yaml(data)
    if message is not None:
        return Facts(path, PARSER.name, problems=(Problem(Place(path, line), message),))
    if not isinstance(value, Table):
        return Facts(path, PARSER.name)
    tracked = tuple(_locked_outputs(path, value))
    return Facts(path, PARSER.name, tracked=tracked, locked=tuple(read_locked(path, value)))


def _locked_outputs(path: str, value: Table) -> Iterator[TrackedOutput]:
    for name, stage, _ in stages_of(value):
        yield from tracked_outputs(stage, folder_of(path), path, name)


def complete_lock(facts: Facts, lookup: Lookup) -> Facts:
    """The same with the working directories that the dvc.yaml beside it gives the stages."""
    folder = folder_of(facts.path)
    pipeline = join_path(folder, "dvc.yaml")
    steps, _ = read_stages(pipeline, lookup(pipeline), lookup)
    facts = replace(facts, locked=compare_locked(facts.locked, steps, pipeline, lookup))
    directories = {step.name: step.directory for step in steps if step.directory != folder}
    if not directories:
        return facts
    moved = (_move(output, folder, directories) for output in facts.tracked)
    return replace(facts, tracked=tuple(moved))


def _move(output: TrackedOutput, folder: str, directories: dict[str, str]) -> TrackedOutput:
    directory = directories.get(output.stage or "")
    if directory is None or join_path("", output.path).startswith(("/", "~")):
        return output
    if "://" in output.path:
        return output
    written = posixpath.relpath(output.path, folder)
    return replace(output, path=join_path(directory, written))


PARSER = Parser(
    "dvc-lock", lambda path: path.rpartition("/")[2] == "dvc.lock", parse_lock, complete_lock
)

"""dvc.yaml: stages, and the metrics, plots and models that it names beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Declaration, DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Lookup, Parser
from mlaudit.parsers.dvc.expansion import entries_of
from mlaudit.parsers.dvc.stages import read_stages
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.parsers.yaml_data import read_yaml


def parse_pipeline(path: str, data: bytes) -> Facts:
    """The data of a dvc.yaml; its stages need the values of other files and come later."""
    value, message, line = read_yaml(data)
    problems = (Problem(Place(path, line), message),) if message else ()
    return Facts(path, PARSER.name, content=value, problems=problems)


def complete_pipeline(facts: Facts, lookup: Lookup) -> Facts:
    """The stages of a dvc.yaml with the values of its parameter files."""
    steps, problems = read_stages(facts.path, facts.data, lookup)
    named = tuple(_named_outputs(facts.path, facts.data))
    return replace(
        facts,
        steps=facts.steps + tuple(_add_outputs(step, named) for step in steps),
        problems=facts.problems + problems,
    )


def _named_outputs(path: str, data: Data | None) -> Iterator[Declaration]:
    """Metrics, plots and models that are listed outside the stages."""
    if not isinstance(data, Table):
        return
    folder = folder_of(path)
    for key, role in (("metrics", "metric"), ("plots", "plot")):
        for entry in entries_of(data.get(key)):
            yield Declaration(join_path(folder, entry.key), Place(path, entry.line), role)
            for name in _plotted_files(entry.value) if role == "plot" else ():
                yield Declaration(join_path(folder, name), Place(path, entry.line), role)
    for entry in entries_of(data.get("artifacts")):
        target = entry.value.get("path") if isinstance(entry.value, Table) else None
        if isinstance(target, Scalar) and isinstance(target.value, str):
            place = Place(path, target.line)
            yield Declaration(join_path(folder, target.value), place, "out")


def _plotted_files(options: Data) -> Iterator[str]:
    """The files of `y: {file: column}` and `x: {file: column}`."""
    for axis in ("x", "y"):
        columns = options.get(axis) if isinstance(options, Table) else None
        if isinstance(columns, Table):
            yield from (entry.key for entry in columns.entries)


def _add_outputs(step: DeclaredStep, named: tuple[Declaration, ...]) -> DeclaredStep:
    """A stage with the named files that lie in one of its outputs."""
    writes = {write.path: write for write in step.writes}
    for output in named:
        known = writes.get(output.path)
        if known is not None:
            role = output.role if known.role == "out" else known.role
            writes[output.path] = replace(known, role=role)
            continue
        for write in step.writes:
            if output.path.startswith(write.path.rstrip("/") + "/"):
                writes[output.path] = replace(output, stored=write.stored)
    return replace(step, writes=tuple(writes.values()))


PARSER = Parser(
    "dvc-pipeline",
    lambda path: path.rpartition("/")[2] == "dvc.yaml",
    parse_pipeline,
    complete_pipeline,
)

"""One job of Azure Machine Learning as a step."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import Declaration, DeclaredStep, Run
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.parsers.platforms.azureml.values import (
    HERE,
    Values,
    fill_command,
    needed_jobs,
    seen_from,
)
from mlaudit.parsers.shell import parse_script

AZUREML_JOB = StepKind("azureml-job", StepFamily.TASK, "Azure ML pipeline")


@immutable
class Job:
    """A job of a file: its name, what it says, and its line."""

    name: str
    data: Table
    line: int


@immutable
class _Definition:
    """What says how a job runs, and the file that it stands in."""

    data: Data
    path: str


def job_step(job: Job, values: Values, look_up: Lookup) -> DeclaredStep:
    """The step of a job: its command with the values of its inputs and outputs."""
    defined = _definition(job.data, values.path, look_up)
    code = text_of(find(defined.data, "code"))
    directory = UNKNOWN_DIRECTORY
    if code is not None and ":" not in code:
        directory = join_path(folder_of(defined.path), code)
    inputs = _inputs(job, values, defined)
    outputs = {
        entry.key: values.output(job.name, entry.key)
        for entry in (
            *entries_of(find(defined.data, "outputs")),
            *entries_of(find(job.data, "outputs")),
        )
    }
    place = Place(values.path, job.line)
    return DeclaredStep(
        AZUREML_JOB,
        job.name,
        place,
        f"jobs.{job.name}",
        runs=_runs(defined, {**inputs, **outputs}, directory),
        directory=directory,
        reads=tuple(_paths(inputs, job, values)),
        writes=tuple(
            Declaration(path.removeprefix(HERE), place, "out")
            for path in outputs.values()
            if not path.startswith("azureml://jobs/")
        ),
        after=needed_jobs(find(job.data, "inputs")),
        environment=tuple(
            (entry.key, text_of(entry.value) or "")
            for entry in entries_of(find(defined.data, "environment_variables"))
        ),
        group=values.path,
    )


def _definition(data: Table, path: str, look_up: Lookup) -> _Definition:
    """The job itself, or the component that it takes its command from."""
    component = find(data, "component") or find(data, "trial")
    if isinstance(component, Table):
        return _Definition(component, path)
    written = text_of(component)
    if written is None or written.startswith("azureml:"):
        return _Definition(data, path)
    file = join_path(folder_of(path), written.removeprefix("file:"))
    found = look_up(file)
    return _Definition(data, path) if found is None else _Definition(found, file)


def _inputs(job: Job, values: Values, defined: _Definition) -> dict[str, str | None]:
    defaults = {
        entry.key: text_of(find(entry.value, "default"))
        for entry in entries_of(find(defined.data, "inputs"))
        if defined.data is not job.data
    }
    given = {entry.key: values.value(entry.value) for entry in entries_of(find(job.data, "inputs"))}
    return {**defaults, **{name: value for name, value in given.items() if value is not None}}


def _runs(defined: _Definition, ports: dict[str, str | None], directory: str) -> tuple[Run, ...]:
    command = find(defined.data, "command")
    text = text_of(command)
    if command is None or not text:
        return ()
    seen = {
        name: None if value is None else seen_from(directory, value)
        for name, value in ports.items()
    }
    script = parse_script(fill_command(text, seen), command.line)
    return (Run(Place(defined.path, command.line), script=script),)


def _paths(inputs: dict[str, str | None], job: Job, values: Values) -> Iterator[Declaration]:
    """The data that the file names; what other jobs make is read by their outputs."""
    for entry in entries_of(find(job.data, "inputs")):
        value = inputs.get(entry.key) or ""
        outside = "://" in value and not value.startswith("azureml://jobs/")
        if outside or value.startswith(("/", HERE)):
            yield Declaration(value.removeprefix(HERE), Place(values.path, entry.line), "dep")

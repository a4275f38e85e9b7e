"""Jobs, pipelines, schedules and deployments of Azure Machine Learning as steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import DeclaredStep, Facts, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Lookup, Parser
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.path_text import folder_of, join_path, stem_of, suffix_of
from mlaudit.parsers.platforms.azureml.deployments import AZUREML_DEPLOYMENT, deployment_step
from mlaudit.parsers.platforms.azureml.jobs import AZUREML_JOB, Job, job_step
from mlaudit.parsers.platforms.azureml.schedules import schedule_triggers
from mlaudit.parsers.platforms.azureml.values import Values
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

AZUREML_SCHEDULE = StepKind("azureml-schedule", StepFamily.TASK, "schedule")

_SCHEMA = lazy_regex(r"/(\w+)\.schema\.json")
_SIGN = lazy_regex(rb"azuremlschemas|azureml:|type:\s*[\"']?pipeline")


def parse(path: str, data: bytes) -> Facts:
    """The steps without what components in other files hold.

    Broken syntax is reported where the file is read as configuration.
    """
    if len(data) > 1_000_000 or not _SIGN.search(data):
        return Facts(path, PARSER.name)
    value, _, _ = read_yaml(data)
    return Facts(path, PARSER.name, steps=tuple(_steps(path, value, lambda _: None)))


def complete(facts: Facts, look_up: Lookup) -> Facts:
    """The same steps with the commands of components."""
    own = [step for step in facts.steps if step.kind.value.startswith("azureml-")]
    if not own:
        return facts
    others = tuple(step for step in facts.steps if step not in own)
    return replace(facts, steps=(*others, *_steps(facts.path, facts.data, look_up)))


def _kind_of(data: Data | None) -> str:
    """What a file declares, by its schema, else by its type."""
    found = _SCHEMA.search(text_of(find(data, "$schema")) or "")
    if found is not None:
        return found[1]
    kind = text_of(find(data, "type")) or ""
    if kind == "pipeline" and find(data, "jobs") is not None:
        return "pipelineJob"
    component = find(data, "version") is not None or find(data, "is_deterministic") is not None
    return "commandJob" if kind == "command" and not component else ""


def _steps(path: str, data: Data | None, look_up: Lookup) -> Iterator[DeclaredStep]:
    kind = _kind_of(data)
    if not isinstance(data, Table):
        return
    if kind in ("pipelineJob", "pipelineComponent"):
        yield from _pipeline(path, data, look_up)
    elif kind in ("commandJob", "sweepJob", "sparkJob"):
        name = text_of(find(data, "name")) or text_of(find(data, "display_name")) or stem_of(path)
        values = Values(path, stem_of(path), jobs={name: data})
        yield job_step(Job(name, data, data.line), values, look_up)
    elif kind == "schedule":
        yield from _schedule(path, data)
    elif kind in ("managedOnlineDeployment", "kubernetesOnlineDeployment", "batchDeployment"):
        yield deployment_step(path, data)


def _pipeline(path: str, data: Table, look_up: Lookup) -> Iterator[DeclaredStep]:
    jobs = entries_of(find(data, "jobs"))
    values = Values(
        path,
        stem_of(path),
        find(data, "inputs"),
        find(data, "outputs"),
        {entry.key: entry.value for entry in jobs},
    )
    for entry in jobs:
        if isinstance(entry.value, Table):
            yield job_step(Job(entry.key, entry.value, entry.line), values, look_up)


def _schedule(path: str, data: Table) -> Iterator[DeclaredStep]:
    started = find(data, "create_job")
    written = text_of(started) or text_of(find(started, "job"))
    if started is None or not written:
        return
    place = Place(path, started.line)
    runs: tuple[Run, ...] = ()
    if not written.startswith("azureml:"):
        runs = (Run(place, step=join_path(folder_of(path), written.removeprefix("file:"))),)
    name = text_of(find(data, "name")) or stem_of(path)
    yield DeclaredStep(
        AZUREML_SCHEDULE,
        name,
        Place(path, data.line),
        name,
        runs=runs,
        triggers=tuple(schedule_triggers(path, data)),
        group=path,
    )


PARSER = Parser(
    "azureml",
    lambda path: suffix_of(path) in (".yml", ".yaml"),
    parse,
    complete,
    launchers=(
        Launcher(
            AZUREML_JOB,
            ("az",),
            before=(("ml", "job", "create"),),
            file_options=("-f", "--file"),
            valued=("-w", "--workspace-name", "-g", "--resource-group", "--set", "-n", "--name"),
            at_once=True,
        ),
        Launcher(
            AZUREML_DEPLOYMENT,
            ("az",),
            before=tuple(
                ("ml", kind, command)
                for kind in ("online-deployment", "batch-deployment")
                for command in ("create", "update")
            ),
            file_options=("-f", "--file"),
            valued=("-w", "--workspace-name", "-g", "--resource-group", "--set", "-n", "--name"),
            at_once=True,
        ),
    ),
)
"""Reads files of Azure Machine Learning."""

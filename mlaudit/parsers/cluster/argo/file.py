"""Workflows, templates of workflows and scheduled workflows of Argo as steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import DeclaredStep, Facts, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Launcher, Lookup, Parser, SettingForm
from mlaudit.parsers.cluster.argo.steps import Owner
from mlaudit.parsers.cluster.containers import config_maps
from mlaudit.parsers.cluster.manifests import claims, name_of_object, read_manifests, shown
from mlaudit.parsers.environment.values import find, items_of, text_of, texts_of
from mlaudit.parsers.shell.templates import show_holes

ARGO_TASK = StepKind("argo-task", StepFamily.TASK, "workflow")
ARGO_TEMPLATE_TASK = StepKind("argo-template-task", StepFamily.TASK, "workflow template")

_KINDS = {
    "Workflow": ARGO_TASK,
    "WorkflowTemplate": ARGO_TEMPLATE_TASK,
    "ClusterWorkflowTemplate": ARGO_TEMPLATE_TASK,
    "CronWorkflow": ARGO_TEMPLATE_TASK,
}
_MAXIMUM_DEPTH = 12


def parse(path: str, data: bytes) -> Facts:
    """One step for each start of a template that runs something.

    Broken syntax is reported where the file is read as configuration.
    """
    if b"argoproj.io" not in data:
        return Facts(path, PARSER.name)
    return Facts(path, PARSER.name, steps=tuple(_steps(path, read_manifests(data), {})))


def settle(facts: Facts, values: Mapping[str, str], _: Lookup, weak: bool) -> Facts:
    """The steps of the first workflow of a file with parameters of the command line."""
    data = facts.data
    if not isinstance(data, Table):
        return replace(facts, steps=())
    given = {} if weak else {name: show_holes(text) for name, text in values.items()}
    return replace(facts, steps=tuple(_steps(facts.path, (data,), given)))


def _steps(
    path: str, manifests: tuple[Table, ...], given: Mapping[str, str]
) -> Iterator[DeclaredStep]:
    maps = config_maps(manifests)
    for manifest in manifests:
        for owner in _owners(path, manifest, maps):
            yield from owner.steps(given)


def _owners(
    path: str, manifest: Table, maps: Mapping[str, tuple[tuple[str, str], ...]]
) -> Iterator[Owner]:
    kind = text_of(manifest.get("kind")) or ""
    spec = manifest.get("spec")
    triggers = tuple(_schedules(path, spec)) if kind == "CronWorkflow" else ()
    if kind == "CronWorkflow":
        spec = find(spec, "workflowSpec")
    if kind in _KINDS and isinstance(spec, Table):
        yield Owner(path, manifest, spec, _KINDS[kind], triggers, maps)
    elif kind == "Sensor":
        for inner in _workflows(spec, 0):
            place = Place(path, manifest.line)
            event = Trigger(TriggerKind.EVENT, f"sensor {name_of_object(manifest)}", place)
            inner_spec = inner.get("spec")
            if isinstance(inner_spec, Table):
                yield Owner(path, inner, inner_spec, ARGO_TEMPLATE_TASK, (event,), maps)


def _workflows(data: Data | None, depth: int) -> Iterator[Table]:
    """The workflows that a sensor makes."""
    if depth > _MAXIMUM_DEPTH or data is None:
        return
    if isinstance(data, Table) and text_of(data.get("kind")) == "Workflow":
        yield data
        return
    children = items_of(data)
    if isinstance(data, Table):
        children = tuple(entry.value for entry in data.entries)
    for child in children:
        yield from _workflows(child, depth + 1)


def _schedules(path: str, spec: Data | None) -> Iterator[Trigger]:
    off = find(spec, "suspend")
    enabled = not (isinstance(off, Scalar) and off.value is True)
    for key in ("schedule", "schedules"):
        for text, line in texts_of(find(spec, key)):
            yield Trigger(TriggerKind.SCHEDULE, shown(text), Place(path, line), enabled)


PARSER = Parser(
    "argo-workflows",
    claims,
    parse,
    settle=settle,
    launchers=(
        Launcher(
            ARGO_TASK,
            ("argo",),
            before=(("submit",),),
            takes_file=True,
            at_once=True,
            settings=SettingForm(options=("-p", "--parameter")),
            valued=(
                *("-n", "--namespace", "--name", "--generate-name", "-l"),
                *("--serviceaccount", "--entrypoint", "--parameter-file", "--labels", "-o"),
                *("--output", "--priority"),
            ),
            asking=("--from", "--dry-run"),
        ),
    ),
)
"""Reads workflows of Argo."""

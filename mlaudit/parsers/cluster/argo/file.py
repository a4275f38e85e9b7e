"""Workflows, templates of workflows and scheduled workflows of Argo as steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import DeclaredStep, Facts, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.cluster.argo.artifacts import declared_artifacts
from mlaudit.parsers.cluster.argo.expansion import (
    Before,
    Expansion,
    Leaf,
    roots_of,
    templates_of,
)
from mlaudit.parsers.cluster.argo.parameters import Parameters, fill, named_in, parameters_of
from mlaudit.parsers.cluster.containers import (
    command_runs,
    config_maps,
    directory_of,
    mounted_paths,
    script_runs,
    variables_of,
)
from mlaudit.parsers.cluster.manifests import claims, name_of_object, read_manifests, shown
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.environment.values import find, items_of, text_of, texts_of

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
    manifests = read_manifests(data)
    maps = config_maps(manifests)
    steps: list[DeclaredStep] = []
    for manifest in manifests:
        for owner in _owners(path, manifest, maps):
            steps.extend(owner.steps())
    return Facts(path, PARSER.name, steps=tuple(steps))


def _owners(
    path: str, manifest: Table, maps: Mapping[str, tuple[tuple[str, str], ...]]
) -> Iterator[_Owner]:
    kind = text_of(manifest.get("kind")) or ""
    spec = manifest.get("spec")
    triggers = tuple(_schedules(path, spec)) if kind == "CronWorkflow" else ()
    if kind == "CronWorkflow":
        spec = find(spec, "workflowSpec")
    if kind in _KINDS and isinstance(spec, Table):
        yield _Owner(path, manifest, spec, _KINDS[kind], triggers, maps)
    elif kind == "Sensor":
        for inner in _workflows(spec, 0):
            place = Place(path, manifest.line)
            event = Trigger(TriggerKind.EVENT, f"sensor {name_of_object(manifest)}", place)
            inner_spec = inner.get("spec")
            if isinstance(inner_spec, Table):
                yield _Owner(path, inner, inner_spec, ARGO_TEMPLATE_TASK, (event,), maps)


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


@dataclass(frozen=True, slots=True)
class _Owner:
    """The object that holds the templates."""

    path: str
    manifest: Table
    spec: Table
    kind: StepKind
    triggers: tuple[Trigger, ...]
    maps: Mapping[str, tuple[tuple[str, str], ...]]

    def steps(self) -> Iterator[DeclaredStep]:
        """The steps, and one that starts a template of workflows, if that is all it does."""
        name = name_of_object(self.manifest)
        reference = find(self.spec, "workflowTemplateRef", "name")
        if reference is not None:
            yield self._starting(name, text_of(reference) or "", reference.line)
        workflow = parameters_of(self.spec.get("arguments"))
        templates = templates_of(self.spec)
        expansion = Expansion(self.path, templates, workflow, [])
        over = Before()
        for root in roots_of(self.spec, templates):
            outer = "" if _is_composite(templates[root]) else root
            over += expansion.expand(outer, templates[root], {}, Before())
        last = templates.get(text_of(self.spec.get("onExit")) or "")
        if last is not None:
            expansion.expand(text_of(last.get("name")) or "", last, {}, over)
        for leaf in expansion.leaves:
            yield self._step(name, leaf, workflow)

    def _starting(self, name: str, template: str, line: int) -> DeclaredStep:
        place = Place(self.path, line)
        return DeclaredStep(
            self.kind,
            name,
            place,
            name,
            runs=(Run(place, step=f"#{template}"),),
            triggers=self.triggers,
            group=f"{self.path}#{name}",
        )

    def _step(self, owner: str, leaf: Leaf, workflow: Parameters) -> DeclaredStep:
        filling = partial(fill, workflow=workflow, inputs=leaf.inputs)
        template = leaf.template or Table((), leaf.line)
        container = _container_of(template)
        reads = declared_artifacts(template, "inputs", self.path, filling)
        writes = declared_artifacts(template, "outputs", self.path, filling)
        image = filling(text_of(find(container, "image")) or "")
        return DeclaredStep(
            self.kind,
            f"{owner}/{leaf.name}",
            Place(self.path, template.line),
            f"{owner}.{leaf.name}",
            runs=self._runs(leaf, filling),
            directory=directory_of(container) if container is not None else UNKNOWN_DIRECTORY,
            reads=tuple(reads),
            writes=tuple(writes),
            after=tuple(f"{owner}/{name}" for name in leaf.after),
            triggers=self.triggers,
            gates=leaf.gates,
            inputs=_typed(leaf, workflow) if not self.triggers else (),
            environment=variables_of(container, self.maps, filling) if container else (),
            container_paths=mounted_paths(container) if container else (),
            image=shown(image) if image and "{{" not in image else None,
            group=f"{self.path}#{owner}",
        )

    def _runs(self, leaf: Leaf, filling: partial[str]) -> tuple[Run, ...]:
        if leaf.reference is not None:
            name, inner = leaf.reference
            place = Place(self.path, leaf.line)
            return (Run(place, step=f"#{name}"),) if inner else ()
        template = leaf.template
        if template is None:
            return ()
        script = template.get("script")
        if script is not None:
            return script_runs(script, self.path, filling)
        container = template.get("container")
        return command_runs(container, self.path, filling) if container is not None else ()


def _container_of(template: Table) -> Data | None:
    return template.get("container") or template.get("script")


def _is_composite(template: Table) -> bool:
    return template.get("dag") is not None or template.get("steps") is not None


def _typed(leaf: Leaf, workflow: Parameters) -> tuple[tuple[str, str | None], ...]:
    """The parameters that whoever submits the workflow gives, of those that the step uses."""
    used = {name for value in leaf.inputs.values() if value for name in named_in(value)}
    used |= {name for text in _texts(leaf.template, 0) for name in named_in(text)}
    return tuple((name, value) for name, value in workflow.items() if name in used)


def _texts(data: Data | None, depth: int) -> Iterator[str]:
    if isinstance(data, Scalar) and isinstance(data.value, str):
        yield data.value
    children = items_of(data)
    if isinstance(data, Table):
        children = tuple(entry.value for entry in data.entries)
    for child in children if depth < _MAXIMUM_DEPTH else ():
        yield from _texts(child, depth + 1)


PARSER = Parser(
    "argo-workflows",
    claims,
    parse,
    launchers=(
        Launcher(
            ARGO_TASK,
            ("argo",),
            before=(("submit",),),
            takes_file=True,
            at_once=True,
            valued=(
                *("-p", "--parameter", "-n", "--namespace", "--name", "--generate-name", "-l"),
                *("--serviceaccount", "--entrypoint", "--parameter-file", "--labels", "-o"),
                *("--output", "--priority"),
            ),
            asking=("--from", "--dry-run"),
        ),
    ),
)
"""Reads workflows of Argo."""

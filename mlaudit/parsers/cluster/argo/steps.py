"""Steps of one workflow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import DeclaredStep, Run, Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
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
    directory_of,
    mounted_paths,
    script_runs,
    variables_of,
)
from mlaudit.parsers.cluster.manifests import name_of_object, shown
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.environment.values import find, items_of, text_of

_MAXIMUM_DEPTH = 12


@immutable
class Owner:
    """The object that holds the templates."""

    path: str
    manifest: Table
    spec: Table
    kind: StepKind
    triggers: tuple[Trigger, ...]
    maps: Mapping[str, tuple[tuple[str, str], ...]]

    def steps(self, given: Mapping[str, str]) -> Iterator[DeclaredStep]:
        """The steps, and one that starts a template of workflows, if that is all it does.

        Args:
            given: parameters of the workflow that whoever submits it sets.
        """
        name = name_of_object(self.manifest)
        reference = find(self.spec, "workflowTemplateRef", "name")
        if reference is not None:
            yield self._starting(name, text_of(reference) or "", reference.line)
        workflow = parameters_of(self.spec.get("arguments"))
        workflow |= {name: given[name] for name in workflow if name in given}
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

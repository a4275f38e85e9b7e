"""Steps of the containers of one object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.model.data import Scalar, Table
from mlaudit.model.facts import Declaration, DeclaredStep, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.cluster.containers import (
    command_runs,
    directory_of,
    mounted_paths,
    variables_of,
)
from mlaudit.parsers.cluster.kubernetes.triggers import gates_of, triggers_of
from mlaudit.parsers.cluster.manifests import name_of_object, shown
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.environment.values import items_of, text_of


class Owner:
    """The object that the containers belong to."""

    def __init__(self, path: str, manifest: Table, kind: StepKind, spec: Table) -> None:
        self.path = path
        self.name = name_of_object(manifest)
        self.kind = kind
        label = f"{text_of(manifest.get('kind'))}/{self.name}"
        self.group = f"{path}#{label}"
        self.scope = label
        self.triggers = tuple(triggers_of(path, manifest, spec))
        self.gates = gates_of(path, spec, kind)

    def step(
        self, name: str, line: int, runs: tuple[Run, ...], model: Scalar | None = None
    ) -> DeclaredStep:
        """A step without a container of its own."""
        reads = () if model is None else (self._read(model),)
        return DeclaredStep(
            self.kind,
            name,
            Place(self.path, line),
            self.scope,
            runs=runs,
            directory=UNKNOWN_DIRECTORY,
            reads=reads,
            triggers=self.triggers,
            gates=self.gates,
            group=self.group,
        )

    def _read(self, model: Scalar) -> Declaration:
        return Declaration(shown(str(model.value)), Place(self.path, model.line), "dep")


def container_steps(
    owner: Owner, pod: Table, maps: Mapping[str, tuple[tuple[str, str], ...]]
) -> Iterator[DeclaredStep]:
    """Those that prepare run one after the other, before all others."""
    first = items_of(pod.get("initContainers"))
    others = items_of(pod.get("containers"))
    alone = len(first) + len(others) == 1
    before: tuple[str, ...] = ()
    for container in (*first, *others):
        if not isinstance(container, Table):
            continue
        own = shown(text_of(container.get("name")) or "container")
        name = owner.name if alone else f"{owner.name}/{own}"
        yield DeclaredStep(
            owner.kind,
            name,
            Place(owner.path, container.line),
            owner.scope,
            runs=command_runs(container, owner.path),
            directory=directory_of(container),
            after=before,
            triggers=owner.triggers,
            gates=owner.gates,
            environment=variables_of(container, maps),
            container_paths=mounted_paths(container),
            image=shown(text_of(container.get("image")) or "") or None,
            group=owner.group,
        )
        if container in first:
            before = (name,)

"""What the workflow exists for, and everything that is needed to make it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from mlaudit.graph.names import NameIndex
from mlaudit.model.graph import line_up
from mlaudit.model.vocabulary import ArtifactForm, StepKind
from mlaudit.model.workflow import Access, Artifact, Deliverable, Flow
from mlaudit.patterns import lazy_regex

WEIGHTS = {
    "service": 1.0,
    "model": 1.0,
    "checkpoint": 1.0,
    "index": 1.0,
    "package": 1.0,
    "image": 1.0,
    "metrics": 0.5,
    "report": 0.5,
    "dataset": 0.5,
    "table": 0.5,
    "labels": 0.5,
    "archive": 0.5,
    "figure": 0.2,
}
"""Weight of each kind that can be a deliverable (taxonomy 4.3)."""
_NO_PRODUCTS = frozenset({ArtifactForm.ENVIRONMENT_VARIABLE, ArtifactForm.IMAGE})
"""Images count where a build takes in a model; any other image is a tool of the workflow."""
_MODELS = frozenset({"model", "checkpoint", "index"})
_STAGED = frozenset({"dataset", "table", "archive", "labels", "figure"})
"""Kinds that a unit writes on the way, when it reads them again itself."""
_CREDENTIALS = lazy_regex(
    r"(^|[-_.])(auth|credentials?|secrets?|token|service[-_]?account)\.[a-z]+$", re.IGNORECASE
)
_VARYING = lazy_regex(r"\{[^{}]*\}|\*+")


def find_deliverables(
    artifacts: Mapping[str, Artifact],
    owned: Mapping[str, tuple[Access, ...]],
    flows: Iterable[Flow],
    kinds: Mapping[str, StepKind],
    serving: Mapping[str, bool],
    images: Mapping[str, str],
    transient: Mapping[str, frozenset[str]],
) -> tuple[Deliverable, ...]:
    """The deliverables, heaviest first, one for each group of equal kind that one unit makes.

    Models and indexes are deliverables even where other steps read them, unless those steps make
    another model of them; everything else only where no step reads it further. What a unit reads
    again itself is a stage of its work where it makes something else besides, and what services
    write but models is the trace of their use.

    Args:
        artifacts: by id.
        owned: the accesses of each unit.
        flows: data between units.
        kinds: kind of each unit.
        serving: the units that serve requests, and whether each stands for its service.
        images: the image that each container build makes, where a command names it.
        transient: what each unit writes without making it.
    """
    flows = tuple(flows)
    consumers: dict[str, set[str]] = defaultdict(set)
    for flow in flows:
        if not _only_asks(kinds[flow.after], owned[flow.after]):
            consumers[flow.written].add(flow.after)
    models = {
        unit: {
            a.artifact
            for a in accesses
            if a.mode == "write"
            and artifacts[a.artifact].kind in _MODELS
            and a.artifact not in transient.get(unit, ())
        }
        for unit, accesses in owned.items()
    }
    named = set(images.values())
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for unit in sorted(owned):
        terminal = []
        for access in owned[unit]:
            artifact = artifacts[access.artifact]
            if artifact.id in named and kinds[unit] != StepKind.CONTAINER_BUILD:
                continue
            if artifact.id in transient.get(unit, ()) or _is_bare_target(access, owned[unit]):
                continue
            if unit in serving and artifact.kind not in _MODELS:
                continue
            if access.mode != "write" or not _is_nameable(artifact, owned[unit]):
                continue
            if _is_terminal(artifact, unit, consumers, models):
                terminal.append(artifact)
        for artifact in _without_stages(terminal, owned[unit], consumers):
            groups[unit, artifact.kind].append(artifact.id)
    closures = Closures(owned, flows)
    found = [
        closures.build(unit, kind, sorted(dict.fromkeys(ids)))
        for (unit, kind), ids in groups.items()
    ]
    found += _services(owned, kinds, serving, images, closures, artifacts)
    return _without_repetition(found)


def _is_bare_target(access: Access, owned: tuple[Access, ...]) -> bool:
    """Is it a Make target without extension that its recipe is not seen to write?

    `models/evaluate: …` often is a name for a task, not a file.
    """
    name = access.artifact.rsplit("/", 1)[-1]
    if access.via != "target" or "." in name:
        return False
    inferred = (a for a in owned if a.mode == "write" and a.evidence == "inferred")
    return not any(a.artifact.startswith(access.artifact) for a in inferred)


def _is_nameable(artifact: Artifact, accesses: tuple[Access, ...]) -> bool:
    """Can a person be told what it is: does its name begin with a known part?

    A folder that an environment variable names, with a file of known name in it, is told by both.
    """
    if artifact.kind in _MODELS or not artifact.id.startswith(("{", "*")):
        return True
    folder, _, name = artifact.id.partition("/")
    variable = f"env:{folder.strip('{}')}"
    told = any(a.mode == "read" and a.artifact == variable for a in accesses)
    return told and bool(_VARYING.sub("", name.rpartition("/")[2].partition(".")[0]))


def _only_asks(kind: StepKind, accesses: tuple[Access, ...]) -> bool:
    """Is it a target that only names what shall be made (`rule all`)?"""
    return kind in (StepKind.SNAKEMAKE_RULE, StepKind.MAKE_TARGET) and all(
        access.evidence == "declared" and access.mode == "read" for access in accesses
    )


def _is_terminal(
    artifact: Artifact,
    unit: str,
    consumers: Mapping[str, set[str]],
    models: Mapping[str, set[str]],
) -> bool:
    if artifact.kind not in WEIGHTS or artifact.form in _NO_PRODUCTS:
        return False
    if artifact.id.startswith(("/tmp", "/dev")) or _CREDENTIALS.search(artifact.id):
        return False
    readers = consumers.get(artifact.id, set()) - {unit}
    if artifact.kind in _MODELS:
        return not any(models[reader] - models[unit] for reader in readers)
    return not readers


def _without_stages(
    terminal: list[Artifact], own: tuple[Access, ...], consumers: Mapping[str, set[str]]
) -> list[Artifact]:
    """What a unit makes for others to use; everything where that is nothing."""
    read = NameIndex(access.artifact for access in own if access.mode == "read")
    ends = [
        artifact
        for artifact in terminal
        if artifact.kind not in _STAGED or not _is_read(artifact.id, read)
    ]
    feeds = any(access.mode == "write" and consumers.get(access.artifact) for access in own)
    return ends if ends or feeds else terminal


def _is_read(written: str, read: NameIndex) -> bool:
    inside = len(written) > 1 and read.find_inside(written)
    return written in read or bool(inside or read.find_fitting(written))


class Closures:
    """Everything that making something needs, by going back along the data flow."""

    def __init__(self, owned: Mapping[str, tuple[Access, ...]], flows: tuple[Flow, ...]) -> None:
        self._owned = owned
        self._inputs: dict[str, set[str]] = {}
        self._before: dict[str, set[str]] = defaultdict(set)
        self._fed: dict[tuple[str, str], set[str]] = defaultdict(set)
        for flow in flows:
            self._before[flow.after].add(flow.before)
            self._fed[flow.after, flow.read].add(flow.before)

    def build(self, unit: str, kind: str, ids: list[str]) -> Deliverable:
        """The deliverable that a unit makes; further artifacts of the same kind are grouped."""
        steps = line_up((unit,), self._before)
        inputs, artifacts = set(), set(ids)
        for step in steps:
            artifacts.update(access.artifact for access in self._owned.get(step, ()))
            inputs |= self._inputs_of(step)
        return Deliverable(
            ids[0],
            kind,
            WEIGHTS.get(kind, 0.5),
            tuple(steps),
            tuple(sorted(inputs)),
            tuple(sorted(artifacts)),
            tuple(ids[1:]),
        )

    def _inputs_of(self, step: str) -> set[str]:
        """What a unit reads that neither it nor another one makes."""
        if step not in self._inputs:
            accesses = self._owned.get(step, ())
            own = {a.artifact for a in accesses if a.mode == "write"}
            folders = tuple(artifact + "/" for artifact in own if len(artifact) > 1)
            self._inputs[step] = {
                a.artifact
                for a in accesses
                if a.mode == "read"
                and a.artifact not in own
                and not a.artifact.startswith(folders)
                and (step, a.artifact) not in self._fed
            }
        return self._inputs[step]


def _services(
    owned: Mapping[str, tuple[Access, ...]],
    kinds: Mapping[str, StepKind],
    serving: Mapping[str, bool],
    images: Mapping[str, str],
    closures: Closures,
    artifacts: Mapping[str, Artifact],
) -> list[Deliverable]:
    """Services and container images that take in a model are deliverables of their own."""
    found = []
    for unit, kind in sorted(kinds.items()):
        takes_model = any(
            access.mode == "read" and artifacts[access.artifact].kind in _MODELS
            for access in owned.get(unit, ())
        )
        if takes_model and kind == StepKind.CONTAINER_BUILD:
            name = images.get(unit, f"image:{unit.rpartition(':')[0]}")
            found.append(closures.build(unit, "image", [name]))
        elif takes_model and serving.get(unit):
            found.append(closures.build(unit, "service", [f"service:{unit}"]))
    return found


def _without_repetition(found: list[Deliverable]) -> tuple[Deliverable, ...]:
    """Of several units that make the same artifact the one with the longest way counts.

    Names that differ only in what varies are the same: `{slot}.csv` and `*.csv`.
    """
    best: dict[tuple[str, str], Deliverable] = {}
    for deliverable in found:
        key = (_VARYING.sub("*", deliverable.artifact), deliverable.kind)
        if key not in best or len(deliverable.steps) > len(best[key].steps):
            best[key] = deliverable
    return tuple(sorted(best.values(), key=lambda d: (-d.weight, d.artifact, d.kind)))

"""Workloads of Kubernetes: https://kubernetes.io/docs/concepts/workloads/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Declaration, DeclaredStep, Facts, Gate, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.cluster.containers import (
    command_runs,
    config_maps,
    directory_of,
    mounted_paths,
    variables_of,
)
from mlaudit.parsers.cluster.manifests import claims, name_of_object, read_manifests, shown
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of
from mlaudit.parsers.shell import parse_script

KUBERNETES_JOB = StepKind("kubernetes-job", StepFamily.TASK, "job")
KUBERNETES_CRON_JOB = StepKind("kubernetes-cron-job", StepFamily.TASK, "cron job")
KUBERNETES_WORKLOAD = StepKind("kubernetes-workload", StepFamily.CONTAINER, "workload")

_WORKLOADS = (
    *("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod", "Service"),
    *("InferenceService", "SeldonDeployment", "RayService", "RayCluster"),
)
_SCHEDULED = ("CronJob", "ScheduledSparkApplication")
_MODELS = ("storageUri", "modelUri")
_HOOKS = ("helm.sh/hook", "argocd.argoproj.io/hook")
_MAXIMUM_DEPTH = 12
_SPARK = "SparkApplication"


def parse(path: str, data: bytes) -> Facts:
    """One step for each container, and for each model that a server is pointed at.

    Broken syntax is reported where the file is read as configuration.
    """
    if b"apiVersion" not in data or b"kind" not in data:
        return Facts(path, PARSER.name)
    manifests = read_manifests(data)
    maps = config_maps(manifests)
    steps = (step for manifest in manifests for step in _steps(path, manifest, maps))
    return Facts(path, PARSER.name, steps=tuple(steps))


def _kind_of(manifest: Table) -> StepKind | None:
    kind = text_of(manifest.get("kind")) or ""
    if kind in _SCHEDULED:
        return KUBERNETES_CRON_JOB
    if kind.endswith("Job") or kind == _SPARK:
        return KUBERNETES_JOB
    return KUBERNETES_WORKLOAD if kind in _WORKLOADS else None


def _steps(
    path: str, manifest: Table, maps: Mapping[str, tuple[tuple[str, str], ...]]
) -> Iterator[DeclaredStep]:
    kind = _kind_of(manifest)
    spec = manifest.get("spec")
    if kind is None or not isinstance(spec, Table):
        return
    owner = _Owner(path, manifest, kind, spec)
    driver = tuple(_driver(path, spec))
    if driver:
        yield owner.step(name_of_object(manifest), manifest.line, driver)
    for pod in _pods(spec, 0):
        yield from _containers(owner, pod, maps)
    for uri in _find_all(spec, _MODELS, 0):
        yield owner.step(name_of_object(manifest), manifest.line, (), model=uri)


class _Owner:
    """The object that the containers belong to."""

    def __init__(self, path: str, manifest: Table, kind: StepKind, spec: Table) -> None:
        self.path = path
        self.name = name_of_object(manifest)
        self.kind = kind
        label = f"{text_of(manifest.get('kind'))}/{self.name}"
        self.group = f"{path}#{label}"
        self.scope = label
        self.triggers = tuple(_triggers(path, manifest, spec))
        self.gates = _gates(path, spec, kind)

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


def _containers(
    owner: _Owner, pod: Table, maps: Mapping[str, tuple[tuple[str, str], ...]]
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


def _pods(data: Data, depth: int) -> Iterator[Table]:
    """The tables below an object that hold containers; extensions nest them differently."""
    if depth > _MAXIMUM_DEPTH:
        return
    if isinstance(data, Table) and items_of(data.get("containers")):
        yield data
        return
    for child in _children(data):
        yield from _pods(child, depth + 1)


def _find_all(data: Data, keys: tuple[str, ...], depth: int) -> Iterator[Scalar]:
    if depth > _MAXIMUM_DEPTH:
        return
    for entry in entries_of(data):
        if entry.key in keys and isinstance(entry.value, Scalar) and text_of(entry.value):
            yield entry.value
    for child in _children(data):
        yield from _find_all(child, keys, depth + 1)


def _children(data: Data) -> tuple[Data, ...]:
    return items_of(data) or tuple(entry.value for entry in entries_of(data))


def _driver(path: str, spec: Table) -> Iterator[Run]:
    """What a job of Ray or Spark starts by itself."""
    entry = spec.get("entrypoint")
    text = text_of(entry)
    if text and entry is not None:
        yield Run(Place(path, entry.line), script=parse_script(text, entry.line))
    base = spec.get("template") or spec
    file = find(base, "mainApplicationFile")
    main = text_of(file)
    if main and file is not None and main.endswith(".py"):
        words = [main.removeprefix("local://"), *(text_of(a) or "" for a in _arguments(base))]
        script = parse_script("spark-submit " + " ".join(words), file.line)
        yield Run(Place(path, file.line), script=script)


def _arguments(base: Data) -> tuple[Data, ...]:
    return items_of(find(base, "arguments"))


def _triggers(path: str, manifest: Table, spec: Table) -> Iterator[Trigger]:
    schedule = spec.get("schedule")
    text = text_of(schedule)
    if text and schedule is not None and text_of(manifest.get("kind")) in _SCHEDULED:
        off = find(spec, "suspend")
        enabled = not (isinstance(off, Scalar) and off.value is True)
        line = schedule.line
        yield Trigger(TriggerKind.SCHEDULE, shown(text), Place(path, line), enabled)
    for entry in entries_of(find(manifest, "metadata", "annotations")):
        if entry.key in _HOOKS:
            detail = f"{entry.key} {text_of(entry.value)}"
            yield Trigger(TriggerKind.RELEASE, detail, Place(path, entry.line))


def _gates(path: str, spec: Table, kind: StepKind) -> tuple[Gate, ...]:
    """A job that is made suspended waits until somebody resumes it."""
    off = spec.get("suspend")
    waits = isinstance(off, Scalar) and off.value is True and kind == KUBERNETES_JOB
    return (Gate(Place(path, spec.line_of("suspend")), "suspend: true"),) if waits else ()


PARSER = Parser(
    "kubernetes",
    claims,
    parse,
    launchers=(
        Launcher(
            KUBERNETES_JOB,
            ("kubectl", "oc"),
            before=(("apply",), ("create",), ("replace",)),
            others=(KUBERNETES_WORKLOAD,),
            at_once=True,
            file_options=("-f", "--filename", "-k", "--kustomize"),
            valued=("-n", "--namespace", "--context", "--dry-run", "-o"),
            asking=("--dry-run=client", "--dry-run=server"),
        ),
    ),
)
"""Reads manifests of Kubernetes."""

"""What starts an object of Kubernetes, and what holds it."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Scalar, Table
from mlaudit.model.facts import Gate, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind, TriggerKind
from mlaudit.parsers.cluster.kubernetes.kinds import KUBERNETES_JOB, SCHEDULED
from mlaudit.parsers.cluster.manifests import shown
from mlaudit.parsers.environment.values import entries_of, find, text_of

_HOOKS = ("helm.sh/hook", "argocd.argoproj.io/hook")


def triggers_of(path: str, manifest: Table, spec: Table) -> Iterator[Trigger]:
    """Its schedule, and the releases that run it as a hook."""
    schedule = spec.get("schedule")
    text = text_of(schedule)
    if text and schedule is not None and text_of(manifest.get("kind")) in SCHEDULED:
        off = find(spec, "suspend")
        enabled = not (isinstance(off, Scalar) and off.value is True)
        line = schedule.line
        yield Trigger(TriggerKind.SCHEDULE, shown(text), Place(path, line), enabled)
    for entry in entries_of(find(manifest, "metadata", "annotations")):
        if entry.key in _HOOKS:
            detail = f"{entry.key} {text_of(entry.value)}"
            yield Trigger(TriggerKind.RELEASE, detail, Place(path, entry.line))


def gates_of(path: str, spec: Table, kind: StepKind) -> tuple[Gate, ...]:
    """A job that is made suspended waits until somebody resumes it."""
    off = spec.get("suspend")
    waits = isinstance(off, Scalar) and off.value is True and kind == KUBERNETES_JOB
    return (Gate(Place(path, spec.line_of("suspend")), "suspend: true"),) if waits else ()

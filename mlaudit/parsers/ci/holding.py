"""Jobs that start only when a person has approved of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from mlaudit.model.facts import DeclaredStep, Gate, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind


def find_earlier(after: Mapping[str, Iterable[str]], name: str) -> tuple[str, ...]:
    """All jobs before one, directly or not, nearest first.

    Args:
        after: the names that each job names itself.
        name: of the job.
    """
    found: dict[str, None] = {}
    waiting = list(after.get(name, ()))
    while waiting:
        earlier = waiting.pop(0)
        if earlier not in found and earlier != name:
            found[earlier] = None
            waiting.extend(after.get(earlier, ()))
    return tuple(found)


def find_before(
    after: Mapping[str, tuple[str, ...]],
    name: str,
    idle: Container[str],
    approvals: Mapping[str, Gate],
) -> tuple[tuple[str, ...], tuple[Gate, ...]]:
    """The jobs right before one, and the approvals it waits for.

    Args:
        after: the names that each job names itself.
        name: of the job.
        idle: names of jobs that do nothing; those before them count instead.
        approvals: what the idle jobs are that only wait for a person.
    """
    found: dict[str, None] = {}
    gates: list[Gate] = []
    waiting, seen = list(after[name]), {name}
    while waiting:
        earlier = waiting.pop(0)
        if earlier in seen:
            continue
        seen.add(earlier)
        if earlier in approvals:
            gates.append(approvals[earlier])
        if earlier in idle:
            waiting.extend(after[earlier])
        else:
            found[earlier] = None
    return tuple(found), tuple(gates)


def hold_back(steps: Iterable[DeclaredStep], held: Mapping[str, Place]) -> list[DeclaredStep]:
    """The same jobs, where those that wait for a person, and all after them, start by a person.

    Args:
        steps: the jobs of one pipeline.
        held: names of those that wait, with the place that says so.
    """
    jobs = list(steps)
    after = {job.name: job.after for job in jobs}
    return [_hold(job, (job.name, *find_earlier(after, job.name)), held) for job in jobs]


def _hold(job: DeclaredStep, names: Iterable[str], held: Mapping[str, Place]) -> DeclaredStep:
    place = next((held[name] for name in names if name in held), None)
    is_off = bool(job.triggers) and not any(trigger.enabled for trigger in job.triggers)
    if place is None or is_off:
        return job
    return replace(job, triggers=(Trigger(TriggerKind.PERSON, "approval", place),))

"""Jobs of a build, with what they inherit, their order and their triggers.

Source: https://docs.travis-ci.com/user/job-lifecycle/ and https://docs.travis-ci.com/user/build-stages/
"""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Entry, Scalar, Table
from mlaudit.model.facts import ActionUse, DeclaredStep, Run, Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.ci.scripts import join_scripts
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.ci.travis.conditions import (
    branch_of,
    may_run,
    mentions_schedule,
    mentions_tag,
)
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of
from mlaudit.patterns import lazy_regex

TRAVIS_JOB = StepKind("travis-job", StepFamily.JOB, "build")

_PHASES = ("before_install", "install", "before_script", "script", "after_success")
_DEPLOYMENT = ("before_deploy", "deploy", "after_deploy")
_LAST = ("after_script",)
_STAGE = "test"
_PAIR = lazy_regex(r"(\w+)=(\"[^\"]*\"|'[^']*'|\S*)")


@immutable
class Job:
    """A job with all that it inherits, and its stage."""

    name: str
    table: Table
    stage: str


def read_jobs(root: Data | None, path: str) -> list[DeclaredStep]:
    """The jobs of a build."""
    jobs = list(_jobs(root))
    conditions = {text_of(find(item, "name")): text_of(find(item, "if")) for item in _stages(root)}
    named = [text_of(item) or text_of(find(item, "name")) or "" for item in _stages(root)]
    order = [*dict.fromkeys((*named, *(job.stage for job in jobs)))]
    found = []
    for job in jobs:
        before = [s for s in order[: order.index(job.stage)] if any(j.stage == s for j in jobs)]
        texts = [conditions.get(job.stage), text_of(job.table.get("if")), text_of(find(root, "if"))]
        found.append(
            DeclaredStep(
                TRAVIS_JOB,
                job.name,
                Place(path, job.table.line),
                job.name,
                runs=tuple(_runs(job.table, path)),
                after=tuple(j.name for j in jobs if before and j.stage == before[-1]),
                triggers=tuple(_triggers([t for t in texts if t], root, path)),
                uses=tuple(_deployments(job.table, path)),
                environment=tuple(_environment(root, job.table)),
                group=path,
            )
        )
    return found


def _stages(root: Data | None) -> tuple[Data, ...]:
    return items_of(find(root, "stages"))


def _jobs(root: Data | None) -> Iterator[Job]:
    """The job that the file describes itself, and those that it includes."""
    own = Table(tuple(e for e in entries_of(root) if e.key != "if"), 1)
    included = find(root, "jobs", "include") or find(root, "matrix", "include")
    stage, taken = _STAGE, set()
    items = [item for item in items_of(included) if isinstance(item, Table)]
    if own.get("script") is not None and (not items or _has_matrix(own)):
        taken.add("build")
        yield Job("build", own, _STAGE)
    for item in items:
        stage = (text_of(item.get("stage")) or stage).lower()
        name = text_of(item.get("name")) or stage
        number = 2
        while name in taken:
            name, number = f"{name.rpartition(' (')[0] or name} ({number})", number + 1
        taken.add(name)
        yield Job(name, _inherit(own, item), stage)


def _has_matrix(own: Table) -> bool:
    """Whether the file describes jobs beside those that it includes."""
    return any(len(items_of(own.get(key))) > 1 for key in ("python", "os", "env"))


def _inherit(own: Table, job: Table) -> Table:
    wanted = (*_PHASES, *_DEPLOYMENT, *_LAST)
    added = (e for e in own.entries if e.key in wanted and job.get(e.key) is None)
    return Table((*job.entries, *added), job.line)


def _runs(job: Table, path: str) -> Iterator[Run]:
    for phases in (_PHASES, _DEPLOYMENT, _LAST):
        lines = [pair for phase in phases for pair in _lines(job, phase)]
        if lines:
            place = Place(path, lines[0][1])
            name = "" if phases is _PHASES else phases[0]
            yield Run(place, script=join_scripts(lines), name=name)


def _lines(job: Table, phase: str) -> Iterator[tuple[str, int]]:
    if phase != "deploy":
        yield from ((text, line) for text, line in texts_of(job.get(phase)) if text != "skip")
        return
    for deploy in _each(job.get("deploy")):
        script = find(deploy, "script")
        if text_of(find(deploy, "provider")) == "script" and isinstance(script, Scalar):
            yield text_as_written(script), script.line


def _each(data: Data | None) -> tuple[Data, ...]:
    return items_of(data) or ((data,) if isinstance(data, Table) else ())


def _deployments(job: Table, path: str) -> Iterator[ActionUse]:
    for deploy in _each(job.get("deploy")):
        provider = text_of(find(deploy, "provider"))
        if provider is not None and provider != "script":
            inputs = tuple((e.key, text_as_written(e.value)) for e in entries_of(deploy))
            yield ActionUse(f"deploy {provider}", inputs, Place(path, deploy.line))


def _triggers(conditions: list[str], root: Data | None, path: str) -> Iterator[Trigger]:
    place = Place(path, root.line if root is not None else 0)
    whole = " ".join(conditions)
    branches = ", ".join(text for text, _ in texts_of(find(root, "branches", "only")))
    kinds = [TriggerKind.PUSH, TriggerKind.PULL_REQUEST]
    kinds += [TriggerKind.TAG] if mentions_tag(whole) else []
    kinds += [TriggerKind.SCHEDULE] if mentions_schedule(whole) else []
    found = [k for k in kinds if all(may_run(c, k) is not False for c in conditions)]
    for kind in found:
        detail = (branch_of(whole) or branches) if kind == TriggerKind.PUSH else ""
        yield Trigger(kind, detail, place)
    if not found:
        yield Trigger(TriggerKind.DISPATCH, "", place)


def _environment(root: Data | None, job: Table) -> Iterator[tuple[str, str]]:
    env = find(root, "env")
    shared = find(env, "global") if isinstance(env, Table) else None
    for data in (shared, job.get("env") if job.get("language") is None else None):
        for text, _ in texts_of(data):
            yield from ((m[1], m[2].strip("\"'")) for m in _PAIR.finditer(text))
        for entry in (*entries_of(data), *_pairs(data)):
            if entry.key not in ("secure", "global", "jobs", "matrix"):
                yield entry.key, text_as_written(entry.value)


def _pairs(data: Data | None) -> Iterator[Entry]:
    for item in items_of(data):
        yield from entries_of(item)

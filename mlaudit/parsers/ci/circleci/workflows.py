"""The jobs of workflows, with their order, their triggers and the approvals they wait for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.model.data import Data, Entry, Scalar, Table
from mlaudit.model.facts import DeclaredStep, Gate
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.ci.circleci.definitions import Definitions, read_definitions
from mlaudit.parsers.ci.circleci.jobs import Use, read_job
from mlaudit.parsers.ci.circleci.parameters import substitute, substitute_table
from mlaudit.parsers.ci.circleci.triggers import Pipeline, read_pipeline, read_triggers
from mlaudit.parsers.ci.handing import hand_over
from mlaudit.parsers.ci.holding import find_before, hold_back
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.ci.work import Work
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of

_MAXIMUM_COMBINATIONS = 64
_WITHOUT_WORK = frozenset({"approval", "no-op"})


def read_workflows(root: Data | None, path: str, *, continued: bool) -> list[DeclaredStep]:
    """The jobs that the workflows of a file use; without workflows it is the job `build`."""
    pipeline = read_pipeline(root, path, continued=continued)
    if not isinstance(root, Table):
        return []
    # Conditions of workflows are read event by event, so their references stay.
    whole = substitute_table(root, pipeline.defaults)
    definitions = read_definitions(whole, path)
    found: list[DeclaredStep] = []
    for entry in entries_of(root.get("workflows")):
        workflow = find(whole, "workflows", entry.key)
        if isinstance(entry.value, Table) and isinstance(workflow, Table):
            conditions = replace(entry.value, line=entry.line)
            uses = list(_uses(workflow, path))
            found += _read_workflow(entry.key, uses, conditions, definitions, pipeline)
    if root.get("workflows") is None and "build" in definitions.jobs:
        job = definitions.jobs["build"]
        use = Use("build", "build", None, Place(path, job.line))
        alone = Table((), job.line)
        found += _read_workflow("", [(use, "build")], alone, definitions, pipeline)
    return found


def _uses(workflow: Table, path: str) -> Iterator[tuple[Use, str]]:
    """The uses of jobs by a workflow, each with the name by which others require it."""
    for item in items_of(workflow.get("jobs")):
        if isinstance(item, Scalar):
            name = str(item.value)
            yield Use(name, name, None, Place(path, item.line)), name
        for entry in entries_of(item)[:1]:
            yield from _combinations(entry.key, entry.value, Place(path, entry.line))


def _combinations(job: str, given: Data, place: Place) -> Iterator[tuple[Use, str]]:
    """One use, or one for each combination of a matrix."""
    named = text_of(find(given, "name"))
    lists = {
        e.key: items_of(e.value) or (e.value,)
        for e in entries_of(find(given, "matrix", "parameters"))
    }
    combinations = list(
        itertools.islice(itertools.product(*lists.values()), _MAXIMUM_COMBINATIONS + 1)
    )
    alias = text_of(find(given, "matrix", "alias")) or named or job
    if not lists or len(combinations) > _MAXIMUM_COMBINATIONS:
        yield Use(job, named or job, given, place), alias
        return
    for values in combinations:
        chosen = dict(zip(lists, values, strict=True))
        filled = substitute(given, {f"matrix.{key}": value for key, value in chosen.items()})
        added = (Entry(key, value, value.line) for key, value in chosen.items())
        whole = Table((*entries_of(filled), *added), given.line)
        suffix = "-".join(text_as_written(value) for value in values)
        yield Use(job, text_of(whole.get("name")) or f"{job}-{suffix}", whole, place), alias


def _read_workflow(
    name: str,
    uses: list[tuple[Use, str]],
    workflow: Table,
    definitions: Definitions,
    pipeline: Pipeline,
) -> list[DeclaredStep]:
    requirements = _read_requirements(uses)
    group = f"{pipeline.path}#{name}" if name else pipeline.path
    jobs: list[DeclaredStep] = []
    works: dict[str, Work] = {}
    for use, _ in uses:
        if use.name not in requirements.idle:
            job, works[use.name] = read_job(use, definitions)
            triggers = read_triggers(workflow, use.given, pipeline)
            asked = any(t.kind == TriggerKind.DISPATCH for t in triggers)
            inputs = pipeline.inputs if asked else ()
            after, gates = find_before(
                requirements.required, use.name, requirements.idle, requirements.approvals
            )
            jobs.append(
                replace(
                    job, after=after, gates=gates, triggers=triggers, inputs=inputs, group=group
                )
            )
    held = {job.name: job.gates[0].place for job in jobs if job.gates}
    return hold_back(hand_over(jobs, works, name), held)


@immutable
class _Requirements:
    """What each job of a workflow requires; idle ones do nothing, approvals are among them."""

    required: Mapping[str, tuple[str, ...]]
    idle: frozenset[str]
    approvals: Mapping[str, Gate]


def _read_requirements(uses: list[tuple[Use, str]]) -> _Requirements:
    aliases: dict[str, list[str]] = {}
    for use, alias in uses:
        for key in dict.fromkeys((alias, use.name)):
            aliases.setdefault(key, []).append(use.name)
    types = {use.name: text_of(find(use.given, "type")) for use, _ in uses}
    return _Requirements(
        {use.name: _required(use.given, aliases) for use, _ in uses},
        frozenset(name for name, type_ in types.items() if type_ in _WITHOUT_WORK),
        {
            use.name: Gate(use.place, f"approval {use.name}")
            for use, _ in uses
            if types[use.name] == "approval"
        },
    )


def _required(given: Data | None, aliases: dict[str, list[str]]) -> tuple[str, ...]:
    found: list[str] = []
    for item in items_of(find(given, "requires")):
        names = [text_as_written(item)] if isinstance(item, Scalar) else []
        names += [entry.key for entry in entries_of(item)]
        found += [name for wanted in names for name in aliases.get(wanted, ())]
    return tuple(dict.fromkeys(found))

"""A pipeline as steps: its jobs with order, triggers, approvals and what they hand over."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace

from mlaudit.model.data import Table
from mlaudit.model.facts import Declaration, DeclaredStep, Gate
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.ci.azure.artifacts import Download, Exchange, Published
from mlaudit.parsers.ci.azure.jobs import find_jobs, find_order, read_job
from mlaudit.parsers.ci.azure.triggers import read_conditions, read_inputs, read_triggers
from mlaudit.parsers.ci.azure.variables import read_variables
from mlaudit.parsers.ci.holding import find_before, find_earlier, hold_back
from mlaudit.parsers.path_text import stem_of


def read_pipeline(root: Table, path: str) -> list[DeclaredStep]:
    """The jobs of the pipeline at `path`, whose templates are expanded."""
    jobs = find_jobs(root)
    order = find_order(root, jobs)
    read = {job.name: read_job(job, root, path) for job in jobs}
    waiting = {
        name: Gate(Place(path, step.place.line), "manual validation")
        for name, (step, work, _) in read.items()
        if work.gates and not work.runs
    }
    exchanges = {name: exchange for name, (_, _, exchange) in read.items()}
    triggers = read_triggers(root, path)
    values = {k: v for k, v in read_variables(root.get("variables")).items() if v}
    found = []
    for job in jobs:
        if job.name in waiting:
            continue
        step, work, _ = read[job.name]
        earlier, gates = find_before(order, job.name, waiting, waiting)
        tables = (job.stage, job.table) if job.stage is not job.table else (job.table,)
        own = read_conditions(tables, values).limit(triggers)
        asked = any(t.kind == TriggerKind.DISPATCH for t in own)
        step = replace(
            step,
            after=earlier,
            triggers=own,
            gates=(*gates, *step.gates, *work.gates),
            inputs=read_inputs(root) if asked else (),
        )
        found.append(_exchange(step, exchanges, find_earlier(order, job.name)))
    held = {s.name: g.place for s in found for g in s.gates if g.detail == "manual validation"}
    return hold_back(found, held)


def _exchange(
    step: DeclaredStep, exchanges: Mapping[str, Exchange], earlier: tuple[str, ...]
) -> DeclaredStep:
    own = exchanges[step.name]
    reads, writes = list(step.reads), list(step.writes)
    for published in own.published:
        place = published.kept.place
        reads.append(Declaration(published.kept.path, place, "upload"))
        writes.append(Declaration(_name(step, published), place, "upload"))
    before = [one for name in earlier if name in exchanges for one in exchanges[name].published]
    for download in own.downloads:
        wanted = [one for one in before if download.artifact in ("", one.artifact)]
        for published in wanted:
            reads.append(Declaration(_name(step, published), download.place, "download"))
            writes.append(Declaration(_target(download, published), download.place, "download"))
    return replace(step, reads=tuple(dict.fromkeys(reads)), writes=tuple(dict.fromkeys(writes)))


def _name(step: DeclaredStep, published: Published) -> str:
    name = f"workspace:{stem_of(step.group)}/{published.artifact or 'artifact'}"
    return posixpath.normpath(posixpath.join(name, _file_of(published)))


def _target(download: Download, published: Published) -> str:
    """Where what was published lies: a file keeps its name, a folder is emptied into the target."""
    folder = published.artifact if download.named else ""
    return posixpath.normpath(posixpath.join(download.folder, folder, _file_of(published)))


def _file_of(published: Published) -> str:
    """The name of what was published where it is a file, "" where it is a folder."""
    name = published.kept.inside
    return name if "." in name.strip(".") else ""

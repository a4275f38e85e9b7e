"""Jobs of GitLab CI as steps."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import ActionUse, Declaration, DeclaredStep, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.ci.gitlab.merging import read_tables
from mlaudit.parsers.ci.gitlab.order import in_order, read_stages
from mlaudit.parsers.ci.gitlab.scripts import read_scripts
from mlaudit.parsers.ci.gitlab.triggers import Pipeline, read_starts, to_gates, to_triggers
from mlaudit.parsers.ci.gitlab.variables import (
    expand,
    is_open,
    read_prefilled,
    read_variables,
    to_pattern,
)
from mlaudit.parsers.ci.texts import is_false, is_true
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of
from mlaudit.parsers.path_text import is_unknown

GITLAB_JOB = StepKind("gitlab-job", StepFamily.JOB, "pipeline")


def read_jobs(root: Data | None, path: str, *, called: bool) -> list[DeclaredStep]:
    """The jobs of the file at `path`.

    Args:
        root: what the file holds.
        path: of the file.
        called: its jobs start where a job of another file triggers them.
    """
    tables = read_tables(root)
    pipeline = Pipeline(
        path,
        items_of(find(root, "workflow", "rules")),
        read_variables(find(root, "variables")),
        "parent_pipeline" if called else "push",
    )
    steps = [_read_job(name, table, root, pipeline) for name, table in tables.items()]
    return in_order(steps, tables, read_stages(root))


def _read_job(name: str, job: Table, root: Data | None, pipeline: Pipeline) -> DeclaredStep:
    path = pipeline.path
    variables = _variables(job, root)
    starts = read_starts(job, pipeline)
    triggers = to_triggers(starts, job, pipeline)
    asked = any(t.kind == TriggerKind.DISPATCH and t.enabled for t in triggers)
    writes, more = _artifacts(job, path, variables)
    image = text_of(job.get("image")) or text_of(find(job, "image", "name"))
    return DeclaredStep(
        GITLAB_JOB,
        name,
        Place(path, job.line),
        name,
        runs=(*_children(job, path, variables), *read_scripts(job, root, path)),
        writes=writes,
        triggers=triggers,
        gates=to_gates(starts, job),
        uses=_other_projects(job, path),
        inputs=read_prefilled(root) if asked else (),
        environment=tuple(variables.items()),
        image=to_pattern(image, variables) if image else None,
        declares_more=more,
        group=path,
        tolerated=is_true(find(job, "allow_failure")) and not to_gates(starts, job),
    )


def _variables(job: Table, root: Data | None) -> dict[str, str]:
    inherited = find(job, "inherit", "variables")
    allowed = {name for name, _ in texts_of(inherited)}
    refused = is_false(inherited)
    entries = [
        entry
        for entry in entries_of(find(root, "variables"))
        if not refused and (not allowed or entry.key in allowed)
    ]
    return read_variables(Table((*entries, *entries_of(job.get("variables")))))


def _artifacts(
    job: Table, path: str, variables: Mapping[str, str]
) -> tuple[tuple[Declaration, ...], bool]:
    """What a job keeps, and whether it keeps more than the file tells."""
    more = is_true(find(job, "artifacts", "untracked"))
    found = []
    for text, line in texts_of(find(job, "artifacts", "paths")):
        name = posixpath.normpath(to_pattern(text, variables))
        if is_unknown(name, ".") or name == ".":
            more = True
        else:
            found.append(Declaration(name, Place(path, line), "upload"))
    return tuple(found), more


def _children(job: Table, path: str, variables: Mapping[str, str]) -> tuple[Run, ...]:
    """The files of this repository that a child pipeline consists of."""
    include = find(job, "trigger", "include")
    items = items_of(include) or ((include,) if include is not None else ())
    found = []
    for item in items:
        local = find(item, "local")
        text = text_of(item) or text_of(local)
        foreign = find(item, "project") is not None or find(item, "artifact") is not None
        if text and not foreign and "://" not in text and not is_open(expand(text, variables)):
            target = posixpath.normpath(expand(text, variables).lstrip("/"))
            found.append(Run(Place(path, item.line), step=target))
    return tuple(found)


def _other_projects(job: Table, path: str) -> tuple[ActionUse, ...]:
    """The project whose pipeline a job starts."""
    trigger = job.get("trigger")
    project = text_of(trigger) or text_of(find(trigger, "project"))
    if project is None:
        return ()
    return (ActionUse(f"trigger {project}", (), Place(path, job.line_of("trigger"))),)

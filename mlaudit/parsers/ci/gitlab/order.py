"""The order of jobs, and the artifacts that later ones start with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import Declaration, DeclaredStep
from mlaudit.parsers.ci.texts import is_false
from mlaudit.parsers.environment.values import find, items_of, text_of, texts_of

_STAGES = ("build", "test", "deploy")


def read_stages(root: Data | None) -> tuple[str, ...]:
    """The stages of a file in order."""
    named = tuple(text for text, _ in texts_of(find(root, "stages")))
    inner = (stage for stage in named or _STAGES if stage not in (".pre", ".post"))
    return (".pre", *inner, ".post")


def in_order(
    steps: list[DeclaredStep], tables: Mapping[str, Table], stages: tuple[str, ...]
) -> list[DeclaredStep]:
    """The same jobs with the jobs before them, and with what those hand to them as read."""
    earlier = {name: _earlier(name, tables, stages) for name in tables}
    written = {step.name: step.writes for step in steps}
    return [
        replace(
            step,
            after=_after(tables[step.name], earlier[step.name], tables),
            reads=(*step.reads, *_handed(step, tables, earlier[step.name], written)),
        )
        for step in steps
    ]


def _earlier(name: str, tables: Mapping[str, Table], stages: tuple[str, ...]) -> tuple[str, ...]:
    """The jobs of all stages before that of a job."""
    stage = _stage(tables[name])
    if stage not in stages:
        return ()
    before = set(stages[: stages.index(stage)])
    return tuple(other for other, table in tables.items() if _stage(table) in before)


def _stage(job: Table) -> str:
    return text_of(job.get("stage")) or "test"


def _needed(job: Table) -> dict[str, bool] | None:
    """The jobs that `needs` names, each with whether it hands its artifacts over; or None."""
    needs = job.get("needs")
    if needs is None:
        return None
    found: dict[str, bool] = {}
    for item in items_of(needs) or (needs,):
        found.update((text, True) for text, _ in texts_of(item))
        name, taken = text_of(find(item, "job")), find(item, "artifacts")
        if name is not None and find(item, "pipeline") is None and find(item, "project") is None:
            found[name] = not is_false(taken)
    return found


def _after(job: Table, earlier: tuple[str, ...], tables: Mapping[str, Table]) -> tuple[str, ...]:
    needed = _needed(job)
    return earlier if needed is None else tuple(name for name in needed if name in tables)


def _handed(
    step: DeclaredStep,
    tables: Mapping[str, Table],
    earlier: tuple[str, ...],
    written: Mapping[str, tuple[Declaration, ...]],
) -> list[Declaration]:
    job = tables[step.name]
    if job.get("trigger") is not None:
        return []
    needed = _needed(job)
    givers = earlier if needed is None else tuple(name for name, takes in needed.items() if takes)
    key = "stage" if needed is None else "needs"
    if job.get("dependencies") is not None:
        chosen = {text for text, _ in texts_of(job.get("dependencies"))}
        givers, key = tuple(name for name in givers if name in chosen), "dependencies"
    place = replace(step.place, line=job.line_of(key))
    paths = (write.path for name in givers for write in written.get(name, ()))
    return [Declaration(path, place, "download") for path in dict.fromkeys(paths)]

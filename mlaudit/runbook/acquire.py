"""Actions that obtain what the workflow starts from."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.model.assessment import Action
from mlaudit.model.vocabulary import Automation, Tracking
from mlaudit.runbook.closure import Closure
from mlaudit.runbook.inputs import InputSource, find_source, group_of
from mlaudit.runbook.registered import BROUGHT, assign, describe_work

_SHOWN = 3


def find_acquisitions(closure: Closure) -> tuple[Action, ...]:
    """The inputs that a person must fetch, in the order of first need.

    What one step reads from one folder, or from one folder of a host, is one action. Who told of
    it plays no part in that: writing an instruction must never make more work of it.
    """
    groups: dict[tuple[str, str], list[InputSource]] = {}
    for id_ in closure.inputs:
        source = find_source(closure.evidence, id_, closure.steps)
        if source is not None and source.by_hand:
            key = (group_of(source.artifact), _first_reader(closure, id_))
            groups.setdefault(key, []).append(source)
    return tuple(_acquire_all(sources) for sources in groups.values())


def _first_reader(closure: Closure, artifact: str) -> str:
    readers = closure.workflow.consumers.get(artifact, ())
    return next((step.id for step in closure.steps if step.id in readers), "")


def _acquire_all(sources: list[InputSource]) -> Action:
    """One action; while nobody is told of one of the files, that is what it says."""
    parts = tuple(map(_acquire, sources))
    if len(parts) == 1:
        return parts[0]
    untold = [part for part in parts if part.automation is Automation.HIDDEN]
    ids = tuple(source.artifact.id for source in sources)
    first = (untold or parts)[0]
    action = replace(first, what=list_names(ids), about=ids, parts=parts)
    if len(untold) == len(parts):
        return action
    if untold:
        names = list_names(tuple(part.what for part in untold))
        return replace(action, reason=f"{names}: {first.reason}")
    steps = dict.fromkeys(source.registered for source in sources)
    # As if nothing were told of it, so that all of it comes from what is registered.
    bare = replace(action, automation=Automation.HIDDEN)
    return assign(bare, [step for step in steps if step is not None])


def _acquire(source: InputSource) -> Action:
    id_ = source.artifact.id
    hidden = source.place is None
    action = Action(
        "acquire",
        id_,
        Automation.HIDDEN if hidden else Automation.DOCUMENTED,
        source.place or source.need,
        reason=_explain(source),
        about=(id_,),
        codes=BROUGHT,
    )
    return action if source.registered is None else assign(action, [source.registered])


def _explain(source: InputSource) -> str:
    if source.registered is not None:
        return describe_work(source.registered, source.artifact.id)
    if source.place is not None:
        return ""
    reason = "nothing makes or fetches it"
    if source.artifact.tracking == Tracking.IGNORED:
        return f"{reason}; .gitignore keeps it out"
    if source.artifact.id.startswith(("/", "~")) or source.artifact.id[1:3] in (":/", ":\\"):
        return f"{reason}; the path is of one machine"
    return reason


def list_names(names: tuple[str, ...]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more

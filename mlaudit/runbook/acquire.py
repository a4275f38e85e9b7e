"""Actions that obtain what the workflow starts from."""

from __future__ import annotations

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
    return tuple(_acquire(sources) for sources in groups.values())


def _first_reader(closure: Closure, artifact: str) -> str:
    readers = closure.workflow.consumers.get(artifact, ())
    return next((step.id for step in closure.steps if step.id in readers), "")


def _acquire(sources: list[InputSource]) -> Action:
    ids = tuple(source.artifact.id for source in sources)
    hidden = next((source for source in sources if source.place is None), None)
    registered = next((source for source in sources if source.registered is not None), None)
    first = hidden or registered or sources[0]
    action = Action(
        "acquire",
        list_names(ids),
        Automation.HIDDEN if hidden else Automation.DOCUMENTED,
        first.place or first.need,
        reason=_explain(first, list_names(ids)),
        about=ids,
        codes=BROUGHT,
    )
    return action if hidden else assign(action, first.registered)


def _explain(source: InputSource, what: str) -> str:
    if source.registered is not None:
        return describe_work(source.registered, what)
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

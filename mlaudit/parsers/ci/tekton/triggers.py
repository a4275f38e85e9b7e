"""What starts a run: events, as `Pipelines as Code` and trigger templates say, or a person.

Source: https://pipelinesascode.com/docs/guide/authoringprs/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Entry, Table
from mlaudit.model.facts import Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.patterns import lazy_regex

_AS_CODE = "pipelinesascode.tekton.dev/"
_KINDS = {
    "push": TriggerKind.PUSH,
    "pull_request": TriggerKind.PULL_REQUEST,
    "incoming": TriggerKind.EVENT,
}
_WORD = lazy_regex(r"[\w./*-]+")
_EVENT = lazy_regex(r"event\s*==\s*[\"'](\w+)[\"']")


def read_triggers(run: Table, path: str, *, templated: bool) -> tuple[Trigger, ...]:
    """The triggers of a `PipelineRun` or `TaskRun`.

    Args:
        run: the resource.
        path: of the file.
        templated: it stands in a template that events fill in.
    """
    place = Place(path, run.line)
    if templated:
        return (Trigger(TriggerKind.EVENT, "", place),)
    found = tuple(_as_code(find(run, "metadata", "annotations"), path))
    return found or (Trigger(TriggerKind.DISPATCH, "", place),)


def _as_code(annotations: Data | None, path: str) -> Iterator[Trigger]:
    texts = {entry.key: (text_of(entry.value) or "", entry.line) for entry in _own(annotations)}
    events, line = texts.get("on-event", ("", 0))
    branches = ", ".join(_WORD.findall(texts.get("on-target-branch", ("", 0))[0]))
    names = _WORD.findall(events)
    expression, at = texts.get("on-cel-expression", ("", 0))
    names += _EVENT.findall(expression)
    for name in dict.fromkeys(names):
        kind = _KINDS.get(name, TriggerKind.EVENT)
        is_tag = kind == TriggerKind.PUSH and "refs/tags/" in branches
        kind = TriggerKind.TAG if is_tag else kind
        yield Trigger(kind, branches.replace("refs/tags/", ""), Place(path, line or at))


def _own(annotations: Data | None) -> Iterator[Entry]:
    for entry in entries_of(annotations):
        if entry.key.startswith(_AS_CODE):
            yield replace(entry, key=entry.key.removeprefix(_AS_CODE))

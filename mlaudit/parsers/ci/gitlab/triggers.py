"""What starts the jobs of a pipeline: `workflow`, `rules`, `only`, `except` and `when`.

Sources: https://docs.gitlab.com/ci/yaml/#rules and https://docs.gitlab.com/ci/yaml/deprecated_keywords/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Gate, Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.ci.gitlab.conditions import Known, Unknown, holds
from mlaudit.parsers.ci.gitlab.keywords import read_keywords
from mlaudit.parsers.environment.values import find, items_of, text_of
from mlaudit.patterns import lazy_regex

_KINDS = {
    "push": TriggerKind.PUSH,
    "tag": TriggerKind.TAG,
    "merge_request_event": TriggerKind.PULL_REQUEST,
    "schedule": TriggerKind.SCHEDULE,
    "web": TriggerKind.DISPATCH,
    "parent_pipeline": TriggerKind.CALL,
    "trigger": TriggerKind.EVENT,
    "api": TriggerKind.EVENT,
    "pipeline": TriggerKind.EVENT,
}
_SOURCE = lazy_regex(r"\b(" + "|".join(_KINDS) + r")\b")
_BRANCH = lazy_regex(r"\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*(?:==|=~)\s*(\S+)")
_ON_BRANCHES = ("push", "schedule", "web", "trigger", "api", "pipeline", "parent_pipeline")


@immutable
class Start:
    """One way in which an event may start a job: `when` of the rule, and where it says so."""

    event: str
    when: str
    detail: str
    place: Place


@immutable
class Pipeline:
    """What a file says for all its jobs; `default` is the event of a job that names none."""

    path: str
    workflow: tuple[Data, ...]
    variables: Mapping[str, str]
    default: str


def read_starts(job: Table, pipeline: Pipeline) -> tuple[Start, ...]:
    """Every way in which the job may start, never-starting ones included."""
    rules = items_of(job.get("rules"))
    texts = " ".join(_condition(rule) for rule in (*pipeline.workflow, *rules))
    events = dict.fromkeys((pipeline.default, *_mentioned(texts)))
    own = text_of(job.get("when")) or "on_success"
    place = Place(pipeline.path, job.line_of("when"))
    keywords = () if rules else read_keywords(job, pipeline.path, pipeline.default)
    found: list[Start] = []
    for event in dict.fromkeys((*events, *(word.event for word in keywords))):
        branch = _branch_of_workflow(event, pipeline)
        if branch is None:
            continue
        if rules:
            starts = _outcomes(rules, event, own, pipeline)
            found.extend(replace(start, detail=start.detail or branch) for start in starts)
        elif job.get("only") is None and job.get("except") is None:
            found.append(Start(event, own, branch, place))
    found.extend(
        Start(word.event, own, word.detail, word.place)
        for word in keywords
        if _branch_of_workflow(word.event, pipeline) is not None
    )
    return tuple(dict.fromkeys(found))


def to_triggers(starts: tuple[Start, ...], job: Table, pipeline: Pipeline) -> tuple[Trigger, ...]:
    """The triggers of a job; a job that nothing starts has one that is switched off."""
    found = [_trigger(start) for start in starts if start.when != "never"]
    if not found:
        never = next((s.place for s in starts), Place(pipeline.path, job.line))
        return (Trigger(_KINDS[pipeline.default], "", never, enabled=False),)
    return tuple(dict.fromkeys(found))


def to_gates(starts: tuple[Start, ...], job: Table) -> tuple[Gate, ...]:
    """Where the job waits for a person; one that only takes an environment down does not count."""
    environment = job.get("environment")
    if text_of(find(environment, "action")) == "stop":
        return ()
    name = text_of(environment) or text_of(find(environment, "name"))
    detail = f"manual start, environment {name}" if name else "manual start"
    places = dict.fromkeys(start.place for start in starts if start.when == "manual")
    return tuple(Gate(place, detail) for place in places)


def _trigger(start: Start) -> Trigger:
    if start.when == "manual":
        return Trigger(TriggerKind.PERSON, "manual", start.place)
    kind = _KINDS[start.event]
    detail = start.event if kind == TriggerKind.EVENT else start.detail
    return Trigger(kind, detail, start.place)


def _branch_of_workflow(event: str, pipeline: Pipeline) -> str | None:
    """The branch to which the workflow limits an event, "" for any, None where none may start."""
    if not pipeline.workflow:
        return ""
    found = _outcomes(pipeline.workflow, event, "always", pipeline)
    branches = [outcome.detail for outcome in found if outcome.when != "never"]
    if not branches:
        return None
    return ", ".join(dict.fromkeys(branches)) if all(branches) else ""


def _outcomes(
    rules: tuple[Data, ...], event: str, default: str, pipeline: Pipeline
) -> Iterator[Start]:
    """What the first rule that holds says, and those before it that may hold."""
    values = _values(event, pipeline.variables)
    for rule in rules:
        if not isinstance(rule, Table):
            continue
        text = _condition(rule)
        state = holds(text, values) if text else True
        if state is False:
            continue
        branch = _BRANCH.search(text) if event in ("push", "schedule") else None
        detail = branch[1].strip("\"'") if branch and event == "push" else ""
        when = text_of(rule.get("when")) or default
        yield Start(event, when, detail, Place(pipeline.path, rule.line))
        narrowed = rule.get("changes") is not None or rule.get("exists") is not None
        if state is True and not narrowed:
            return


def _condition(rule: Data) -> str:
    condition = find(rule, "if")
    return str(condition.value) if isinstance(condition, Scalar) else ""


def _mentioned(texts: str) -> Iterator[str]:
    """The events that conditions speak of: others may start a pipeline, but nothing says so."""
    if "CI_PIPELINE_SOURCE" in texts:
        yield from (name for name in _SOURCE.findall(texts) if name != "tag")
    if "CI_COMMIT_TAG" in texts:
        yield "tag"
    if "CI_MERGE_REQUEST_" in texts:
        yield "merge_request_event"


def _values(event: str, variables: Mapping[str, str]) -> dict[str, Known | Unknown]:
    values: dict[str, Known | Unknown] = {}
    if event in ("push", "tag", "merge_request_event"):
        # All other pipelines may be started with variables of their own.
        values.update((name, Known(text)) for name, text in variables.items() if text)
    given, absent = Unknown(given=True), Known(None)
    merge = given if event == "merge_request_event" else absent
    return values | {
        "CI_PIPELINE_SOURCE": Known("push" if event == "tag" else event),
        "CI_COMMIT_BRANCH": given if event in _ON_BRANCHES else absent,
        "CI_COMMIT_TAG": given if event == "tag" else absent,
        "CI_MERGE_REQUEST_ID": merge,
        "CI_MERGE_REQUEST_IID": merge,
        "CI_DEFAULT_BRANCH": given,
        "CI_COMMIT_REF_NAME": given,
    }

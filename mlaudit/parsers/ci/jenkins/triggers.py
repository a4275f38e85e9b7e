"""What starts a pipeline, the parameters that it asks for, and which stages then run.

Source: https://www.jenkins.io/doc/book/pipeline/syntax/#triggers
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.facts import Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.ci.jenkins.parameters import read_parameter
from mlaudit.parsers.ci.jenkins.parts import each_call
from mlaudit.parsers.ci.jenkins.tree import Block, Call, Items, Name, Node
from mlaudit.parsers.ci.jenkins.values import texts_in, to_pattern
from mlaudit.parsers.ci.jenkins.when import LIMITING, branches_of, may_run, mentions

_PUSHES = ("githubPush", "gitlab", "bitbucketPush", "gitlabPush")


@immutable
class Inputs:
    """What a file says of its start: its triggers, and (name, default) of its parameters."""

    triggers: tuple[Trigger, ...]
    parameters: tuple[tuple[str, str | None], ...]

    @property
    def defaults(self) -> dict[str, str]:
        """The defaults of the parameters that have one."""
        return {name: default for name, default in self.parameters if default is not None}


def read_inputs(root: Block, path: str) -> Inputs:
    """Triggers and parameters, of a declarative pipeline or of `properties([…])`."""
    triggers: list[Trigger] = []
    parameters: dict[str, str | None] = {}
    follows_branches = False
    for call in each_call(root):
        parts = [*(call.block.nodes if call.block else ()), *_listed(call)]
        if call.name in ("triggers", "pipelineTriggers"):
            triggers += [found for node in parts for found in _trigger(node, path)]
        elif call.name in ("parameters", "properties.parameters"):
            parameters.update(found for node in parts for found in read_parameter(node))
        elif call.name == "when" and call.block is not None:
            follows_branches = follows_branches or mentions(call.block, *LIMITING)
    if not triggers and follows_branches:
        triggers.append(Trigger(TriggerKind.PUSH, "", Place(path, root.line)))
    return Inputs(tuple(triggers), tuple(parameters.items()))


def _listed(call: Call) -> list[Node]:
    return [
        item.value
        for argument in call.arguments
        if isinstance(argument.value, Items)
        for item in argument.value.items
    ]


def _trigger(node: Node, path: str) -> Iterator[Trigger]:
    if not isinstance(node, Call | Name):
        return
    name = node.name if isinstance(node, Call) else node.text
    place = Place(path, node.line)
    texts = [to_pattern(text, {}) for text in texts_in(node)]
    detail = next((text for text in texts if text.strip()), "")
    if name in ("cron", "parameterizedCron") and detail:
        rows = (row.strip() for row in detail.splitlines())
        for row in rows:
            if row and not row.startswith(("#", "TZ=")):
                yield Trigger(TriggerKind.SCHEDULE, row.partition("%")[0].strip(), place)
    elif name == "pollSCM" or name in _PUSHES:
        yield Trigger(TriggerKind.PUSH, "", place)
    elif name in ("upstream", "GenericTrigger", "genericTrigger"):
        yield Trigger(TriggerKind.EVENT, f"upstream: {detail}" if name == "upstream" else "", place)


def limit(
    inputs: Inputs, conditions: tuple[Block, ...], path: str, line: int
) -> tuple[Trigger, ...]:
    """The triggers of a stage: those on which its conditions may hold."""
    found: list[Trigger] = []
    branches = ", ".join(filter(None, map(branches_of, conditions)))
    for trigger in inputs.triggers:
        kinds = [trigger.kind]
        if trigger.kind == TriggerKind.PUSH:
            kinds += _further(conditions)
        for kind in kinds:
            if _may_run(conditions, kind, inputs):
                detail = branches if kind == TriggerKind.PUSH and not trigger.detail else ""
                detail = trigger.detail or detail if kind == trigger.kind else ""
                found.append(replace(trigger, kind=kind, detail=detail))
    if found or not conditions:
        return tuple(found)
    never = not _may_run(conditions, TriggerKind.PERSON, inputs)
    chosen = all(may_run(c, TriggerKind.EVENT, inputs.defaults) is not False for c in conditions)
    if chosen and not never:
        return ()
    return (Trigger(TriggerKind.DISPATCH, "", Place(path, line), enabled=not never),)


def _further(conditions: tuple[Block, ...]) -> Iterator[TriggerKind]:
    if any(mentions(condition, "tag", "buildingTag") for condition in conditions):
        yield TriggerKind.TAG
    if any(mentions(condition, "changeRequest") for condition in conditions):
        yield TriggerKind.PULL_REQUEST


def _may_run(conditions: tuple[Block, ...], kind: TriggerKind, inputs: Inputs) -> bool:
    return all(may_run(c, kind, inputs.defaults) is not False for c in conditions)

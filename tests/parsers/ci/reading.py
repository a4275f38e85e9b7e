"""What tests of CI systems say of the steps that they read."""

from __future__ import annotations

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.shell import Command


def commands(step: DeclaredStep) -> list[str]:
    """The commands that a step runs, words joined; "?" for a word that is not known."""
    return [
        " ".join("?" if word.literal is None else word.literal for word in node.words)
        for run in step.runs
        if run.script is not None
        for node in run.script.nodes
        if isinstance(node, Command)
    ]


def starts(step: DeclaredStep) -> list[str]:
    """The triggers of a step in a few words."""
    return [
        f"{t.kind.value} {t.detail}".strip() + ("" if t.enabled else " off") for t in step.triggers
    ]


def gates(step: DeclaredStep) -> list[str]:
    """What a step waits for."""
    return [gate.detail for gate in step.gates]


def reads(step: DeclaredStep) -> list[str]:
    """The paths that a step declares as read."""
    return [declaration.path for declaration in step.reads]


def writes(step: DeclaredStep) -> list[str]:
    """The paths that a step declares as written."""
    return [declaration.path for declaration in step.writes]

"""Steps that hand something finished to others: uploads, deployments, registrations."""

from __future__ import annotations

from mlaudit.model.graph import Workflow
from mlaudit.model.workflow import Effect, Step

RELEASING = frozenset({"upload", "deploy", "publish", "promote", "register"})
"""Kinds of effect that others notice outside the repository."""


def releases_of(workflow: Workflow, step: Step) -> tuple[Effect, ...]:
    """What a step releases by its own commands and code."""
    return tuple(effect for effect in workflow.own_effects(step) if effect.kind in RELEASING)


def performs_release(step: Step) -> bool:
    """Does performing the step release something, by itself or through what it starts?"""
    return any(effect.kind in RELEASING for effect in step.effects)

"""What rules say of the entries of registered manual steps."""

from __future__ import annotations

from mlaudit.judge.rule import Observation
from mlaudit.model.workflow import Step


def observe_entry(step: Step, message: str, remedy: str) -> Observation:
    """The finding about an entry."""
    return Observation(
        place=step.place,
        scope=step.scope,
        subject=step.name,
        message=message,
        remedy=remedy,
        about=(step.id,),
    )

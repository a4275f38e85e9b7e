"""LOV009: failures that have no consequence."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.silences import silenced_work
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.code import Silence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_swallowed_failures(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each command, job or handler."""
    for silenced in silenced_work(workflow):
        yield _observe(silenced.silence, silenced.units)


def _observe(silence: Silence, about: tuple[str, ...]) -> Observation:
    what = " ".join(silence.what.split())[:100]
    if silence.kind == "except":
        says = f"goes on without a word where anything fails ({what} is caught and dropped)"
    else:
        says = f"counts as passed where `{what}` fails"
    return Observation(
        place=silence.place,
        scope=silence.step,
        subject=what,
        message=f"{silence.place.path} {says}; whether it worked is known only to a person who "
        "reads the log.",
        remedy="Let it fail: drop `|| true`, `continue-on-error` or the empty handler; what may "
        "really fail, name (one error, one command), and log it.",
        about=about,
    )


RULE = Rule(
    code="LOV009",
    slug="swallowed-failure",
    family="observability",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_swallowed_failures,
)

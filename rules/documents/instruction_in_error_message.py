"""DOC009: code that finds something missing and asks a person to see to it."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.messages import AskingCode, asking_code
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence, Part
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_DECLARE = (
    "Declare that step as what comes before (a stage in dvc.yaml or a Makefile target), or let "
    "this code call it."
)
_FETCH = (
    "Fetch it in a step and check its hash (`dvc import-url`), so that the message is never needed."
)


def find_messages(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file and the code around the messages."""
    for code in asking_code(workflow):
        yield _observe(code)


def _observe(code: AskingCode) -> Observation:
    first = code.first
    return Observation(
        place=first.place,
        also=tuple(item.place for item in code.told),
        scope=first.heading,
        subject=first.text[:120],
        message=f"{first.place.path} knows what is missing and asks a person to see to it: "
        f'"{first.text[:160]}"',
        remedy=_DECLARE if code.wants_a_run else _FETCH,
        severity=Severity.HIGH if code.needed else Severity.MEDIUM,
        evidence=tuple(Evidence(item.place, item.text[:120]) for item in code.told[1:6]),
        about=(*(unit.id for unit in code.units), *code.artifacts),
        parts=tuple(
            Part(item.place.path, item.heading, item.text[:120], (item.place,))
            for item in (first, *code.told[1:])
        ),
    )


RULE = Rule(
    code="DOC009",
    slug="instruction-in-error-message",
    family="documents",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_messages,
)

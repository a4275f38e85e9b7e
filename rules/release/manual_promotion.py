"""REL004: a version that a person promotes in the registry by hand."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.mentions import mentions_of
from mlaudit.graph.analysis.promotions import Promotion, manual_promotions
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_manual_promotions(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each alias of an entry."""
    return (_observe(workflow, promotion) for promotion in manual_promotions(workflow))


def _observe(workflow: Workflow, promotion: Promotion) -> Observation:
    step, first = promotion.reads[0]
    others = {access.place: unit for unit, access in promotion.reads if access.place != first.place}
    return Observation(
        place=first.place,
        scope=first.scope,
        subject=promotion.reference,
        message=f"{first.place.path} takes the version of {promotion.entry} that is called "
        f"`{promotion.alias}`; {listing(promotion.makers, 2)} registers versions, and nothing in "
        f"this repository gives one of them that name: a person does it in the registry, and why "
        "that version is written nowhere.",
        remedy=f"Add a step that compares the metrics of the new version with those of the one in "
        f"use and then gives it the name `{promotion.alias}` (an alias in the call that logs it, "
        "or `set_registered_model_alias`).",
        evidence=(
            *(Evidence(place, f"{unit.id} takes it, too") for place, unit in others.items()),
            *mentions_of(workflow, promotion.reference),
        ),
        about=tuple(dict.fromkeys((promotion.reference, step.id, *promotion.makers))),
    )


RULE = Rule(
    code="REL004",
    slug="manual-promotion",
    family="release",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_manual_promotions,
)

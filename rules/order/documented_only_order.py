"""ORD002: units whose order only a document tells."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.chains import Chain, chains_of
from mlaudit.judge.parts import parts_for_steps
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import name_of_whole
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity


def find_documented_only_orders(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each chain, at the document that lists its commands."""
    for chain in chains_of(workflow, "documented"):
        place = _document(chain)
        names = ", then ".join(name_of_whole(whole) for whole in chain.wholes[:5])
        more = ", …" if len(chain.wholes) > 5 else ""
        yield Observation(
            place=place or chain.place,
            scope="" if place else chain.reading.scope,
            subject=chain.last.id,
            message=f"A person must run {names}{more} in the order of "
            f"{place.path if place else 'a document'}; no command does it for them.",
            remedy=chain.remedy,
            severity=Severity.MEDIUM if chain.needed else Severity.LOW,
            confidence=chain.confidence,
            evidence=_evidence(chain, place),
            about=chain.about,
            parts=parts_for_steps(whole.step for whole in chain.wholes),
        )


def _document(chain: Chain) -> Place | None:
    places = [edge.place for edge in chain.edges if edge.place is not None]
    return min(places, key=lambda place: place.sort_key, default=None)


def _evidence(chain: Chain, place: Place | None) -> tuple[Evidence, ...]:
    return tuple(item for item in chain.evidence if item.place != place)


RULE = Rule(
    code="ORD002",
    slug="documented-only-order",
    family="order",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_documented_only_orders,
)

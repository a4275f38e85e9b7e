"""ORD001: units that must run in an order that nothing tells."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.chains import Chain, chains_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, name_of_whole
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_implicit_orders(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each chain of units that hang together."""
    for chain in chains_of(workflow, "implicit"):
        yield Observation(
            place=chain.place,
            scope=chain.reading.scope,
            subject=chain.last.id,
            message=_message(chain),
            remedy=chain.remedy,
            severity=_severity(chain),
            confidence=chain.confidence,
            evidence=chain.evidence,
            about=chain.about,
        )


def _message(chain: Chain) -> str:
    names = [name_of_whole(whole) for whole in chain.wholes]
    if len(names) == 2:
        before, after = names
        read = listing(artifact.id for edge in chain.edges for artifact in edge.artifacts)
        return (
            f"{after} reads {read}, which {before} writes; nothing says that {before} must run "
            "first."
        )
    return (
        f"{len(names)} steps must run in an order that is written down nowhere: "
        f"{', then '.join(names[:5])}{', …' if len(names) > 5 else ''}."
    )


def _severity(chain: Chain) -> Severity:
    if all(edge.kept for edge in chain.edges):
        return Severity.LOW
    return Severity.HIGH if chain.needed else Severity.MEDIUM


RULE = Rule(
    code="ORD001",
    slug="implicit-order",
    family="order",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_implicit_orders,
)

"""ORD001: units that must run in an order that nothing tells."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.chains import Chain, chains_of
from mlaudit.graph.analysis.edges import LooseEdge
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, name_of
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
    if len(chain.edges) == 1:
        edge = chain.edges[0]
        return f"{_needs(edge)}; nothing says that {name_of(edge.before)} must run first."
    return (
        f"{len(chain.units)} steps must run in an order that is written down nowhere: "
        f"{', then '.join(name_of(unit) for unit in chain.units[:5])}"
        f"{', …' if len(chain.units) > 5 else ''}."
    )


def _needs(edge: LooseEdge) -> str:
    names = listing(artifact.id for artifact in edge.artifacts)
    return f"{name_of(edge.after)} reads {names}, which {name_of(edge.before)} writes"


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

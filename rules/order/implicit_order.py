"""ORD001: units that must run in an order that nothing tells."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.chains import Chain, chains_of
from mlaudit.judge.parts import parts_for_steps
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, name_of_whole
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_SHOWN = 24


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
            evidence=(*dict.fromkeys(chain.hints), *chain.evidence)[:_SHOWN],
            about=chain.about,
            parts=parts_for_steps(whole.step for whole in chain.wholes),
        )


def _message(chain: Chain) -> str:
    names = [name_of_whole(whole) for whole in chain.wholes]
    hint = str(chain.hints[0].place) if chain.is_described else "the numbers of the names"
    if len(names) == 2:
        before, after = names
        read = listing(artifact.id for edge in chain.edges for artifact in edge.artifacts)
        says = f"only {hint} hint{'s' * chain.is_described}" if chain.is_hinted else "nothing says"
        return f"{after} reads {read}, which {before} writes; {says} that {before} must run first."
    says = f"only {hint} hint{'s' * chain.is_described} at" if chain.is_hinted else ""
    return (
        f"{len(names)} steps must run in an order that {says or 'is written down nowhere'}: "
        f"{', then '.join(names[:5])}{', …' if len(names) > 5 else ''}."
    )


def _severity(chain: Chain) -> Severity:
    if all(edge.kept for edge in chain.edges) or chain.is_numbered:
        return Severity.LOW
    return Severity.HIGH if chain.needed and not chain.is_described else Severity.MEDIUM


RULE = Rule(
    code="ORD001",
    slug="implicit-order",
    family="order",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_implicit_orders,
)

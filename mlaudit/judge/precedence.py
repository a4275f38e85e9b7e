"""One root cause is one finding: which code wins over which, and about what they must agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mlaudit.model.finding import Evidence, Finding
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable


@immutable
class Precedence:
    """A finding of `winner` beats one of `loser` where they concern the same thing.

    Attributes:
        winner, loser: codes.
        same: "artifact" and "step": all those of the loser are the winner's too; "order": two
            steps or more are shared; "project": always.
    """

    winner: str
    loser: str
    same: str


def _chain(same: str, *codes: str) -> tuple[Precedence, ...]:
    """Each code beats all that follow it."""
    return tuple(
        Precedence(winner, loser, same)
        for index, winner in enumerate(codes)
        for loser in codes[index + 1 :]
    )


PRECEDENCE: tuple[Precedence, ...] = (
    *_chain("artifact", "DOC009", "DOC001", "DOC002", "INP001"),
    *_chain("artifact", "HUM003", "INP002", "INP001"),
    *_chain("artifact", "HUM007", "HUM005", "INP001", "HUM008"),
    *_chain("artifact", "HUM007", "ART002"),
    *_chain("artifact", "CFG012", "INP001"),
    *_chain("artifact", "INP002", "HUM008"),
    *_chain("artifact", "INP004", "HUM008"),
    *_chain("artifact", "ART004", "HUM008"),
    *_chain("artifact", "INP017", "INP002", "INP009", "INP004", "INP005", "INP001"),
    *_chain("artifact", "INP003", "INP004", "INP001"),
    *_chain("artifact", "LLM004", "LLM003"),
    *_chain("artifact", "LLM004", "INP004"),
    *_chain("artifact", "LLM009", "REL009", "INP001"),
    *_chain("artifact", "LLM009", "ART001"),
    *_chain("artifact", "REL006", "REL009", "INP001"),
    *_chain("artifact", "REL006", "REL009", "ART001"),
    *_chain("artifact", "REL006", "REL009", "ART002"),
    *_chain("artifact", "ART009", "ART001"),
    *_chain("artifact", "ART007", "ART008"),
    *_chain("artifact", "REL004", "ART008"),
    *_chain("artifact", "ART007", "INP004"),
    *_chain("artifact", "ART007", "INP001"),
    *_chain("artifact", "INP002", "ART006"),
    *_chain("artifact", "ART006", "ART004", "INP001"),
    *_chain("artifact", "ART004", "ART001"),
    *_chain("order", "ORD006", "ORD011", "ORD002", "ORD001"),
    *_chain("step", "NBK003", "NBK002", "NBK001"),
    *_chain("step", "REL010", "ORD008"),
    *_chain("step", "ORD010", "ORD005"),
    *_chain("project", "ENV001", "ENV002"),
    *_chain("project", "LOV002", "LOV001"),
)
"""Which findings are the evidence of others. Source: the field's taxonomy of root causes."""


def settle(findings: Iterable[Finding], workflow: Workflow) -> list[Finding]:
    """The findings that win; each of them has the ones that it beats among its evidence."""
    remaining = list(findings)
    for rank in PRECEDENCE:
        winners = [f for f in remaining if f.code == rank.winner]
        for loser in [f for f in remaining if f.code == rank.loser]:
            index = _find_winner(winners, loser, rank.same, workflow)
            if index is None:
                continue
            winner = winners[index]
            winners[index] = _with_evidence_of(winner, loser)
            remaining = [winners[index] if f is winner else f for f in remaining if f is not loser]
    return remaining


def _find_winner(
    winners: Sequence[Finding], loser: Finding, same: str, workflow: Workflow
) -> int | None:
    for index, winner in enumerate(winners):
        if _is_same(winner, loser, same, workflow):
            return index
    return None


def _is_same(winner: Finding, loser: Finding, same: str, workflow: Workflow) -> bool:
    if same == "project":
        return True
    if same == "artifact":
        mine = _ids(loser, workflow.artifact_by_id)
        return bool(mine) and mine <= _ids(winner, workflow.artifact_by_id)
    mine, theirs = _ids(loser, workflow.step_by_id), _ids(winner, workflow.step_by_id)
    if same == "order":
        return len(mine & theirs) > 1
    return bool(mine) and mine <= theirs


def _ids(finding: Finding, known: Mapping[str, object]) -> set[str]:
    return {id_ for id_ in (finding.subject, *finding.about) if id_ in known}


def _with_evidence_of(winner: Finding, loser: Finding) -> Finding:
    """The winner, which now also speaks for what the loser saw."""
    seen = {(evidence.place, evidence.note) for evidence in winner.evidence}
    more = [
        evidence
        for evidence in (Evidence(loser.place, loser.message), *loser.evidence)
        if (evidence.place, evidence.note) not in seen
    ]
    about = tuple(dict.fromkeys((*winner.about, *loser.about)))
    return replace(winner, evidence=(*winner.evidence, *more), about=about)

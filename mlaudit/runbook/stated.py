"""Actions that only a rule can see: an edit or a decision that the code asks for."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.model.assessment import Action
from mlaudit.model.finding import Finding
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation, Confidence, Severity
from mlaudit.runbook.registered import register

KINDS = {
    "CFG002": "edit",
    "CFG003": "edit",
    "CFG005": "edit",
    "CFG006": "edit",
    "CFG011": "edit",
    "HUM002": "supply",
    "HUM003": "supply",
    "HUM004": "carry",
    "HUM005": "label",
    "HUM007": "label",
    "HUM009": "label",
    "HUM011": "approve",
    "ART006": "carry",
    "ART007": "carry",
}
"""Kind of action by code of the finding that states it."""
_SURE = frozenset({Confidence.HIGH, Confidence.MEDIUM})
_GRAVE = frozenset({Severity.HIGH, Severity.MEDIUM})
_DOCUMENTS = (".md", ".rst", ".txt")


def add_stated(
    actions: tuple[Action, ...], findings: Iterable[Finding], workflow: Workflow
) -> tuple[Action, ...]:
    """The runbook with what findings state about its steps and no action covers yet.

    Each goes before the run of the step that it is about; a decision goes after it.

    Args:
        actions: of the runbook.
        findings: all of them.
        workflow: with the manual steps that may answer them.
    """
    result = list(actions)
    covered = {fingerprint for action in actions for fingerprint in action.findings}
    stating = [f for f in findings if f.code in KINDS and f.fingerprint not in covered]
    for finding in sorted(stating, key=lambda f: (f.place.sort_key, f.identity)):
        if not _counts(finding):
            continue
        kind = KINDS[finding.code]
        index = _find_run(result, finding)
        if index is not None:
            action = register(_act(kind, finding), [finding], workflow)
            result.insert(index + (kind == "approve"), action)
    return tuple(result)


def _counts(finding: Finding) -> bool:
    sure = finding.confidence in _SURE and finding.severity in _GRAVE
    return sure and finding.status != "ignored"


def _find_run(actions: list[Action], finding: Finding) -> int | None:
    """The first run of a step that the finding names."""
    named = {finding.subject, *finding.about}
    for index, action in enumerate(actions):
        if action.kind == "run" and not named.isdisjoint(action.about):
            return index
    return None


def _act(kind: str, finding: Finding) -> Action:
    told = next((e.place for e in finding.evidence if e.place.path.endswith(_DOCUMENTS)), None)
    return Action(
        kind,
        f"{finding.subject} in {finding.place.path}",
        Automation.DOCUMENTED if told is not None else Automation.HIDDEN,
        told or finding.place,
        reason=_shorten(finding.message),
        about=finding.about,
        codes=(finding.code,),
        findings=(finding.fingerprint,) if finding.fingerprint else (),
    )


def _shorten(message: str) -> str:
    """The first clause of a message, as a reason: without what a person must do about it."""
    clause = message.partition(";")[0].partition(", and ")[0].rstrip(".")
    return clause[:1].lower() + clause[1:] if clause.partition(" ")[0].istitle() else clause

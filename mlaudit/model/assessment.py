"""The runbook and the score: what a person must do, and how much of it is encoded."""

from __future__ import annotations

from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Automation


@immutable
class Action:
    """One thing that must happen between a clean clone and a deliverable.

    Attributes:
        kind: "acquire", "prepare", "run", "edit", "supply", "carry", "label", "approve",
            "release" or "activate".
        what: the object in a few words: a path, a command, a setting.
        automation: automated and scripted actions are shown, but are no work by hand.
        place: where it is written down or, for a hidden one, where the need for it shows.
        reason: why it is needed, one clause.
        about: ids of the steps and artifacts concerned.
        codes: codes of the rules whose findings about them explain the action.
        findings: fingerprints of those findings.
        manual: a person must act (false for what a trigger or the one command does).
        gate: a deliberate approval, reported apart.
        who, how: the owner of it and where the way to do it stands, where a manual step is
            registered for it.
        parts: each thing by itself, where several are obtained in one go.
    """

    kind: str
    what: str
    automation: Automation
    place: Place | None
    reason: str = ""
    about: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    manual: bool = True
    gate: bool = False
    who: str = ""
    how: str = ""
    parts: tuple[Action, ...] = ()


@immutable
class Obligation:
    """One question that must be answered for a deliverable, and how well it is.

    Attributes:
        dimension: "inputs", "order", "artifacts", "environment", "release" or "assurance".
        kind: "input", "run", "edge", "interaction", "trigger", "version", …
        subject: id of the step or artifact, or "a -> b" for an edge.
        weight: within its dimension.
        proven: credit from 0 to 1, unresolved accesses counted as 0.
        optimistic: the same with unresolved accesses counted as 1.
        codes: codes of the rules that may block it, in order of precedence.
        rung: the evidence that earned the credit, in words.
        about: ids that a blocking finding must name, all of them.
        finding: fingerprint of the finding that blocks it, "" if none does.
    """

    dimension: str
    kind: str
    subject: str
    weight: float
    proven: float
    optimistic: float
    codes: tuple[str, ...]
    rung: str
    about: tuple[str, ...] = ()
    finding: str = ""


@immutable
class DeliverableAssessment:
    """A deliverable with its runbook and score.

    Attributes:
        artifact, kind, weight: of the deliverable.
        runbook: everything that must happen, in order.
        manual_actions: number of actions by hand.
        undocumented: how many of them are written down nowhere.
        proven, optimistic: from 0 to 100.
        level: from 0 (remembered) to 4 (continuous).
        dimensions: (name, score from 0 to 100) of those that apply.
        obligations: what the score is made of.
    """

    artifact: str
    kind: str
    weight: float
    runbook: tuple[Action, ...]
    manual_actions: int
    undocumented: int
    proven: float
    optimistic: float
    level: int
    dimensions: tuple[tuple[str, float], ...]
    obligations: tuple[Obligation, ...] = ()


@immutable
class Score:
    """The score of a project; `proven` is None, with a reason, where nothing applies."""

    proven: float | None
    optimistic: float | None
    level: int | None
    reason: str | None
    dimensions: tuple[tuple[str, float], ...] = ()
    score_version: int = 1


@immutable
class Assessment:
    """The verdict on a workflow: the score and each deliverable, heaviest first."""

    score: Score
    deliverables: tuple[DeliverableAssessment, ...] = ()

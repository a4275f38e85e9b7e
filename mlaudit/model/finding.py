"""What a rule says."""

from __future__ import annotations

from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity


def names_of_rule(code: str, slug: str, family: str) -> tuple[str, ...]:
    """What a rule answers to, folded, the narrowest first: code, slug, family, its letters."""
    return tuple(name.casefold() for name in (code, slug, family, code[:3]))


@immutable
class Evidence:
    """Something that supports a finding, where a reader can check it."""

    place: Place
    note: str


@immutable
class Part:
    """One of the things that a finding is about, with an identity of its own.

    Attributes:
        path: of the file that it belongs to; "." for the project as a whole.
        scope, subject: as in `Finding`.
        places: where it shows, none where that is wherever the finding holds.
    """

    path: str
    scope: str
    subject: str
    places: tuple[Place, ...] = ()


@immutable
class Finding:
    """What a rule says about a subject at a place.

    Attributes:
        code: permanent, e.g. "INP001".
        rule: the slug, e.g. "untracked-input".
        family: "inputs", "order", "artifacts", "release", "environment", "parameters", "human",
            "observability", "models", "documents", "notebooks", "mlaudit".
        place: the first place a person should look at.
        also: further places of which it holds as of the first.
        scope: qualified name, job, target or heading around it; never a line or a cell.
        subject: the canonical artifact, variable, command or step that it is about.
        message: one plain sentence: what a person must do or know that nothing tells them.
        remedy: what to do now, concretely.
        evidence: further places.
        about: ids of the steps and artifacts concerned; links the finding to score and runbook.
        parts: what it is about one by one, where that is more than its place, scope and subject
            tell: a finding that grows by a part is new.
        status: "new", "baselined", "ignored" or "documented".
        points: what mending it would add to the score.
        fingerprint: hex digest of (code, path, scope, subject).
        reason: why it is ignored, in the words of whoever said so; else "".
    """

    code: str
    rule: str
    family: str
    severity: Severity
    confidence: Confidence
    place: Place
    scope: str
    subject: str
    message: str
    remedy: str
    evidence: tuple[Evidence, ...] = ()
    about: tuple[str, ...] = ()
    also: tuple[Place, ...] = ()
    parts: tuple[Part, ...] = ()
    status: str = "new"
    points: float = 0.0
    fingerprint: str = ""
    reason: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What its rule answers to, folded."""
        return names_of_rule(self.code, self.rule, self.family)

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes it the same finding after lines have moved."""
        return (self.code, self.place.path, self.scope, self.subject)

    @property
    def places(self) -> tuple[Place, ...]:
        """Everywhere that it holds, its own place first."""
        return tuple(dict.fromkeys((self.place, *self.also)))

    @property
    def identities(self) -> tuple[tuple[str, str, str, str], ...]:
        """The identity of each part, each once; its own where it has no parts."""
        told = ((self.code, part.path, part.scope, part.subject) for part in self.parts)
        return tuple(dict.fromkeys(told)) or (self.identity,)

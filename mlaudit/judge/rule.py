"""What a rule is, and what it says about a workflow."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import TypeAlias

from mlaudit.judge.identity import fingerprint_of
from mlaudit.model.finding import Evidence, Finding, Part, names_of_rule
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity


@immutable
class Observation:
    """What a check yields: a finding without what all findings of its rule share.

    Attributes:
        place, also, scope, subject, message, remedy, evidence, about, parts: as in `Finding`.
        severity, confidence: where they differ from the rule's own.
    """

    place: Place
    subject: str
    message: str
    remedy: str
    scope: str = ""
    evidence: tuple[Evidence, ...] = ()
    about: tuple[str, ...] = ()
    also: tuple[Place, ...] = ()
    parts: tuple[Part, ...] = ()
    severity: Severity | None = None
    confidence: Confidence | None = None


Check: TypeAlias = Callable[[Workflow], Iterable[Observation]]


@immutable
class Rule:
    """A rule: its permanent names, how bad and how sure its findings are, and its check.

    Every module below a package of the entry-point group `mlaudit.rules` that has a module-level
    `RULE` is found; its documentation is the Markdown file of the same name beside it.

    Attributes:
        code: permanent, three capitals and three digits.
        slug: the name of the pattern in lower case with hyphens.
        family: as in `Finding.family`.
        severity, confidence: of its findings, unless an observation says otherwise.
        check: a pure function of the workflow.
        late: the check looks at what the gate found out about what people wrote for mlaudit, notes
            that set findings aside and registered manual steps; it is applied after all others,
            and no note sets its findings aside.
    """

    code: str
    slug: str
    family: str
    severity: Severity
    confidence: Confidence
    check: Check
    late: bool = False

    def find(self, workflow: Workflow) -> Iterator[Finding]:
        """The findings of this rule, in the order of its check."""
        for seen in self.check(workflow):
            yield Finding(
                code=self.code,
                rule=self.slug,
                family=self.family,
                severity=seen.severity or self.severity,
                confidence=seen.confidence or self.confidence,
                place=seen.place,
                also=seen.also,
                scope=seen.scope,
                subject=seen.subject,
                message=seen.message,
                remedy=seen.remedy,
                evidence=seen.evidence,
                about=seen.about,
                parts=seen.parts,
                fingerprint=fingerprint_of(self.code, seen.place.path, seen.scope, seen.subject),
            )

    @property
    def names(self) -> tuple[str, ...]:
        """What it answers to, folded."""
        return names_of_rule(self.code, self.slug, self.family)

    @property
    def documentation(self) -> str:
        """The Markdown text beside the rule's module; raises FileNotFoundError where none is."""
        package, _, name = self.check.__module__.rpartition(".")
        if package:
            return (resources.files(package) / f"{name}.md").read_text(encoding="utf-8")
        file = sys.modules[self.check.__module__].__file__ or f"{name}.py"
        return Path(file).with_suffix(".md").read_text(encoding="utf-8")

"""The outcome of a scan, ready for any reporter."""

from __future__ import annotations

from dataclasses import dataclass

from mlaudit.model.assessment import Assessment, DeliverableAssessment
from mlaudit.model.change import WorkflowChange
from mlaudit.model.finding import Finding
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable


@immutable
class RuleCount:
    """How many findings of a rule there are, by what is made of them.

    Attributes:
        code, rule: of the rule.
        new: are shown, and nobody has accepted them.
        hidden: the profile does not show, of the new ones.
        baselined, ignored, documented: are set aside.
    """

    code: str
    rule: str
    new: int = 0
    hidden: int = 0
    baselined: int = 0
    ignored: int = 0
    documented: int = 0


@dataclass(frozen=True)
class ScanResult:
    """Everything a report shows.

    Attributes:
        workflow: the linked graph.
        assessment: runbooks and score.
        findings: shown at the chosen profile, most points first; those that are set aside have
            another status than "new".
        hidden: number of new findings that the profile does not show.
        ignored, baselined, documented: numbers of findings set aside, whatever the profile.
        seconds: wall time of the scan.
        version: of mlaudit.
        change: what the work tree changes, where it was compared with a commit.
        by_rule: the same numbers for each rule that found something, by code.
        baseline: name of the baseline that was used, "" where there is none, None where none was
            asked for.
        told: statuses of the findings that reports for people write out.
        stale: what stands in the baseline and is found no more: (code, path, subject) of each.
        failures: (what failed, why) of rules that crashed; the rest of the scan is complete.
        applied: codes of the rules that were applied to the end: of others nothing is known.
    """

    workflow: Workflow
    assessment: Assessment
    findings: tuple[Finding, ...]
    hidden: int = 0
    ignored: int = 0
    baselined: int = 0
    documented: int = 0
    seconds: float = 0.0
    version: str = ""
    change: WorkflowChange | None = None
    by_rule: tuple[RuleCount, ...] = ()
    baseline: str | None = None
    told: tuple[str, ...] = ("new",)
    stale: tuple[tuple[str, str, str], ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    applied: frozenset[str] = frozenset()

    @property
    def new(self) -> tuple[Finding, ...]:
        """The findings that are shown and that nobody has accepted."""
        return tuple(finding for finding in self.findings if finding.status == "new")

    @property
    def listed(self) -> tuple[Finding, ...]:
        """The findings that reports for people write out."""
        return tuple(finding for finding in self.findings if finding.status in self.told)


@immutable
class Runbooks:
    """Runbooks to show, with the workflow that tells more of what their actions are about."""

    workflow: Workflow
    deliverables: tuple[DeliverableAssessment, ...]

"""The outcome of a scan, ready for any reporter."""

from __future__ import annotations

from dataclasses import dataclass

from mlaudit.model.assessment import Assessment
from mlaudit.model.change import WorkflowChange
from mlaudit.model.finding import Finding
from mlaudit.model.graph import Workflow


@dataclass(frozen=True)
class ScanResult:
    """Everything a report shows.

    Attributes:
        workflow: the linked graph.
        assessment: runbooks and score.
        findings: shown at the chosen profile, most points first.
        hidden: number of findings that the profile does not show.
        ignored, baselined, documented: numbers of findings set aside.
        seconds: wall time of the scan.
        version: of mlaudit.
        change: what the work tree changes, where it was compared with a commit.
        failures: (what failed, why) of rules that crashed; the rest of the scan is complete.
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
    failures: tuple[tuple[str, str], ...] = ()

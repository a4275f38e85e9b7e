"""What the parts of the page share: names of places in it, and what belongs to what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from mlaudit.model.assessment import DeliverableAssessment
from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Automation
from mlaudit.report.base import Presentation
from mlaudit.report.news import worst_first
from mlaudit.report.pictures.picture import Picture, draw


@dataclass(frozen=True)
class Subject:
    """A result as the page shows it.

    Attributes:
        result: of the scan.
        presentation: how it is to be shown.
    """

    result: ScanResult
    presentation: Presentation

    @property
    def deliverables(self) -> tuple[DeliverableAssessment, ...]:
        """What the workflow exists for, heaviest first."""
        return self.result.assessment.deliverables

    @cached_property
    def findings(self) -> list[Finding]:
        """All that are shown: those that a person should act on first, each part worst first."""
        told = self.result.told
        ranked = worst_first(self.result.findings)
        return sorted(ranked, key=lambda finding: finding.status not in told)

    @cached_property
    def picture(self) -> Picture:
        """The whole workflow, with nothing put together."""
        return draw(self.result.workflow)

    @cached_property
    def anchor_of_node(self) -> dict[tuple[str, str], str]:
        """Where the page tells of a step or an artifact, by ("step" or "artifact", id)."""
        return {(node.sort, node.id): f"node-{node.key}" for node in self.picture.nodes}

    def find_anchor(self, sort: str, id_: str) -> str:
        """The same, "" where it tells of neither; code that is a step is told of as that."""
        found = self.anchor_of_node
        return found.get((sort, id_)) or found.get(("step", id_), "")

    @cached_property
    def anchor_of_finding(self) -> dict[str, str]:
        """Where the page tells of a finding, by its fingerprint; the first of several."""
        found: dict[str, str] = {}
        for number, finding in enumerate(self.findings, 1):
            found.setdefault(finding.fingerprint, f"finding-{number}")
        return found

    @cached_property
    def finding_by_print(self) -> dict[str, Finding]:
        """Findings by their fingerprint; the first of several."""
        return {finding.fingerprint: finding for finding in reversed(self.findings)}

    @cached_property
    def state_of_finding(self) -> dict[str, str]:
        """How the work that a finding explains comes about, by fingerprint; the worst counts."""
        found: dict[str, set[Automation]] = defaultdict(set)
        for action in (action for one in self.deliverables for action in one.runbook):
            for print_ in action.findings if action.manual else ():
                found[print_].add(action.automation)
        worst = list(Automation)
        return {print_: max(states, key=worst.index).value for print_, states in found.items()}

    @cached_property
    def deliverables_of_id(self) -> dict[str, set[int]]:
        """For a step or an artifact the numbers, from 1, of the deliverables that need it."""
        found: dict[str, set[int]] = defaultdict(set)
        numbers = {one.artifact: number for number, one in enumerate(self.deliverables, 1)}
        for one in self.result.workflow.deliverables:
            if one.artifact in numbers:
                for id_ in {one.artifact, *one.steps, *one.artifacts, *one.grouped}:
                    found[id_].add(numbers[one.artifact])
        return found

    def tell_deliverables(self, *ids: str) -> str:
        """The numbers of the deliverables that need any of these, for filters."""
        numbers = set().union(*(self.deliverables_of_id.get(id_, set()) for id_ in ids))
        return " ".join(map(str, sorted(numbers)))

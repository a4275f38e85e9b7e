"""What a person can do about new findings besides mending them."""

from __future__ import annotations

import shlex

from mlaudit.gate.documenting.choosing import name_of
from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult
from mlaudit.report.escape import disarm, visible
from mlaudit.report.news import worst_first
from mlaudit.report.terminal.words import count, name_command


def tell_ways(result: ScanResult, root: str) -> tuple[str, ...]:
    """A few sentences for somebody who sees a scan fail, none where nothing is new.

    A project that has accepted nothing yet is told how to start, any other one how work that
    stays by hand is registered and how a finding is set aside, with the worst one as the example.
    """
    if result.baseline == "" and result.change is None and result.new:
        command = name_command("baseline write", root)
        new = len(result.new)
        them = "this finding" if new == 1 else f"these {count(new, 'finding')}"
        told = f"`{command}` accepts {them}; from then on a scan fails for new ones alone."
        return (_show(f"Not all at once? {told}"),)
    finding = next((f for f in worst_first(result.new) if f.family != "mlaudit"), None)
    if finding is None:
        return ()
    return (
        _show(f"Work that stays by hand? `{tell_registering(finding, root)}` registers it."),
        _show(f"No problem? A comment `mlaudit: ignore[{finding.rule}] reason` beside it says so."),
    )


def tell_registering(finding: Finding, root: str) -> str:
    """The command that registers the work which a finding is about."""
    words = ["mlaudit", "document", shlex.quote(name_of(finding))]
    return " ".join(words if root == "." else [*words, "--dir", shlex.quote(root)])


def _show(text: str) -> str:
    return disarm(visible(text))

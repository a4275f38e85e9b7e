"""DOC007: a documented command names a file or target that does not exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.stale_commands import StaleCommand, stale_commands
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_stale_commands(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each document and what is missing."""
    groups: dict[tuple[str, str], list[StaleCommand]] = defaultdict(list)
    for stale in stale_commands(workflow):
        groups[stale.step.path, stale.missing].append(stale)
    for group in sorted(groups):
        yield _observe(groups[group])


def _observe(found: list[StaleCommand]) -> Observation:
    first = found[0]
    step = first.step
    there = f"; there is {listing(first.elsewhere, 2)}" if first.elsewhere else ""
    remedy = (
        f"Write the command with {first.elsewhere[0]}, if that is meant"
        if len(first.elsewhere) == 1
        else "Write the command that works today, or delete it"
    )
    unsure = "" if first.sure else " (unless another repository is meant)"
    return Observation(
        place=step.place,
        also=tuple(stale.step.place for stale in found),
        scope=step.scope,
        subject=first.missing,
        message=f"{step.path} documents `{' '.join(step.name.split())[:100]}`, but {first.missing} "
        f"does not exist{there}{unsure}; a person must find out what to run instead.",
        remedy=f"{remedy}, and run the documented commands in continuous integration.",
        confidence=Confidence.HIGH if first.sure else Confidence.LOW,
        evidence=tuple(
            Evidence(stale.step.place, f"documents: {stale.step.name[:100]}")
            for stale in found[1:6]
        ),
        about=(step.id,),
    )


RULE = Rule(
    code="DOC007",
    slug="stale-doc-command",
    family="documents",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_stale_commands,
)

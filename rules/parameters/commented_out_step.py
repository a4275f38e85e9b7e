"""CFG006: a step that is commented out beside others that run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.hand_edits import left_out_steps
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import count
from mlaudit.model.edits import CommentedRun
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Step


def find_left_out(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file and the code around the comments."""
    groups: dict[tuple[str, str], list[tuple[CommentedRun, tuple[Step, ...]]]] = defaultdict(list)
    for commented, units in left_out_steps(workflow):
        groups[commented.place.path, commented.scope].append((commented, units))
    for group in sorted(groups):
        yield _observe(workflow, groups[group])


def _observe(workflow: Workflow, found: list[tuple[CommentedRun, tuple[Step, ...]]]) -> Observation:
    first, units = found[0]
    more = f" (and {count(len(found) - 1, 'more line')})" if len(found) > 1 else ""
    needed = any(unit.id in workflow.deliverables_of_step for unit in units)
    return Observation(
        place=first.place,
        also=tuple(commented.place for commented, _ in found),
        scope=first.scope,
        subject=first.target,
        message=f"In {first.place.path} the step `{first.text[:80]}` is commented out{more} beside "
        f"others that run; a person edits the file between runs and must know when.",
        remedy="Give each step a command or an option of its own, or a stage in dvc.yaml or a "
        "Makefile that runs only when its inputs have changed; delete what nobody needs.",
        severity=Severity.MEDIUM if needed else Severity.LOW,
        evidence=tuple(
            Evidence(commented.place, f"commented out: {commented.text[:80]}")
            for commented, _ in found[1:8]
        ),
        about=tuple(dict.fromkeys(unit.id for _, units in found for unit in units)),
        parts=parts_at(first.place.path, first.scope, ((r.target, r.place) for r, _ in found)),
    )


RULE = Rule(
    code="CFG006",
    slug="commented-out-step",
    family="parameters",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_left_out,
)

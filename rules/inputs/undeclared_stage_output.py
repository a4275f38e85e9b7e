"""INP014: what a stage writes although its definition does not say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.graph.analysis.declarations import Gap, undeclared_outputs
from mlaudit.graph.analysis.stages import declared_by, is_declared
from mlaudit.judge.declaring import lines_for_outputs, tool_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, Tracking
from mlaudit.model.workflow import Step

_SHOWN = 10
_IN_GIT = frozenset({Tracking.GIT, Tracking.LFS})


def find_undeclared_outputs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each definition of a stage."""
    for gap in undeclared_outputs(workflow):
        yield _observe(workflow, gap)


def _observe(workflow: Workflow, gap: Gap) -> Observation:
    stage = gap.stages[0]
    readers = {
        omission.access.artifact: [workflow.step_by_id[id_] for id_ in omission.others]
        for omission in gap.omissions
        if omission.others
    }
    return Observation(
        place=stage.place,
        scope=stage.scope.partition("@")[0],
        subject=f"{stage.path}:{gap.name}",
        message=_message(workflow, gap, readers),
        remedy=lines_for_outputs(workflow, stage, gap.artifacts, _unaware(workflow, readers)),
        severity=Severity.MEDIUM if readers else Severity.LOW,
        confidence=gap.confidence,
        evidence=(*_writes(gap), *_reads(workflow, gap)),
        about=gap.about,
    )


def _message(workflow: Workflow, gap: Gap, readers: Mapping[str, list[Step]]) -> str:
    stage, tool = gap.stages[0], tool_of(gap.stages[0])
    names = tuple(readers) or gap.artifacts
    it = "it" if len(names) == 1 else "them"
    ids = dict.fromkeys(step.id for steps in readers.values() for step in steps)
    verb = "reads" if len(ids) == 1 else "read"
    taken = f", which {listing(ids)} {verb}" if ids else ""
    kept = all(workflow.artifact_by_id[id_].tracking in _IN_GIT for id_ in names)
    lost = tool.lost_in_git if kept else tool.lost
    return (
        f"{gap.name} writes {listing(names)}{taken}, but {stage.path} does not list {it} among "
        f"its {tool.outputs}: {lost.format(it=it)}."
    )


def _unaware(workflow: Workflow, readers: Mapping[str, list[Step]]) -> dict[str, list[Step]]:
    """The readers whose own definition does not list the file either."""
    return {
        id_: [s for s in steps if not is_declared(id_, declared_by(workflow, s, "read"))]
        for id_, steps in readers.items()
    }


def _writes(gap: Gap) -> tuple[Evidence, ...]:
    found = (
        Evidence(o.access.place, f"{gap.name} writes {o.access.artifact}") for o in gap.omissions
    )
    return tuple(dict.fromkeys(found))[:_SHOWN]


def _reads(workflow: Workflow, gap: Gap) -> tuple[Evidence, ...]:
    """The first place where each reader takes in each file."""
    found: dict[tuple[str, str], Evidence] = {}
    for omission in gap.omissions:
        for flow in workflow.flows:
            if flow.written == omission.access.artifact and flow.after in omission.others:
                access = workflow.reads[flow.read][flow.after][0]
                note = f"{flow.after} reads {flow.read}"
                found.setdefault((flow.after, flow.read), Evidence(access.place, note))
    return tuple(found.values())[:_SHOWN]


RULE = Rule(
    code="INP014",
    slug="undeclared-stage-output",
    family="inputs",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_undeclared_outputs,
)

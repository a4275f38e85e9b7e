"""INP014: what a stage writes although its definition does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.declarations import Gap, takings, unaware_readers, undeclared_outputs
from mlaudit.judge.declaring import lines_for_outputs, tool_of
from mlaudit.judge.evidence import omissions_shown
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, Tracking

_SHOWN = 10
_IN_GIT = frozenset({Tracking.GIT, Tracking.LFS})


def find_undeclared_outputs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each definition of a stage."""
    for gap in undeclared_outputs(workflow):
        yield _observe(workflow, gap)


def _observe(workflow: Workflow, gap: Gap) -> Observation:
    stage = gap.stages[0]
    unaware = unaware_readers(workflow, gap)
    return Observation(
        place=stage.place,
        scope=gap.scope,
        subject=gap.subject,
        message=_message(workflow, gap),
        remedy=lines_for_outputs(workflow, stage, gap.artifacts, unaware),
        severity=Severity.MEDIUM if gap.taken else Severity.LOW,
        confidence=gap.confidence,
        evidence=(*omissions_shown(gap)[:_SHOWN], *_reads(workflow, gap)[:_SHOWN]),
        about=gap.about,
        parts=parts_of(stage.path, gap.scope, gap.artifacts),
    )


def _message(workflow: Workflow, gap: Gap) -> str:
    stage, tool = gap.stages[0], tool_of(gap.stages[0])
    names = tuple(gap.taken) or gap.artifacts
    it = "it" if len(names) == 1 else "them"
    ids = dict.fromkeys(id_ for readers in gap.taken.values() for id_ in readers)
    verb = "reads" if len(ids) == 1 else "read"
    taken = f", which {listing(ids)} {verb}" if ids else ""
    kept = all(workflow.artifact_by_id[id_].tracking in _IN_GIT for id_ in names)
    lost = tool.lost_in_git if kept else tool.lost
    return (
        f"{gap.name} writes {listing(names)}{taken}, but {stage.path} does not list {it} among "
        f"its {tool.outputs}: {lost.format(it=it)}."
    )


def _reads(workflow: Workflow, gap: Gap) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(access.place, f"{reader} reads {path}")
        for (reader, path), access in takings(workflow, gap).items()
    )


RULE = Rule(
    code="INP014",
    slug="undeclared-stage-output",
    family="inputs",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_undeclared_outputs,
)

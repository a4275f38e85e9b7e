"""Files that several pieces of code write, although nothing keeps them in order."""

from __future__ import annotations

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_local, is_placeholder, is_plumbing, is_temporary
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import ArtifactForm, Confidence, StepFamily
from mlaudit.model.workflow import Access, Artifact, Step

_KINDS = frozenset({"dataset", "labels", "model", "checkpoint", "index", "metrics"})


@immutable
class SharedFile:
    """A file and, for each piece of code that writes it, one step with its write."""

    artifact: Artifact
    writes: tuple[tuple[Step, Access], ...]

    @property
    def steps(self) -> frozenset[str]:
        """Ids of the writing steps."""
        return frozenset(step.id for step, _ in self.writes)


@asked_once
def shared_files(workflow: Workflow) -> tuple[tuple[SharedFile, ...], ...]:
    """Files with rival writers that somebody reads, those together that share a writer."""
    units = {unit.id: unit for unit in pipeline_units(workflow)}
    groups: list[tuple[SharedFile, ...]] = []
    for id_, by_step in sorted(workflow.writes.items()):
        artifact = workflow.artifact_by_id.get(id_)
        if artifact is None or not _is_file(artifact):
            continue
        writes = [(units[s], _main(by_step[s])) for s in sorted(by_step) if s in units]
        rivals = _rivals(workflow, [write for write in writes if _is_sure(*write)])
        shared = SharedFile(artifact, tuple(rivals))
        readers = set(workflow.consumers.get(id_, ())) - shared.steps
        if len(rivals) > 1 and (readers or artifact.deliverable):
            _join(groups, shared)
    return tuple(groups)


def _join(groups: list[tuple[SharedFile, ...]], shared: SharedFile) -> None:
    """Put a file to those that one of its writers writes as well."""
    near = [g for g in groups if any(item.steps & shared.steps for item in g)]
    groups[:] = [group for group in groups if group not in near]
    groups.append((*(item for group in near for item in group), shared))


def _is_file(artifact: Artifact) -> bool:
    id_ = artifact.id
    named = artifact.form == ArtifactForm.PATH and "." in id_.rpartition("/")[2]
    fleeting = is_temporary(id_) or is_plumbing(id_) or is_placeholder(id_)
    return named and artifact.kind in _KINDS and is_local(id_) and not fleeting


def _main(writes: tuple[Access, ...]) -> Access:
    return min(writes, key=lambda a: (a.evidence == "declared", a.sometimes, a.place.sort_key))


def _is_sure(step: Step, write: Access) -> bool:
    """Does the step write it whenever it runs? Documents and jobs show what others do."""
    told = step.kind.family in (StepFamily.TOLD, StepFamily.JOB, StepFamily.CONTAINER)
    return not (told or write.sometimes or write.confidence != Confidence.HIGH)


def _rivals(workflow: Workflow, writes: list[tuple[Step, Access]]) -> list[tuple[Step, Access]]:
    """One write for each piece of code, unless a machine keeps them in order."""
    by_code: dict[str, tuple[Step, Access]] = {}
    for step, write in writes:
        by_code.setdefault(write.place.path, (step, write))
    rivals = list(by_code.values())
    return [(s, w) for s, w in rivals if not any(_is_settled(workflow, s, o) for o, _ in rivals)]


def _is_settled(workflow: Workflow, step: Step, other: Step) -> bool:
    """Does one come before, start or contain the other? Two tools may declare the same work."""
    if step.id == other.id:
        return False
    fixed = workflow.is_fixed(step.id, other.id) or workflow.is_fixed(other.id, step.id)
    code, others = {step.path, *step.runs}, {other.path, *other.runs}
    return fixed or step.path in others or other.path in code or bool({*step.runs} & {*other.runs})

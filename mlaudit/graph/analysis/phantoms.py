"""What stages declare and provably do not touch."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.stages import declared_by, stage_families
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Confidence
from mlaudit.model.workflow import Access, Step


@immutable
class Phantom:
    """A path that the definition of a stage lists, and that nothing it runs reads or writes.

    Attributes:
        stage: its definition.
        declared: what it says.
        instead: paths of the same name that it touches in the same way in another folder.
    """

    stage: Step
    declared: Access
    instead: tuple[str, ...]

    @property
    def confidence(self) -> Confidence:
        """Lower where the stage uses the name, so that all hangs on the folder."""
        return Confidence.MEDIUM if self.instead else Confidence.HIGH


@asked_once
def phantom_inputs(workflow: Workflow) -> tuple[Phantom, ...]:
    """Declared dependencies that are never read."""
    return tuple(_find_phantoms(workflow, "read"))


@asked_once
def phantom_outputs(workflow: Workflow) -> tuple[Phantom, ...]:
    """Declared outputs that are never written, and that no run has left a version of."""
    locked = {output.path for output in workflow.tracked}
    return tuple(
        phantom
        for phantom in _find_phantoms(workflow, "write")
        if phantom.declared.artifact not in locked
    )


def phantoms_by_stage(phantoms: Iterable[Phantom]) -> tuple[tuple[Phantom, ...], ...]:
    """Those of one stage together, in their order."""
    found: dict[str, list[Phantom]] = defaultdict(list)
    for phantom in phantoms:
        found[phantom.stage.id].append(phantom)
    return tuple(tuple(group) for group in found.values())


def touched_instead(workflow: Workflow, phantom: Phantom) -> Access:
    """Where the stage last touches the first path of the same name in another folder."""
    wanted = (phantom.declared.mode, phantom.instead[0])
    accesses = workflow.own_accesses(phantom.stage)
    return [access for access in accesses if (access.mode, access.artifact) == wanted][-1]


def _find_phantoms(workflow: Workflow, mode: str) -> Iterator[Phantom]:
    for family in stage_families(workflow):
        for stage in family:
            for declared in declared_by(workflow, stage, mode):
                if declared.artifact in stage.untouched:
                    instead = _same_name(workflow, stage, declared)
                    yield Phantom(stage, declared, instead)


def _same_name(workflow: Workflow, stage: Step, declared: Access) -> tuple[str, ...]:
    name = posixpath.basename(declared.artifact)
    return tuple(
        dict.fromkeys(
            access.artifact
            for access in workflow.own_accesses(stage)
            if access.evidence == "inferred"
            and access.mode == declared.mode
            and name in access.artifact.split("/")
        )
    )

"""INP002: an input at a path that exists on one person's machine."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.mentions import mentions_of
from mlaudit.graph.analysis.paths import is_local, is_machine_local, is_placeholder
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import least
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_machine_local_inputs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each artifact outside the tree, at the first read."""
    container = tuple(
        sorted({path for step in workflow.steps for path in step.container_paths if path != "/"})
    )
    for root in root_inputs(workflow):
        id_ = root.artifact.id
        if root.artifact.kind in ("code", "log") or is_placeholder(id_):
            continue
        if is_machine_local(id_, container) or _is_beside_the_tree(id_):
            yield _observe(workflow, root)


def _is_beside_the_tree(id_: str) -> bool:
    return is_local(id_) and id_.startswith("../")


def _observe(workflow: Workflow, root: RootInput) -> Observation:
    artifact, first = root.artifact, root.first
    beside = _is_beside_the_tree(artifact.id)
    where = "lies outside this repository" if beside else "exists on one machine only"
    name = posixpath.basename(artifact.id.rstrip("/")) or "data"
    confidence = least([first.access.confidence, Confidence.MEDIUM if beside else Confidence.HIGH])
    return Observation(
        place=first.access.place,
        scope=first.access.scope,
        subject=artifact.id,
        message=f"{first.access.place.path} reads {artifact.id}, a path that {where}; everybody "
        "else has to find the file and edit the code.",
        remedy=f"Take the path from a parameter with a default inside the repository (such as "
        f"data/{name}), and keep the file with `dvc add data/{name}` or a step that fetches it.",
        severity=Severity.HIGH if root.deliverables else Severity.MEDIUM,
        confidence=confidence,
        evidence=(
            *root.other_readers("{step} reads it too"),
            *mentions_of(workflow, artifact.id),
        ),
        about=root.about,
    )


RULE = Rule(
    code="INP002",
    slug="machine-local-input",
    family="inputs",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_machine_local_inputs,
)

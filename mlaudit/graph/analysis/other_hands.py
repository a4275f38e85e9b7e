"""Other code that does what a unit does, or that takes a notebook into its own hands."""

from __future__ import annotations

import posixpath

from mlaudit.catalog import find_call
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.matching import covers, is_opaque_name, is_pattern
from mlaudit.graph.names import NameIndex
from mlaudit.model.graph import Workflow
from mlaudit.model.workflow import Step


def is_given_to_code(workflow: Workflow, notebook: Step) -> bool:
    """Does other code open the notebook as a notebook, to run it or to make a script of it?"""
    name = posixpath.basename(notebook.path)
    return any(
        artifact == notebook.path
        or (is_opaque_name(artifact) and posixpath.basename(artifact) == name)
        for artifact in _opened_notebooks(workflow)
    )


def others_write(workflow: Workflow, unit: Step, artifact: str) -> bool:
    """Does another unit write it, or files of a varying name that can be its own?"""
    own = {unit.id}
    return bool(set(workflow.producers.get(artifact, ())) - own) or any(
        covers(written, artifact)
        for written in _written_names(workflow).find_fitting(artifact)
        if is_pattern(written) and set(workflow.producers[written]) - own
    )


@asked_once
def _opened_notebooks(workflow: Workflow) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            access.artifact
            for step in workflow.steps
            for access in workflow.own_accesses(step)
            if access.mode == "read" and _takes_notebooks(access.via)
        )
    )


def _takes_notebooks(via: str) -> bool:
    call = find_call(via)
    return call is not None and call.kind == "notebook"


@asked_once
def _written_names(workflow: Workflow) -> NameIndex:
    return NameIndex(workflow.producers)

"""MET009: a registered manual step whose instructions are not where it says."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from mlaudit.judge.registered import observe_entry
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, Tracking


def find_dead_instructions(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each entry whose `how` names a file or a heading that is not there."""
    for step in workflow.manual_steps:
        document = step.manual.document if step.manual is not None else None
        if document is None:
            continue
        path, anchor = document
        if not _exists(workflow, path):
            yield observe_entry(
                step,
                f"The manual step {step.name} says that {path} tells how it is done, but there is "
                "no such file in the repository.",
                f"Write {path}, or name the document that tells it: `how`.",
            )
        elif anchor and not _has_anchor(workflow, path, anchor):
            yield observe_entry(
                step,
                f"The manual step {step.name} says that {path}#{anchor} tells how it is done, but "
                f"{path} has no heading of that name.",
                _suggest(workflow, path, anchor),
            )


def _exists(workflow: Workflow, path: str) -> bool:
    file = workflow.project.by_path.get(path)
    kept = file is not None and file.tracking != Tracking.IGNORED
    return kept or path in workflow.project.directories


def _anchors(workflow: Workflow, path: str) -> tuple[str, ...]:
    return dict(workflow.anchors).get(path, ())


def _has_anchor(workflow: Workflow, path: str, anchor: str) -> bool:
    """Is it known? Of what is no document nothing is."""
    anchors = _anchors(workflow, path)
    return not anchors or anchor.lower() in anchors


def _suggest(workflow: Workflow, path: str, anchor: str) -> str:
    close = difflib.get_close_matches(anchor.lower(), _anchors(workflow, path), n=1)
    hint = f'; did you mean `how = "{path}#{close[0]}"`?' if close else "."
    return f"Give the heading that name, or name the one that tells it{hint}"


RULE = Rule(
    code="MET009",
    slug="manual-step-without-instructions",
    family="mlaudit",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_dead_instructions,
)

"""The entry that answers a finding."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection

from mlaudit.model.finding import Finding
from mlaudit.model.immutable import immutable
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import ArtifactForm
from mlaudit.patterns import lazy_regex

_WORDS = {"acquire": "Obtain", "carry": "Copy"}
_SPECIAL = lazy_regex(r"([\\*?\[])")


@immutable
class Entry:
    """A registered manual step before it is written; the attributes are the keys of the table."""

    id: str
    what: str
    who: str
    how: str
    why: str
    until: str
    produces: tuple[str, ...]
    rule: str
    subject: str
    paths: tuple[str, ...]


def make_entry(
    result: ScanResult,
    finding: Finding,
    *,
    who: str = "",
    how: str = "",
    why: str = "",
    until: str = "",
) -> Entry:
    """The entry that answers a finding of a scan, with all that the scan knows.

    Args:
        result: of the scan.
        finding: one of its findings.
        who, how, why, until: what it cannot know, "" where it is not said.
    """
    brought = _is_brought(result, finding.subject)
    return Entry(
        id=_name(finding, {step.name for step in result.workflow.manual_steps}),
        what=" ".join(_describe(result, finding).split()),
        who=who,
        how=how,
        why=why,
        until=until,
        produces=(finding.subject,) if brought else (),
        rule=finding.rule,
        subject=finding.subject,
        paths=() if _is_unique(result, finding.subject) else (_quote(finding.place.path),),
    )


def _is_brought(result: ScanResult, subject: str) -> bool:
    """Is it an artifact that no step makes?"""
    artifact = result.workflow.artifact_by_id.get(subject)
    made = subject in result.workflow.producers
    return artifact is not None and not made and artifact.form != ArtifactForm.ENVIRONMENT_VARIABLE


def _is_unique(result: ScanResult, subject: str) -> bool:
    """Does the subject alone tell what is meant, so that the file may be moved?"""
    workflow = result.workflow
    known = (workflow.artifact_by_id, workflow.step_by_id, workflow.project.by_path)
    return any(subject in names for names in known)


def _quote(path: str) -> str:
    """The pattern that means one file."""
    return "/" + _SPECIAL.sub(r"\\\1", path)


def _name(finding: Finding, taken: Collection[str]) -> str:
    stem = posixpath.splitext(posixpath.basename(finding.subject.rstrip("/")))[0]
    words = re.sub(r"[^a-z0-9]+", "-", f"{finding.rule} {stem}".lower()).strip("-")
    name, number = words, 2
    while name in taken:
        name, number = f"{words}-{number}", number + 1
    return name


def _describe(result: ScanResult, finding: Finding) -> str:
    """The work as the runbook calls it; where it has no action, the finding's first clause.

    Of several actions that the finding explains, it is the one about its subject; of what is
    obtained in one go, that file alone.
    """
    explained = [
        single
        for deliverable in result.assessment.deliverables
        for action in deliverable.runbook
        for single in action.parts or (action,)
        if finding.fingerprint in single.findings
    ]
    if not explained:
        return finding.message.partition(";")[0].rstrip(".")
    action = next((a for a in explained if finding.subject in a.about), explained[0])
    return f"{_WORDS.get(action.kind, action.kind.capitalize())} {action.what}"

"""No text of a repository acts on who reads a report, in any format that there is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from mlaudit.configuration import load
from mlaudit.gate.baseline.entries import Baseline
from mlaudit.gate.baseline.updating import accept_all
from mlaudit.graph.explanation.explain import explain_artifact, explain_place
from mlaudit.graph.link import Linked
from mlaudit.judge.loading import installed_rules
from mlaudit.model.change import WorkflowChange
from mlaudit.model.place import Place
from mlaudit.model.report import Runbooks, ScanResult
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.registry import reporters
from mlaudit.scan import read_linked, scan_project
from tests.safety.misleading import BROKEN_NAME, TEXTS, build_tree
from tests.safety.reading import CHECKS, check

_EXPLAINED = 25


@dataclass(frozen=True)
class Scanned:
    """The repository, and what the program makes of it.

    Attributes:
        small: of a repository with one of the texts alone, quick to show again and again.
    """

    root: Path
    result: ScanResult
    linked: Linked
    small: ScanResult


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    root, small = (tmp_path_factory.mktemp(name) for name in ("misleading", "small"))
    for folder, texts in ((root, TEXTS), (small, TEXTS[:1])):
        for path, content in build_tree(texts).items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode())
    (root / os.fsdecode(BROKEN_NAME)).write_bytes((root / "src/train0.py").read_bytes())
    configuration = load(root)
    result = scan_project(root, configuration=configuration)
    linked = read_linked(root, configuration=configuration)
    return Scanned(root, result, linked, scan_project(small))


def _show_scans(scanned: Scanned) -> Iterator[ScanResult]:
    yield scanned.result
    small = scanned.small
    actions = [a for deliverable in small.assessment.deliverables for a in deliverable.runbook]
    assert actions
    assert small.findings
    for text in TEXTS:
        change = WorkflowChange(text, "a" * 40, small.workflow.steps[:5], (), tuple(actions[:5]))
        yield replace(
            small,
            findings=small.findings[:10],
            failures=((text, text),),
            change=change,
            baseline=text,
        )


def _show_explanations(scanned: Scanned) -> Iterator[Any]:
    for artifact in scanned.linked.workflow.artifacts[:_EXPLAINED]:
        yield explain_artifact(scanned.linked, artifact)
    for number in range(len(TEXTS)):
        yield explain_place(scanned.linked, Place(f"src/train{number}.py", 10))


SUBJECTS: Mapping[str, Callable[[Scanned], Iterator[Any]]] = {
    "scan": _show_scans,
    "graph": lambda scanned: iter([scanned.linked.workflow]),
    "unresolved": lambda scanned: iter([scanned.linked.workflow]),
    "why": _show_explanations,
    "runbook": lambda scanned: iter(
        [Runbooks(scanned.linked.workflow, scanned.result.assessment.deliverables)]
    ),
    "rules": lambda scanned: iter([installed_rules()]),
    "baseline": lambda scanned: iter([accept_all(scanned.result, Baseline()).entries]),
}
"""What a report shows, by the subject of its reporter. A new subject needs one."""


def test_the_repository_reaches_every_kind_of_reader(scanned: Scanned) -> None:
    workflow = scanned.linked.workflow
    assert not scanned.result.failures
    assert [str(problem.place) for problem in workflow.problems] == ["broken.yaml:2"]
    assert len({step.kind for step in workflow.steps}) >= 12
    assert len({finding.rule for finding in scanned.result.findings}) >= 18
    told = {action.what for d in scanned.result.assessment.deliverables for action in d.runbook}
    named = {step.name for step in workflow.steps}
    known = {artifact.id for artifact in workflow.artifacts}
    for text in TEXTS:
        assert any(text in name for name in named)
        assert any(text.strip("/")[-9:] in name for name in told | known)


@pytest.mark.parametrize("reporter", reporters(), ids=lambda r: f"{r.subject}-{r.format}")
def test_no_text_acts_in_a_report(reporter: Reporter, scanned: Scanned) -> None:
    assert reporter.format in CHECKS, "say in tests/safety/reading.py what its readers act on"
    assert reporter.subject in SUBJECTS, "say in SUBJECTS how to get one"

    def read(path: str) -> bytes:
        return (scanned.root / path).read_bytes()

    plain = Presentation(root=str(scanned.root), verbose=True, contents=read, statistics=True)
    ways = [plain]
    if reporter.encoding is None:
        ways += [replace(plain, colors="truecolor", width=40), replace(plain, unicode=False)]
    for value in SUBJECTS[reporter.subject](scanned):
        for presentation in ways:
            check(reporter.subject, reporter.format, reporter.render(value, presentation))

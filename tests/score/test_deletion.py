"""P5: deleting files does not buy a better score; what shrinks is the scope, and that shows."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from mlaudit.model.assessment import Assessment
from mlaudit.scan import scan_project

STORY = Path(__file__).resolve().parents[2] / "fixtures" / "churn"
LISTED = subprocess.run(
    ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "."],
    cwd=STORY,
    capture_output=True,
    check=False,
)
FILES = sorted(filter(None, LISTED.stdout.decode().split("\0")))


def assess_without(removed: str | None, root: Path) -> Assessment:
    """The assessment of the story without one of its files."""
    for path in FILES:
        if path != removed:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(STORY / path, target)
    for words in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)
    return scan_project(root).assessment


def count_obligations(assessment: Assessment) -> int:
    """How much the score is made of."""
    return sum(len(deliverable.obligations) for deliverable in assessment.deliverables)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """The assessment of the story as it is."""
    return assess_without(None, tmp_path_factory.mktemp("whole"))


@pytest.mark.parametrize("removed", FILES)
def test_a_deleted_file_raises_the_score_only_where_the_scope_shrinks(
    removed: str, whole: Assessment, tmp_path: Path
) -> None:
    without = assess_without(removed, tmp_path)
    before, after = whole.score.proven, without.score.proven
    assert before is not None
    if after is not None and after > before + 1e-9:
        assert count_obligations(without) < count_obligations(whole)


def test_a_deleted_document_takes_its_evidence_along(whole: Assessment, tmp_path: Path) -> None:
    without = assess_without("README.md", tmp_path)
    assert without.score.level == 0
    hidden = {d.artifact: d.undocumented for d in without.deliverables}
    for deliverable in whole.deliverables:
        if deliverable.artifact in hidden:
            assert hidden[deliverable.artifact] >= deliverable.undocumented

"""What a step can start from without its maker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlaudit.graph.analysis.keeping import is_perhaps_kept
from mlaudit.model.vocabulary import ArtifactForm, Tracking
from mlaudit.model.workflow import Artifact

FILE = Artifact("data/a.csv", ArtifactForm.PATH, "dataset", Tracking.UNKNOWN)


@pytest.mark.parametrize(
    ("artifact", "expected"),
    [
        (replace(FILE, exists=True), True),
        (FILE, False),
        (replace(FILE, exists=True, tracking=Tracking.IGNORED), False),
        (replace(FILE, form=ArtifactForm.PATTERN), True),
    ],
)
def test_is_perhaps_kept(artifact: Artifact, expected: bool) -> None:
    assert is_perhaps_kept(artifact) == expected

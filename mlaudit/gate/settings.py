"""What a person wants to see of a scan, and what a build should fail for."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from mlaudit.gate.selection import Profile
from mlaudit.model.finding import Finding
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Confidence, Severity


class FailOn(StrEnum):
    """Which findings fail a build: new ones, those of the baseline as well, none."""

    NEW = "new"
    ANY = "any"
    NEVER = "never"


def _want_all(finding: Finding) -> bool:
    return True


@immutable
class GateSettings:
    """What is shown, and what counts.

    Attributes:
        profile: how much is shown; what fails a build is shown in any case.
        wanted: of the rules that the person chose.
        files: findings in these files alone; all where none is given.
        fail_on: which findings fail a build.
        min_severity, min_confidence: of the findings that do.
        min_score: a proven score below it fails a build, too.
    """

    profile: Profile = Profile.DEFAULT
    wanted: Callable[[Finding], bool] = _want_all
    files: tuple[str, ...] = ()
    fail_on: FailOn = FailOn.NEW
    min_severity: Severity = Severity.MEDIUM
    min_confidence: Confidence = Confidence.MEDIUM
    min_score: float | None = None

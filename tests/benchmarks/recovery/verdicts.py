"""What a person found who read the code for an inferred path that nothing declares.

A file of verdicts is a table with tabs between its columns and one line of headings. The pipeline
file and the step stand as `dvc.yaml:train`, without the variant of a loop; the reason names the
place in the repository where the code shows it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

COLUMNS = ("repository", "step", "direction", "path", "verdict", "reason")
Verdicts = Mapping["Subject", "Verdict"]


class Judgement(StrEnum):
    """What the code shows of a path.

    UNDECLARED: the step really reads or writes it, and its authors did not declare it.
    DECLARED: it does, and it is declared in words that the comparison cannot join with it.
    WRONG: it does not.

    And of a declared path that is not recovered:
    UNTOUCHED: what the step runs does not touch it; the declaration is wrong, or says an order.
    LIMIT: it does, through something that mlaudit does not follow.
    """

    UNDECLARED = "undeclared"
    DECLARED = "declared"
    WRONG = "wrong"
    UNTOUCHED = "untouched"
    LIMIT = "limit"

    @property
    def right(self) -> bool:
        """Whether mlaudit is right about the path."""
        return self in (Judgement.UNDECLARED, Judgement.DECLARED)


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a verdict is about; `direction` is reads or writes."""

    repository: str
    step: str
    direction: str
    path: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement with its reason."""

    judgement: Judgement
    reason: str


def read_verdicts(file: Path) -> dict[Subject, Verdict]:
    """The verdicts of one file; raises ValueError with the line that does not keep the form."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise ValueError(f"{file.name}:1: the columns must be {', '.join(COLUMNS)}")
    verdicts: dict[Subject, Verdict] = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(COLUMNS) or not all(row):
            raise ValueError(f"{file.name}:{number}: a line has six columns, none of them empty")
        subject = Subject(*row[:4])
        if subject in verdicts or subject.direction not in ("reads", "writes"):
            raise ValueError(f"{file.name}:{number}: judged twice, or no direction")
        verdicts[subject] = Verdict(Judgement(row[4]), row[5])
    return verdicts

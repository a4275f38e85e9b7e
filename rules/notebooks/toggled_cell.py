"""NBK006: cells that do work and that a person switches on and off."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.notebooks import OwnNotebook, own_notebooks, work_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import count, listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.notebook import DormantCell
from mlaudit.model.vocabulary import Confidence, Severity

_WAYS = {
    "comment": "is commented out",
    "raw": "is a raw cell",
    "magic": "is switched off by a magic",
    "condition": "stands under a condition that is never true",
}


def find_toggled(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each notebook."""
    for notebook in own_notebooks(workflow):
        missing = {name.name for name in notebook.state.loose}
        cells = [
            cell
            for cell in notebook.state.dormant
            if work_of(cell) and missing.isdisjoint(cell.binds)
        ]
        if cells:
            yield _observe(notebook, cells)


def _observe(notebook: OwnNotebook, cells: list[DormantCell]) -> Observation:
    first = cells[0]
    more = f" (and {count(len(cells) - 1, 'more cell')})" if len(cells) > 1 else ""
    return Observation(
        place=first.place,
        also=tuple(cell.place for cell in cells),
        subject=notebook.step.path,
        message=f"In {notebook.step.path} a cell that calls {listing(work_of(first), 2)} "
        f"{_WAYS[first.way]}{more}; a person must know when to switch it on.",
        remedy="Let a parameter decide, or test whether the result is there already "
        "(`if not path.exists(): …`); delete the cell if nobody needs it.",
        severity=Severity.MEDIUM if notebook.needed else Severity.LOW,
        evidence=tuple(Evidence(cell.place, f"off: {cell.text[:80]}") for cell in cells[1:6]),
        about=(notebook.step.id,),
    )


RULE = Rule(
    code="NBK006",
    slug="toggled-cell",
    family="notebooks",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_toggled,
)

"""NBK002: a notebook reads names above the cell that defines them."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.notebooks import OwnNotebook, loose_names, own_notebooks
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.notebook import LooseName
from mlaudit.model.vocabulary import Confidence, Severity


def find_early_uses(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each notebook."""
    for notebook in own_notebooks(workflow):
        names = loose_names(notebook, later=True)
        if names:
            yield _observe(notebook, names)


def _observe(notebook: OwnNotebook, names: tuple[LooseName, ...]) -> Observation:
    first = min(names, key=lambda name: (name.sometimes, name.place.sort_key))
    cell = first.bound.cell if first.bound is not None else None
    return Observation(
        place=first.place,
        also=tuple(name.place for name in names),
        subject=notebook.step.path,
        message=f"{notebook.step.path} uses {listing(name.name for name in names)} in cell "
        f"{first.place.cell}, but only cell {cell} below defines {first.name}; a run from top to "
        "bottom fails there, and a person must know which cell to run before.",
        remedy=f"Move the definition of {first.name} above cell {first.place.cell}, then restart "
        "the kernel and run all cells.",
        severity=Severity.HIGH if notebook.needed else Severity.LOW,
        confidence=Confidence.MEDIUM if first.sometimes else Confidence.HIGH,
        evidence=tuple(
            Evidence(name.bound, f"defines {name.name}") for name in names if name.bound is not None
        ),
        about=(notebook.step.id,),
        parts=parts_at(notebook.step.path, "", ((name.name, name.place) for name in names)),
    )


RULE = Rule(
    code="NBK002",
    slug="use-before-definition",
    family="notebooks",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_early_uses,
)

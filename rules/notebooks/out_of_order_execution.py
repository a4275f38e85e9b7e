"""NBK001: a notebook whose cells were run in another order than they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.notebooks import OwnNotebook, descents, own_notebooks
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import count, quote
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity

_SHOWN = 5


def find_disorder(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each notebook that nothing runs from top to bottom."""
    for notebook in own_notebooks(workflow):
        if not notebook.encoded and descents(notebook.state):
            yield _observe(notebook)


def _observe(notebook: OwnNotebook) -> Observation:
    path = notebook.step.path
    steps = descents(notebook.state)
    cells = notebook.state.cells
    places = [Place(path, 1, cells[n]) if n < len(cells) else Place(path) for n, _ in steps]
    restarted = all(number == 1 for _, number in steps)
    return Observation(
        place=places[0],
        subject=path,
        message=f"The saved results of {path} come from cells that were run in another order than "
        f"they stand in ({count(len(steps), 'cell')} out of order); only whoever ran them knows "
        "the order.",
        remedy="Restart the kernel, run all cells and save, and mend what breaks: "
        f"`jupyter nbconvert --to notebook --inplace --execute {quote(path)}`.",
        severity=Severity.MEDIUM if notebook.needed else Severity.LOW,
        # A kernel that was restarted half-way leaves two parts, each in order.
        confidence=Confidence.MEDIUM if restarted else Confidence.HIGH,
        evidence=tuple(
            Evidence(place, f"was run as number {number}, before the cell above")
            for place, (_, number) in list(zip(places, steps, strict=True))[:_SHOWN]
        ),
        about=(notebook.step.id,),
    )


RULE = Rule(
    code="NBK001",
    slug="out-of-order-execution",
    family="notebooks",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_disorder,
)

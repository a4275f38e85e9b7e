"""NBK003: a notebook reads names that none of its cells defines."""

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


def find_undefined(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each notebook."""
    for notebook in own_notebooks(workflow):
        names = loose_names(notebook, later=False)
        if names:
            yield _observe(notebook, names)


def _observe(notebook: OwnNotebook, names: tuple[LooseName, ...]) -> Observation:
    first = min(names, key=lambda name: (name.sometimes, name.place.sort_key))
    comment = first.comment
    where = f" (a comment in cell {comment.cell} does)" if comment is not None else ""
    mend = (
        f"Take the comment in cell {comment.cell} back into the code"
        if comment is not None
        else f"Write the cell that made {first.name} again, or delete what uses it"
    )
    return Observation(
        place=first.place,
        also=tuple(name.place for name in names),
        subject=notebook.step.path,
        message=f"{notebook.step.path} uses {listing(name.name for name in names)}, but no cell "
        f"defines {first.name}{where}; the notebook cannot run again, and only the kernel of "
        "whoever wrote it knew the value.",
        remedy=f"{mend}, then restart the kernel and run all cells.",
        severity=Severity.HIGH if notebook.needed else Severity.LOW,
        confidence=Confidence.MEDIUM if first.sometimes else Confidence.HIGH,
        evidence=(
            *(Evidence(name.place, f"uses {name.name}") for name in names if name is not first),
            *(
                Evidence(name.comment, f"defines {name.name} in a comment")
                for name in names
                if name.comment is not None
            ),
        ),
        about=(notebook.step.id,),
        parts=parts_at(notebook.step.path, "", ((name.name, name.place) for name in names)),
    )


RULE = Rule(
    code="NBK003",
    slug="undefined-name",
    family="notebooks",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_undefined,
)

"""NBK007: notebooks that hang together through their kernels."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.notebooks import (
    OwnNotebook,
    own_notebooks,
    values_taken,
    work_taken_in,
)
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.notebook import KernelTransfer
from mlaudit.model.vocabulary import Confidence, Severity


def find_chains(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each notebook that takes over what another has left or does."""
    for notebook in own_notebooks(workflow):
        taken = values_taken(notebook)
        run = work_taken_in(workflow, notebook)
        if taken:
            yield _observe_store(notebook, taken)
        elif run:
            yield _observe_run(notebook, run)


def _observe_store(notebook: OwnNotebook, taken: tuple[KernelTransfer, ...]) -> Observation:
    names = listing(transfer.target or "everything" for transfer in taken)
    return Observation(
        place=taken[0].place,
        also=tuple(transfer.place for transfer in taken),
        subject=notebook.step.path,
        message=f"{notebook.step.path} takes {names} from `%store`, the store of one person's "
        "IPython; whoever else runs it must run the notebook that fills it before, on the same "
        "account.",
        remedy="Write the values to a file in the notebook that makes them (`to_parquet`, "
        "`joblib.dump`) and read that file here.",
        evidence=tuple(Evidence(t.place, f"takes {t.target or 'everything'}") for t in taken[1:6]),
        about=(notebook.step.id,),
    )


def _observe_run(notebook: OwnNotebook, run: tuple[KernelTransfer, ...]) -> Observation:
    names = listing(transfer.target for transfer in run)
    return Observation(
        place=run[0].place,
        also=tuple(transfer.place for transfer in run),
        subject=notebook.step.path,
        message=f"{notebook.step.path} runs {names} inside its own kernel (`%run`) and goes on "
        "with the variables that are left there; what it needs of them is written down nowhere.",
        remedy="Put functions that both use into a module and import it; let the other step write "
        "its data to a file, and give both a stage of their own in dvc.yaml or a Makefile.",
        severity=Severity.MEDIUM if notebook.needed else Severity.LOW,
        evidence=tuple(Evidence(t.place, f"runs {t.target}") for t in run[1:6]),
        about=(notebook.step.id,),
    )


RULE = Rule(
    code="NBK007",
    slug="notebook-chaining",
    family="notebooks",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_chains,
)

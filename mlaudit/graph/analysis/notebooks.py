"""The state that notebooks leave to their kernel, for the notebooks of the project's own work."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mlaudit.catalog.data import read_index, remembered
from mlaudit.graph.analysis.units import is_encoded
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.notebook import DormantCell, KernelTransfer, LooseName, NotebookState
from mlaudit.model.vocabulary import Role
from mlaudit.model.workflow import Step

_EFFECTS = frozenset(
    {"read", "write", "read-write", "convert", "download", "upload", "train", "database-read"}
    | {"database-write", "register", "load-model"}
)
_COMMON = frozenset({"apply", "insert", "add", "update", "get", "run", "map", "transform"})
"""Last names that mean something else on most objects."""
_COMMANDS = frozenset(
    {"wget", "curl", "gdown", "kaggle", "unzip", "tar", "7z", "git", "mv", "cp", "rm", "python"}
    | {"python3", "aws", "gsutil", "dvc", "papermill", "accelerate", "torchrun", "aria2c"}
)


@immutable
class OwnNotebook:
    """A notebook of the project's own work.

    Attributes:
        step: it.
        state: of its file.
        needed: a deliverable needs it, or a step that runs it.
        encoded: something runs it from top to bottom, so that the saved state decides nothing.
        handed: words that whatever runs it hands to it.
    """

    step: Step
    state: NotebookState
    needed: bool
    encoded: bool
    handed: frozenset[str]


def own_notebooks(workflow: Workflow) -> Iterator[OwnNotebook]:
    """The notebooks that are steps of the pipeline, by path."""
    for path, state in workflow.notebooks:
        step = workflow.step_by_id.get(path)
        file = workflow.project.by_path.get(path)
        if step is None or step.role != Role.PIPELINE:
            continue
        if file is not None and file.role != Role.PIPELINE:
            continue
        runs = workflow.invokers.get(path, ())
        ids = {path, *(run.by for run in runs)}
        needed = any(id_ in workflow.deliverables_of_step for id_ in ids)
        words = {word for run in runs for argument in run.arguments for word in argument.split("=")}
        yield OwnNotebook(step, state, needed, is_encoded(step), frozenset(words))


def descents(state: NotebookState) -> tuple[tuple[int, int], ...]:
    """(position among the code cells, its count) of each cell that was run before the one above."""
    counted = [(n, count) for n, count in enumerate(state.counts) if count is not None]
    return tuple((n, count) for (_, before), (n, count) in pairwise(counted) if count < before)


def loose_names(notebook: OwnNotebook, later: bool) -> tuple[LooseName, ...]:
    """The names that a run from top to bottom does not find.

    Args:
        notebook: the notebook.
        later: those that a cell below binds, or those that no cell binds.
    """
    return tuple(
        name
        for name in notebook.state.loose
        if (name.bound is not None) == later and name.name not in notebook.handed
    )


def values_taken(notebook: OwnNotebook) -> tuple[KernelTransfer, ...]:
    """Where it takes values that another session has stored."""
    return tuple(transfer for transfer in notebook.state.transfers if transfer.way == "restore")


def work_taken_in(workflow: Workflow, notebook: OwnNotebook) -> tuple[KernelTransfer, ...]:
    """Where it runs in its own kernel what reads or writes data, and not only defines functions."""
    return tuple(
        transfer
        for transfer in notebook.state.transfers
        if transfer.way == "run" and _touches_data(workflow, notebook, transfer)
    )


def _touches_data(workflow: Workflow, notebook: OwnNotebook, transfer: KernelTransfer) -> bool:
    for invocation in workflow.invocations:
        if invocation.by == notebook.step.id and invocation.place == transfer.place:
            step = workflow.step_by_id.get(invocation.of)
            return step is not None and bool(
                workflow.own_accesses(step) or workflow.own_unresolved(step)
            )
    return False


def work_of(cell: DormantCell) -> tuple[str, ...]:
    """Its calls that read, write, fetch or train, as far as their names tell."""
    return tuple(call for call in cell.calls if _is_work(call))


def _is_work(call: str) -> bool:
    if call.startswith("!"):
        return call[1:].rpartition("/")[2] in _COMMANDS
    name = call.rpartition(".")[2]
    return name in _working_names()


@remembered
def _working_names() -> frozenset[str]:
    """The last names of calls that do something to files or models, whatever they are called on."""
    index = read_index()
    entries = index["entries"]
    working: set[str] = set()
    others: set[str] = set()
    for name, number in index["names"].items():
        if not name.startswith("language."):
            group = working if entries[number]["effect"] in _EFFECTS else others
            group.add(name.rpartition(".")[2])
    return frozenset(working - others - _COMMON)

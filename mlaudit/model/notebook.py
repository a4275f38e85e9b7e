"""The state of a notebook: how it was last run, and what only its kernel knew."""

from __future__ import annotations

from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place


@immutable
class LooseName:
    """A name that is read before anything above has bound it.

    Attributes:
        name: the name.
        place: where it is read, at top level or in a function that was called by then.
        bound: the cell below that binds it, or None where no cell does.
        comment: a comment that binds it, or None.
        sometimes: whether the line is reached depends on a test.
    """

    name: str
    place: Place
    bound: Place | None = None
    comment: Place | None = None
    sometimes: bool = False


@immutable
class DormantCell:
    """A cell whose code does not run until a person switches it on.

    Attributes:
        place: where the code starts.
        way: "comment", "raw", "magic" or "condition": what keeps it from running.
        calls: names of the calls in it as written ("pd.read_csv", "model.fit"), each once.
        binds: the names that it would bind.
        text: its first line of code.
    """

    place: Place
    way: str
    calls: tuple[str, ...]
    binds: tuple[str, ...]
    text: str


@immutable
class KernelTransfer:
    """A line that takes code or values from outside into the kernel, or leaves them there.

    Attributes:
        place: where.
        way: "run", "store", "restore", "import" (of a notebook) or "call" (`dbutils.notebook.run`).
        target: what is run or handed over, as written.
    """

    place: Place
    way: str
    target: str


@immutable
class NotebookState:
    """How a notebook was last run, and what its code leaves to its kernel.

    Attributes:
        counts: the execution count of each code cell, None where it was not run or stripped.
        outputs: number of cells with outputs.
        language: of the kernel, "python" unless the file says otherwise.
        version: (nbformat major, minor).
        cells: index of each code cell among all cells, beside `counts`; empty cells are left out
            of both.
        loose: names that are read before they are bound, in order; empty where it cannot be told.
        dormant: cells that a person switches on and off.
        transfers: how it hangs together with other notebooks through its kernel.
    """

    counts: tuple[int | None, ...]
    outputs: int
    language: str
    version: tuple[int, int]
    cells: tuple[int, ...] = ()
    loose: tuple[LooseName, ...] = ()
    dormant: tuple[DormantCell, ...] = ()
    transfers: tuple[KernelTransfer, ...] = ()

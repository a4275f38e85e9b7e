"""What the measurement needs to know of one kind of pipeline file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DeclaredStep:
    """What the authors declare that one step reads and writes, code left out.

    Paths are POSIX, relative to the root of the repository. `template` is the name without the
    variant that a loop over items gave it. `judges_parameters` is false where parameter files are
    declared apart, so that reading one is neither confirmed nor refuted by `reads`.
    `further_writes` are logs and the like: they confirm, and need not be recovered. `judges_reads`
    and `judges_writes` are false where some of the paths declared cannot be told without running
    the tool: then what is inferred beside the others is neither confirmed nor refuted.
    """

    path: str
    name: str
    template: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    judges_parameters: bool = True
    further_writes: tuple[str, ...] = ()
    judges_reads: bool = True
    judges_writes: bool = True


class System(Protocol):
    """A kind of pipeline file."""

    @property
    def kind(self) -> str:
        """The kind that `mlaudit graph` gives the steps of such a file."""

    def read_truth(self, root: Path) -> Iterator[DeclaredStep]:
        """The steps below a root that run code of the repository, in the order of the files."""

    def list_left_out(self, root: Path) -> Iterator[str]:
        """For each step below a root that is not measured, the reason."""

    def hide_truth(self, root: Path) -> None:
        """Take the declared inputs and outputs out of the files of a copy; commands stay."""

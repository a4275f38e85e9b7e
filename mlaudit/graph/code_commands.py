"""The command that runs a file of code."""

from __future__ import annotations

import shlex

from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.languages import PROGRAMS
from mlaudit.parsers.path_text import suffix_of

_PROGRAMS = {
    StepKind.SCRIPT: "python {}",
    StepKind.SHELL_SCRIPT: "bash {}",
    StepKind.NOTEBOOK: "jupyter nbconvert --execute {}",
}


def command_of_code(kind: StepKind | None, path: str) -> str:
    """What a person types to run a file, without its arguments."""
    known = _PROGRAMS.get(kind, "python {}") if kind is not None else "python {}"
    return PROGRAMS.get(suffix_of(path), known).format(shlex.quote(path))

"""What goes into the evaluation of shell code and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TypeAlias

from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.workflow import Access, Effect, Unresolved


@immutable
class ShellContext:
    """The surroundings in which shell code runs.

    Attributes:
        directory: working directory, POSIX and relative to the root; "." is the root.
        variables: values of variables that are known beforehand.
        arguments: the positional parameters `$1`, `$2`, …
        path_maps: (path inside a container, path relative to the root) of mounts and copies.
    """

    directory: str = "."
    variables: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    path_maps: tuple[tuple[str, str], ...] = ()


@immutable
class CodeRun:
    """A command that runs code or another declared step.

    Attributes:
        form: what sort of code: "python-file", "python-module", "python-code" (text of `-c` or of
            a here-document), "streamlit-app" (a file with pages beside it), "notebook",
            "shell-script", "make", "dvc", "mlproject", "snakemake",
            "compose", "compose-build", "container-build", "container-run" or "program"
            (anything else: a console script, a binary, a script of another language).
        target: path relative to the root, module name, target, stage, entry point or pipeline
            name ("" for the default one), Dockerfile, image id, or name of the program.
        arguments: the words after the target. Parameters of notebooks and MLproject entry points
            are `name=value` words; `@path` stands for a file of parameters.
        directory: working directory of the run, relative to the root.
        place: where the command stands.
        environment: (name, value) of the variables that the script hands over.
        output: the notebook or image that results, or None.
        conditional: it runs only on one side of a branch.
        background: the script does not wait for it.
        same_shell: it is sourced, so its variables and directory last.
        path_maps: those of the container that it runs in.
    """

    form: str
    target: str
    arguments: tuple[str, ...]
    directory: str
    place: Place
    environment: tuple[tuple[str, str], ...] = ()
    output: str | None = None
    conditional: bool = False
    background: bool = False
    same_shell: bool = False
    path_maps: tuple[tuple[str, str], ...] = ()


Event: TypeAlias = Access | CodeRun


@immutable
class ShellOutcome:
    """What shell code does.

    Attributes:
        accesses: what it reads and writes by itself.
        effects: what else it does.
        runs: the code that it starts.
        unresolved: accesses whose artifact could not be told.
        events: the accesses and runs in the order in which they happen.
        directory: the working directory at the end.
        variables: the variables at the end.
    """

    accesses: tuple[Access, ...]
    effects: tuple[Effect, ...]
    runs: tuple[CodeRun, ...]
    unresolved: tuple[Unresolved, ...]
    events: tuple[Event, ...]
    directory: str
    variables: Mapping[str, str]

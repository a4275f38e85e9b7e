"""`mlaudit init`."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.files import write_new

if TYPE_CHECKING:
    from mlaudit.adoption import Proposal

_NEXT = """
Next: `mlaudit scan` shows what there is to do; `mlaudit baseline write` accepts it as it is today,
so that the hook and the job fail on what is new alone. Then commit these files.
"""


def init(
    directory: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The project's directory.")
    ] = Path(),
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")
    ] = False,
) -> None:
    """Write a commented configuration, a pre-commit hook and a CI job; never overwrites a file."""
    from mlaudit.adoption import Way, propose
    from mlaudit.cli.projects import check_directory
    from mlaudit.cli.settings import refuse
    from mlaudit.configuration import ConfigurationError

    check_directory(directory)
    try:
        proposals = propose(directory)
    except ConfigurationError as error:
        raise refuse(error) from error
    except UnicodeEncodeError as error:
        told = f"{directory} has a name that is no UTF-8, which no file of settings can hold"
        raise Stop(ExitCode.USAGE, told) from error
    for proposal in proposals:
        _carry_out(proposal, directory.resolve(), dry_run)
    if any(proposal.way is not Way.KEEP for proposal in proposals):
        print(_NEXT, end="")


def _carry_out(proposal: Proposal, root: Path, dry_run: bool) -> None:
    """Write the file, or say what is left to a person."""
    from mlaudit.adoption import Way

    name = _spell(proposal.file, root)
    note = f": {proposal.note}" if proposal.note else ""
    if proposal.way is Way.WRITE:
        if not dry_run:
            _write(proposal, name)
        print(f"{'would write' if dry_run else 'wrote'} {name}")
    elif proposal.way is Way.KEEP:
        print(f"kept {name}{note}")
    elif proposal.file.is_dir():
        print(f"no job{note}; let it run\n\n{textwrap.indent(proposal.text, '    ')}")
    else:
        print(f"add to {name}{note}\n\n{textwrap.indent(proposal.text, '    ')}")


def _write(proposal: Proposal, name: str) -> None:
    try:
        proposal.file.parent.mkdir(parents=True, exist_ok=True)
        write_new(proposal.file, proposal.text.encode())
    except OSError as error:
        raise Stop(ExitCode.USAGE, f"cannot write {name}: {error.strerror}") from error


def _spell(file: Path, root: Path) -> str:
    import os

    from mlaudit.report.escape import visible

    return visible(Path(os.path.relpath(file, root)).as_posix())

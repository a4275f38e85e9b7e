"""The file in which a project keeps a record of each scan."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mlaudit.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from mlaudit.model.report import ScanResult
    from mlaudit.model.trend import Record


def remember(file: Path, result: ScanResult, written: Iterable[Path] = ()) -> tuple[Record, ...]:
    """Add a record of a scan to a file, and return all that stand there.

    Args:
        file: the file; it need not be there yet.
        result: of the scan. Where a rule failed, it is no measure of anything and is not added.
        written: other files that this command writes; with those the tree still is the commit's.
    """
    from mlaudit.discover.head import find_head
    from mlaudit.report.escape import visible
    from mlaudit.trend.file import HistoryError, append_record, read_history
    from mlaudit.trend.record import make_record

    project = result.workflow.project
    try:
        if result.failures:
            history = read_history(file)
        else:
            head = find_head(project, set(_name_inside([file, *written], project.root)))
            history = append_record(file, make_record(result, head, datetime.now(UTC)))
    except HistoryError as error:
        raise Stop(ExitCode.USAGE, visible(str(error))) from error
    for problem in history.problems:
        print(f"mlaudit: {visible(problem)}", file=sys.stderr)
    return history.records


def _name_inside(files: Iterable[Path], root: Path) -> Iterator[str]:
    """The files as the project names them, of those that lie in it."""
    top = Path(os.path.realpath(root))
    for file in files:
        path = Path(os.path.realpath(file))
        if path.is_relative_to(top):
            yield path.relative_to(top).as_posix()

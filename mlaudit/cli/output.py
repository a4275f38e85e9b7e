"""Where reports go, and what that place can show."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.files import write_whole

if TYPE_CHECKING:
    from mlaudit.report.base import Presentation, Reporter

_COLOR_SWITCHES = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""Variables by which what is no terminal gets colours."""
PIPE_WIDTH = 120
"""Columns of text that does not go to a terminal."""


def choose_reporter(subject: str, format_: str) -> Reporter:
    """The reporter of a subject in a format; ends the program where there is none."""
    from mlaudit.report.registry import find_reporter, formats

    reporter = find_reporter(subject, format_)
    if reporter is None:
        known = ", ".join(formats(subject))
        raise Stop(ExitCode.USAGE, f"there is no format {format_!r} for this; there are: {known}")
    return reporter


def present(
    root: str,
    *,
    width: int | None = None,
    no_color: bool = False,
    verbose: bool = False,
    statistics: bool = False,
) -> Presentation:
    """How to show a report on standard output."""
    from mlaudit.cli.links import find_links, find_rule_page
    from mlaudit.report.base import Presentation

    colors = None if no_color else _find_colors()
    return Presentation(
        root=root,
        width=width or _measure_width(),
        colors=colors,
        links=find_links(Path(root)) if colors is not None else "",
        rule_page=find_rule_page,
        unicode=_shows_unicode(),
        verbose=verbose,
        statistics=statistics,
    )


def show(reporter: Reporter, subject: Any, presentation: Presentation) -> None:
    """Write a report to standard output."""
    text = reporter.render(subject, presentation)
    encoding = reporter.encoding or sys.stdout.encoding or "utf-8"
    flush_output()
    flush_output(text.encode(encoding, "backslashreplace"))


def is_no_room(error: BaseException) -> bool:
    """Is it standard output that cannot take more? What concerns a file names it."""
    codes = {errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
    return isinstance(error, OSError) and error.filename is None and error.errno in codes


def flush_output(data: bytes = b"") -> None:
    """Write to standard output at once; ends the program where there is no room left.

    Raises:
        BrokenPipeError: nobody reads it any more.
    """
    try:
        sys.stdout.flush()
        if data:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refuse_output(error) from error


def refuse_output(error: Exception) -> Stop:
    """What ends the program where its output finds no room."""
    give_up_output()
    return Stop(ExitCode.USAGE, f"cannot write the output: {getattr(error, 'strerror', error)}")


def give_up_output() -> None:
    """Let what is still buffered go; Python would complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def save(reporter: Reporter, subject: Any, presentation: Presentation, path: Path) -> None:
    """Write a report to a file, without colours."""
    from dataclasses import replace

    plain = replace(presentation, colors=None, links="", unicode=True)
    try:
        write_whole(path, reporter.render(subject, plain).encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise Stop(ExitCode.USAGE, f"cannot write {path}: {error.strerror}") from error


def _measure_width() -> int:
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS"):
        return PIPE_WIDTH
    import shutil

    return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns


def _find_colors() -> str | None:
    """What rich finds out of the terminal and of NO_COLOR, FORCE_COLOR and TERM."""
    if not sys.stdout.isatty() and os.environ.keys().isdisjoint(_COLOR_SWITCHES):
        return None  # rich would say the same, and takes a while to load
    from rich.console import Console

    console = Console(file=sys.stdout)
    if console.legacy_windows or console.no_color:
        return None
    return console.color_system if console.is_terminal else None


def _shows_unicode() -> bool:
    try:
        "·…→".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True

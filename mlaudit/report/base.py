"""What a reporter is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mlaudit.model.immutable import immutable
from mlaudit.model.trend import Record


def _know_no_page(slug: str) -> str:
    return ""


def _tell_nothing(path: str) -> bytes:
    return b""


@immutable
class Presentation:
    """How a report is to be shown; machine formats use `root`, `verbose` and `contents` alone.

    Attributes:
        root: the scanned directory as the user named it.
        width: columns; None for no limit.
        colors: "standard", "256" or "truecolor", or None for plain text.
        unicode: the output can show characters beyond ASCII.
        verbose: show the evidence and the rest of long lists, too.
        links: address of the root, with a final slash, where text may link to files; else "".
        rule_page: gives the address of a rule's documentation by its slug, "" where it is not
            known; asked for where text may link to files.
        contents: gives the bytes of a file by its path relative to the root, none where it cannot
            be read: formats that need lines of the file, or columns, look them up there.
        statistics: show how many findings each rule has.
        history: records of earlier scans and of this one, by time; none where nobody keeps them.
    """

    root: str = "."
    width: int | None = 100
    colors: str | None = None
    unicode: bool = True
    verbose: bool = False
    links: str = ""
    rule_page: Callable[[str], str] = _know_no_page
    contents: Callable[[str], bytes] = _tell_nothing
    statistics: bool = False
    history: tuple[Record, ...] = ()


@immutable
class Reporter:
    """Writes one format of one subject.

    Every module under `mlaudit.report` that has a module-level `REPORTER` is found and used.

    Attributes:
        subject: what it shows: "scan" (a ScanResult), "graph" or "unresolved" (a Workflow),
            "why" (an Explanation), "runbook" (Runbooks), "rules" (a tuple of Rule) or
            "baseline" (a tuple of Entry).
        format: its name on the command line.
        render: (subject, presentation) to the text, which ends with a newline.
        encoding: of the output; None for that of the terminal.
    """

    subject: str
    format: str
    render: Callable[[Any, Presentation], str]
    encoding: str | None = "utf-8"

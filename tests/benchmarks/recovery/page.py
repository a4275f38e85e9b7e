"""The parts of docs/accuracy.md that are made: figures, and tables of verdicts.

A part stands between the lines `<!-- begin: NAME -->` and `<!-- end: NAME -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from tests.benchmarks.recovery.verdicts import Subject, Verdict, Verdicts

HEAD = ("| step | | path | verdict | what the code shows |", "|---|---|---|---|---|")


def replace_part(page: str, name: str, lines: Iterable[str]) -> str:
    """The page with a part made anew; raises ValueError where the page has no such part."""
    begin, end = f"<!-- begin: {name} -->\n", f"<!-- end: {name} -->"
    if page.count(begin) != 1 or page.count(end) != 1:
        raise ValueError(f"the page has no part {name}")
    before, _, rest = page.partition(begin)
    return before + begin + "".join(f"{line}\n" for line in lines) + end + rest.partition(end)[2]


def find_part(page: str, name: str) -> list[str]:
    """The lines of a part, none where the page has no such part."""
    begin, end = f"<!-- begin: {name} -->\n", f"<!-- end: {name} -->"
    return page.partition(begin)[2].partition(end)[0].splitlines()


def render_figures(lines: Iterable[str]) -> Iterator[str]:
    """What a command prints, as a block of the page."""
    yield "```"
    yield from (line.rstrip() for line in lines)
    yield "```"


def render_verdicts(verdicts: Verdicts) -> Iterator[str]:
    """One table a repository."""
    rows = sorted(verdicts.items(), key=lambda row: row[0])
    for repository, group in groupby(rows, key=lambda row: row[0].repository):
        yield ""
        yield f"**{repository.replace('+', '/')}**"
        yield ""
        yield from HEAD
        yield from (_render_row(subject, verdict) for subject, verdict in group)
    yield ""


def _render_row(subject: Subject, verdict: Verdict) -> str:
    cells = (
        subject.step,
        subject.direction,
        f"`{subject.path}`",
        verdict.judgement,
        verdict.reason,
    )
    return f"| {' | '.join(re.sub(r'[|]', chr(92) + '|', cell) for cell in cells)} |"

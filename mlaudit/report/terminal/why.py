"""Explanations for people: one line for each thing that leads to an access, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mlaudit.model.explanation import AccessExplanation, Explanation
from mlaudit.model.workflow import Artifact
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.terminal.page import Page
from mlaudit.report.terminal.why_rows import Row, drop_followed, list_rows, write_rows
from mlaudit.report.terminal.words import AUTOMATION_STYLES, TRACKING_WORDS, count

_SHOWN = {"write": 6, "read": 4}
"""Steps that are shown unless all are asked for."""
_VERBS = {"write": "writes", "read": "reads", "run": "runs"}
_MATCHES = {"directory": "a folder above or below it", "pattern": "a pattern that fits it"}


def render(explanation: Explanation, presentation: Presentation) -> str:
    """The text of the report."""
    page = Page(presentation)
    page.line((explanation.question, "bold"))
    if explanation.artifact is not None:
        page.line(_describe(explanation.artifact), indent=2)
    for mode, found in groupby(explanation.accesses, key=lambda access: access.mode):
        groups = [list(group) for _, group in groupby(found, key=_heading)]
        limit = len(groups) if presentation.verbose else _SHOWN.get(mode, 4)
        for group in groups[:limit]:
            page.blank()
            _write_group(page, group, explanation.question)
        if groups[limit:]:
            page.blank()
            names = _name_others([group[0].step for group in groups[limit:]])
            page.line((f"{_VERBS[mode]} it too: {names}", "dim"), hang=2)
    _write_end(page, explanation)
    return page.render()


def _describe(artifact: Artifact) -> str:
    words = [] if artifact.kind == "other" else [artifact.kind]
    words += ["folder"] if artifact.directory else []
    words.append(TRACKING_WORDS[artifact.tracking])
    words += ["deliverable"] if artifact.deliverable else []
    return ", ".join(words)


def _heading(access: AccessExplanation) -> tuple[object, ...]:
    """What accesses of one group share."""
    return access.step, access.artifact, access.match, access.reason


def _name_others(ids: Sequence[str]) -> str:
    steps = list(dict.fromkeys(ids))
    shown = ", ".join(steps[:3])
    return shown + (f" and {len(steps) - 3} more" if steps[3:] else "") + " (--all)"


def _write_group(page: Page, group: Sequence[AccessExplanation], question: str) -> None:
    access = group[0]
    known = access.artifact is not None
    name = "it" if access.artifact == question else access.artifact
    page.line(
        (access.step, "bold"),
        f" {_VERBS.get(access.mode, access.mode)} ",
        (name or "something that could not be told", "" if known else "caution"),
        (f"  {access.kind}, ", "dim"),
        (access.automation.value, AUTOMATION_STYLES[access.automation]),
        hang=2,
    )
    if access.reason:
        page.line((f"not known: {access.reason}", "caution"), indent=2)
    elif access.match in _MATCHES:
        page.line((_MATCHES[access.match], "caution"), indent=2)
    everything = page.presentation.verbose
    ways = [list(each.ways) for each in drop_followed(group)]
    shown = [way for each in ways for way in (each if everything else each[:1])]
    write_rows(page, [list_rows(way, everything) for way in shown])
    hidden = 0 if everything else sum(len(each[1:]) for each in ways)
    if hidden:
        page.line((f"and in {count(hidden, 'other way')} (--all)", "dim"), indent=2)


def _write_end(page: Page, explanation: Explanation) -> None:
    """Say what is missing, and what may be meant by writes that could not be told."""
    if explanation.artifact is None:
        return
    modes = {access.mode for access in explanation.accesses}
    missing = [_VERBS[mode] for mode in ("write", "read") if mode not in modes]
    if missing:
        page.blank()
        page.line(f"No step that mlaudit sees {' or '.join(missing)} it.")
    if not explanation.possible:
        return
    page.blank()
    page.line("It may also come from a write whose path could not be told:")
    shown = explanation.possible if page.presentation.verbose else explanation.possible[:4]
    write_rows(page, [list(_list_possible(explanation))[: len(shown)]])
    if explanation.possible[len(shown) :]:
        page.line((f"and {len(explanation.possible) - len(shown)} more (--all)", "dim"), indent=2)


def _list_possible(explanation: Explanation) -> Iterator[Row]:
    for write in explanation.possible:
        reason = f"  not known: {write.reason}" if write.reason else ""
        yield Row(str(write.place), ((write.via, ""), (reason, "caution")))


REPORTER = Reporter("why", "text", render, encoding=None)

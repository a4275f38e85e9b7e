"""The trend as a small picture for a page: the score and, below it, the work by hand.

Colours come from custom properties of the page (`--trend-score`, `--trend-hidden`, `--trend-hand`,
`--trend-grid`, `--trend-ink`), with others for pages that set none. Lines differ in dashes and
have their names and last values beside them, so that nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from mlaudit.model.trend import Record
from mlaudit.report.escape import visible
from mlaudit.report.pictures.svg.elements import add_element, make_element
from mlaudit.report.terminal.words import count, points
from mlaudit.report.trend.panel import Line, Panel, write_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

WIDTH, HEIGHT = 720, 300
_LEFT, _RIGHT = 34, 548
_SCORES = (24.0, 156.0)
_ACTIONS = (190.0, 272.0)
_SCORE = "var(--trend-score, #0a58ca)"
_HIDDEN = "var(--trend-hidden, #b3121d)"
_HAND = "var(--trend-hand, #7a5200)"


def draw_trend(records: Sequence[Record], *, name: str = "trend") -> Element | None:
    """An element `svg` for a page of HTML, or None where there is no record.

    Args:
        records: by time.
        name: begins the ids in the picture; another one for each picture of a page.
    """
    if not records:
        return None
    root = _begin(records, name)
    xs = _place(records)
    _draw_scores(root, records, xs)
    _draw_actions(root, records, xs)
    _write_days(root, records, xs)
    for record, x in zip(records, xs, strict=True):
        spot = {"class": "trend-scan", "x": f"{x - 4:.1f}", "y": "16", "width": "8"}
        told = add_element(root, "rect", spot | {"height": "264", "fill": "transparent"})
        add_element(told, "title").text = tell_record(record)
    return root


def tell_record(record: Record) -> str:
    """`2030-12-31 23:59 UTC, commit 0123456789: score 41 to 53 of 100; 7 by hand, 4 of them …`."""
    when = _read_time(record).strftime("%Y-%m-%d %H:%M UTC")
    commit = f", commit {record.commit[:10]}" if record.commit else ""
    changed = " with changes" if record.commit and record.clean is False else ""
    return visible(f"{when}{commit}{changed}: {tell_state(record)}")


def tell_state(record: Record) -> str:
    """`score 41 of 100, or 53 …; 7 actions by hand, 4 of them documented nowhere`."""
    hand = count(record.manual_actions, "action") + " by hand"
    hidden = f"{hand}, {record.undocumented} of them documented nowhere"
    if record.proven is None or record.optimistic is None:
        return f"no score; {hidden}"
    ends = [points(record.proven), points(record.optimistic)]
    or_ = "" if ends[0] == ends[1] else f" proven, {ends[1]} if the unresolved paths are fine"
    return f"score {ends[0]} of 100{or_}; {hidden}"


def _begin(records: Sequence[Record], name: str) -> Element:
    ids = f"{name}-title", f"{name}-description"
    root = make_element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "trend",
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "width": "100%",
            "role": "img",
            "aria-labelledby": " ".join(ids),
            "font-family": "system-ui, sans-serif",
            "font-size": "12",
        },
    )
    title = f"Score and work by hand over {count(len(records), 'scan')}"
    add_element(root, "title", {"id": ids[0]}).text = title
    told = f"First, {tell_record(records[0])}. Last, {tell_record(records[-1])}."
    add_element(root, "desc", {"id": ids[1]}).text = told
    return root


def _draw_scores(root: Element, records: Sequence[Record], xs: Sequence[float]) -> None:
    """The band between what is proven and what may be; scores of two definitions are not tied."""
    panel = Panel(root, "Score", _SCORES, (_LEFT, _RIGHT), 100)
    panel.draw_grid((0, 50, 100))
    runs = _list_runs(records, xs)
    panel.draw_bands(runs, _SCORE)
    ends = [
        Line("proven", _SCORE, "", [[(x, low) for x, low, _ in run] for run in runs]),
        Line("optimistic", _SCORE, "5 3", [[(x, high) for x, _, high in run] for run in runs]),
    ]
    panel.draw_lines(ends if any(low != high for run in runs for _, low, high in run) else ends[:1])


def _list_runs(
    records: Sequence[Record], xs: Sequence[float]
) -> list[list[tuple[float, float, float]]]:
    """(x, proven, optimistic) of neighbours that were scored by one definition."""
    numbered = zip(records, xs, strict=True)
    runs = []
    for _, group in groupby(numbered, key=lambda pair: (pair[0].proven is None, _version(pair[0]))):
        run = [
            (x, record.proven, record.optimistic)
            for record, x in group
            if record.proven is not None and record.optimistic is not None
        ]
        runs += [run] if run else []
    return runs


def _version(record: Record) -> int:
    return record.score_version


def _draw_actions(root: Element, records: Sequence[Record], xs: Sequence[float]) -> None:
    most = max(1, *(max(record.manual_actions, record.undocumented) for record in records))
    panel = Panel(root, "Actions by hand", _ACTIONS, (_LEFT, _RIGHT), most)
    panel.draw_grid((0, most))
    hand = [(x, float(record.manual_actions)) for record, x in zip(records, xs, strict=True)]
    hidden = [(x, float(record.undocumented)) for record, x in zip(records, xs, strict=True)]
    panel.draw_bands([[(x, 0.0, high) for x, high in hidden]], _HIDDEN)
    panel.draw_lines(
        [
            Line("by hand", _HAND, "5 3", [hand]),
            Line("documented nowhere", _HIDDEN, "", [hidden]),
        ]
    )


def _place(records: Sequence[Record]) -> list[float]:
    """Where each scan stands, as far apart as they are in time; a single one at the end."""
    times = [_read_time(record).timestamp() for record in records]
    span = times[-1] - times[0]
    room = _RIGHT - _LEFT
    return [_LEFT + room * ((time - times[0]) / span) if span else _RIGHT for time in times]


def _write_days(root: Element, records: Sequence[Record], xs: Sequence[float]) -> None:
    first, last = (_read_time(r).strftime("%Y-%m-%d") for r in (records[0], records[-1]))
    write_text(root, last, xs[-1], HEIGHT - 8, "middle")
    if first != last:
        write_text(root, first, xs[0], HEIGHT - 8, "start")


def _read_time(record: Record) -> datetime:
    return datetime.fromisoformat(record.time).astimezone(UTC)

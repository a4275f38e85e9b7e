"""How the project changes from scan to scan, where somebody keeps records of that."""

from __future__ import annotations

from mlaudit.report.html.icons import adopt
from mlaudit.report.html.markup import Content, tag
from mlaudit.report.html.subject import Subject
from mlaudit.report.terminal.words import count
from mlaudit.report.trend.chart import draw_trend, tell_record

_LISTED = 50


def write_trend(subject: Subject) -> Content:
    """The section; nothing where there is no record."""
    records = subject.presentation.history
    drawn = draw_trend(records)
    if drawn is None:
        return None
    latest = list(reversed(records))[:_LISTED]
    return tag(
        "section",
        tag("h2", "Trend"),
        tag("div", adopt(drawn, whole=True), class_="sheet"),
        tag(
            "details",
            tag("summary", f"{count(len(records), 'scan')} in words"),
            tag("ul", (tag("li", tell_record(record)) for record in latest)),
            class_="plain",
        ),
        id="trend",
    )

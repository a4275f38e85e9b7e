"""The page: verdict, runbooks, picture, findings, score, rules, and what was looked at."""

from __future__ import annotations

from mlaudit.model.report import ScanResult
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import disarm_xml
from mlaudit.report.html.assets.reading import read_script, read_style
from mlaudit.report.html.change import write_change
from mlaudit.report.html.coverage import write_coverage
from mlaudit.report.html.findings import write_findings
from mlaudit.report.html.headline import write_deliverables, write_headline
from mlaudit.report.html.markup import Content, Element, Source, link, tag, write
from mlaudit.report.html.pictures import write_pictures
from mlaudit.report.html.policy import write_policy
from mlaudit.report.html.rules import write_rules
from mlaudit.report.html.runbook import write_runbooks
from mlaudit.report.html.score import write_score
from mlaudit.report.html.subject import Subject
from mlaudit.report.html.trend import write_trend

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Cpath d='M5 1h6l4 4v6l-4 4H5l-4-4V5z' fill='%23ffd7d5' stroke='%23b3121d' "
    "stroke-width='2'/%3E%3C/svg%3E"
)
_TITLES = {
    "verdict": "Verdict",
    "change": "This change",
    "deliverables": "Deliverables",
    "runbook": "Runbook",
    "workflow": "Workflow",
    "findings": "Findings",
    "score": "Score",
    "trend": "Trend",
    "rules": "Rules",
    "coverage": "Looked at",
}


def render(result: ScanResult, presentation: Presentation) -> str:
    """The page; the same result gives the same bytes."""
    subject = Subject(result, presentation)
    parts: list[Content] = [
        write_headline(subject),
        write_change(subject),
        write_deliverables(subject),
        write_runbooks(subject),
        write_pictures(subject),
        write_findings(subject),
        write_score(subject),
        write_trend(subject),
        write_rules(subject),
        write_coverage(subject),
    ]
    name = result.workflow.project.name
    body = tag(
        "body",
        link("#main", "Skip to the report", class_="skip"),
        _write_header(name, parts),
        tag("main", parts, id="main", tabindex="-1"),
        tag(
            "footer",
            tag("p", f"mlaudit {result.version}. It read this repository, and ran nothing of it."),
        ),
        tag("script", Source(read_script())),
    )
    page = tag("html", _write_head(name), body, lang="en")
    return disarm_xml(f"<!DOCTYPE html>\n{write(page)}\n")


def _write_head(name: str) -> Element:
    policy = write_policy(read_style(), read_script())
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name_="referrer", content="no-referrer"),
        tag("meta", name_="color-scheme", content="light dark"),
        tag("title", f"{name}: what is done by hand"),
        Element("link", (("rel", "icon"), ("href", _ICON))),
        tag("style", Source(read_style())),
    )


def _write_header(name: str, parts: list[Content]) -> Element:
    ids = [dict(part.attributes).get("id", "") for part in parts if isinstance(part, Element)]
    links = [tag("li", link(f"#{id_}", _TITLES[id_])) for id_ in ids if id_ in _TITLES]
    theme = tag("button", "Dark", type="button", id="theme", hidden=True)
    return tag(
        "header",
        tag("p", tag("b", "mlaudit"), tag("span", name, class_="project"), class_="brand"),
        tag("nav", tag("ul", links), aria_label="Sections"),
        theme,
    )


REPORTER = Reporter("scan", "html", render)

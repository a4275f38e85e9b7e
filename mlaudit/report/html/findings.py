"""Findings with code, evidence and remedy; what the filters go by stands in `data-` attributes."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.model.finding import Evidence, Finding
from mlaudit.report.advice import tell_registering
from mlaudit.report.html.excerpts import Excerpts
from mlaudit.report.html.filters import write_filters
from mlaudit.report.html.markup import Content, Element, code, link, prose, tag
from mlaudit.report.html.subject import Subject
from mlaudit.report.news import tell_counts
from mlaudit.report.terminal.findings import tell_points
from mlaudit.report.terminal.words import count

_EXCERPTS = 300
"""Findings with code; so many are more than anybody reads."""
_EVIDENCE = 12
_PLACES = 8


def write_findings(subject: Subject) -> Element:
    """The section of findings: to act on, then set aside."""
    excerpts = Excerpts(subject.result.workflow.project, subject.presentation)
    told = subject.result.told
    written = [
        (finding.status in told, _write_finding(subject, finding, number, excerpts))
        for number, finding in enumerate(subject.findings, 1)
    ]
    acted = [element for told_, element in written if told_]
    aside = [element for told_, element in written if not told_]
    return tag(
        "section",
        tag("h2", "Findings"),
        tag("p", f"{tell_counts(subject.result)}.", class_="lead"),
        write_filters(subject) if written else None,
        tag("div", acted, class_="findings") if acted else _praise(subject),
        _fold(aside),
        id="findings",
    )


def _praise(subject: Subject) -> Element:
    result = subject.result
    if result.hidden or result.baselined or result.ignored or result.documented:
        told = "Nothing new to act on."
    else:
        told = "Nothing was found that a person would have to know or do unaided."
    return tag("p", told, class_="empty")


def _fold(aside: list[Element]) -> Content:
    if not aside:
        return None
    title = f"{count(len(aside), 'finding')} set aside: baselined, ignored or documented"
    return tag("details", tag("summary", title), aside, class_="aside findings")


def _write_finding(subject: Subject, finding: Finding, number: int, excerpts: Excerpts) -> Element:
    gain = tell_points(finding.points)
    marks: list[Content] = [
        tag("span", finding.severity.value, class_=f"severity {finding.severity.value}"),
        tag("span", prose(finding.message), class_="message"),
        tag("span", code(str(finding.place)), class_="place"),
        tag("span", gain, class_="gain", title="points of the score") if gain else None,
        tag("span", finding.status, class_="status") if finding.status != "new" else None,
    ]
    return tag(
        "details",
        tag("summary", marks),
        tag(
            "div",
            excerpts.show(finding.place) if number <= _EXCERPTS else None,
            tag("p", tag("b", "Fix: "), prose(finding.remedy), class_="fix"),
            _write_facts(subject, finding),
            _write_places(finding),
            _write_evidence(finding.evidence),
            class_="body",
        ),
        id=f"finding-{number}",
        class_="finding",
        data_rule=finding.code,
        data_severity=finding.severity.value,
        data_confidence=finding.confidence.value,
        data_status=finding.status,
        data_deliverables=subject.tell_deliverables(*finding.about) or None,
        data_written=subject.state_of_finding.get(finding.fingerprint),
    )


def _write_facts(subject: Subject, finding: Finding) -> Element:
    rule = link(f"#rule-{finding.code}", finding.code, " ", finding.rule)
    facts: list[tuple[str, Content]] = [
        ("Rule", rule),
        ("Confidence", finding.confidence.value),
        ("Subject", code(finding.subject) if finding.subject else None),
        ("In", code(finding.scope) if finding.scope else None),
        ("Set aside", finding.reason or None),
        ("Concerns", _write_nodes(subject, finding.about) or None),
    ]
    if finding.status == "new" and finding.family != "mlaudit":
        command = tell_registering(finding, subject.presentation.root)
        facts.append(("Stays by hand?", code(command, class_="command")))
    return tag(
        "dl",
        ((tag("dt", name), tag("dd", value)) for name, value in facts if value),
        class_="facts",
    )


def _write_nodes(subject: Subject, ids: Iterable[str]) -> list[Content]:
    found = [(id_, subject.find_anchor("artifact", id_)) for id_ in ids]
    told = [link(f"#{anchor}", code(id_)) for id_, anchor in found[:_PLACES] if anchor]
    return [part for one in told for part in (one, " ")]


def _write_places(finding: Finding) -> Content:
    others = finding.places[1:]
    if not others:
        return None
    named = [part for place in others[:_PLACES] for part in (code(str(place)), " ")]
    more = len(others) - _PLACES
    return tag("p", "Also at ", named, f"and {more} more" if more > 0 else None, class_="also")


def _write_evidence(evidence: tuple[Evidence, ...]) -> Content:
    if not evidence:
        return None
    rows: list[Content] = [
        tag("li", code(str(one.place)), " ", prose(one.note)) for one in evidence[:_EVIDENCE]
    ]
    more = len(evidence) - _EVIDENCE
    if more > 0:
        rows.append(tag("li", f"and {more} more"))
    return [tag("p", tag("b", "Evidence"), class_="label"), tag("ul", rows, class_="evidence")]

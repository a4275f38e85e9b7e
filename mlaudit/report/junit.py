"""Test results in the XML of JUnit, which nearly every CI system shows.

Each new finding is a test that has failed: those who follow a test by its name follow a finding,
as the name holds no line. What rules did not find is no test that has passed: a rule may have been
left out of the report. The structure is that of junit-10.xsd of the xUnit plugin of Jenkins.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import disarm_xml, visible
from mlaudit.report.locations import Locations, tell_cell
from mlaudit.report.news import list_told, number_equals

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAME = "mlaudit"


def render(result: ScanResult, presentation: Presentation) -> str:
    """The XML text."""
    from xml.etree import ElementTree

    cases = [
        *_list_findings(result, Locations(presentation)),
        *(_case(name, "rule", "error", error) for name, error in result.failures),
        *_list_unread(result),
    ]
    failed, errors, skipped = (
        sum(case.find(outcome) is not None for case in cases)
        for outcome in ("failure", "error", "skipped")
    )
    if not failed and not errors:
        cases.insert(0, _element("testcase", classname=_NAME, name="nothing new was found"))
    totals = {"tests": str(len(cases)), "failures": str(failed), "errors": str(errors)}
    suites = _element("testsuites", name=_NAME, **totals)
    suite = _element("testsuite", name=_NAME, **totals, skipped=str(skipped))
    suite.extend(cases)
    suites.append(suite)
    ElementTree.indent(suites)
    text = ElementTree.tostring(suites, encoding="unicode")
    return disarm_xml(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n')


def _list_findings(result: ScanResult, locations: Locations) -> Iterator[Element]:
    numbers = {id(finding): number for finding, number in number_equals(result.findings)}
    for finding in list_told(result):
        number = numbers[id(finding)]
        name = " ".join(filter(None, (finding.place.path, finding.scope, finding.subject)))
        case = _case(
            f"{name} #{number + 1}" if number else name,
            f"{finding.family}.{finding.rule}",
            "failure",
            finding.message,
            finding.severity.value,
        )
        case[0].text = _describe(finding, locations)
        yield case


def _describe(finding: Finding, locations: Locations) -> str:
    place = finding.place
    lines = [
        f"{locations.path(place.path)}:{locations.line(place)}: "
        f"{tell_cell(place)}{finding.code} {finding.rule}",
        finding.message,
        finding.remedy,
        *(f"also at {also}" for also in finding.places[1:]),
        *(f"{evidence.place}: {evidence.note}" for evidence in finding.evidence),
    ]
    return "\n".join(visible(line) for line in lines)


def _list_unread(result: ScanResult) -> Iterator[Element]:
    for problem in result.workflow.problems:
        if problem.whole:
            yield _case(str(problem.place), "unread", "skipped", problem.reason)


def _case(name: str, group: str, outcome: str, message: str, type_: str = "") -> Element:
    from xml.etree.ElementTree import SubElement

    case = _element("testcase", classname=f"{_NAME}.{group}", name=name)
    told = {"message": visible(message)} | ({"type": type_} if type_ else {})
    SubElement(case, outcome, told)
    return case


def _element(tag: str, **attributes: str) -> Element:
    from xml.etree.ElementTree import Element

    return Element(tag, {name: visible(text) for name, text in attributes.items()})


REPORTER = Reporter("scan", "junit", render)

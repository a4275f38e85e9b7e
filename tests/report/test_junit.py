from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given, settings

from mlaudit.model.facts import Problem
from mlaudit.model.place import Place
from mlaudit.model.report import ScanResult
from mlaudit.report.base import Presentation
from mlaudit.report.escape import visible
from mlaudit.report.junit import REPORTER
from tests.report.examples import make_finding, make_result, make_workflow
from tests.report.hostile import TEXTS, make_hostile_result

STRUCTURE = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, set(), {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname", "id"},
        {"name", "tests", "failures", "errors"},
        {"properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": (
        {"name", "classname", "time", "group"},
        {"name"},
        {"skipped", "error", "failure", "system-out", "system-err"},
    ),
    "failure": ({"type", "message"}, set(), set()),
    "error": ({"type", "message"}, set(), set()),
    "skipped": ({"type", "message"}, set(), set()),
}
"""Attributes, those that are required, and children of each element, as junit-10.xsd has them

(https://github.com/jenkinsci/xunit-plugin, types/model/xsd)."""


def show(result: ScanResult, root: str = ".") -> ElementTree.Element:
    text = REPORTER.render(result, Presentation(root))
    suites = ElementTree.fromstring(text.encode())
    for element in suites.iter():
        known, required, children = STRUCTURE[element.tag]
        assert required <= set(element.attrib) <= known
        assert {child.tag for child in element} <= children
    for tag, counted in (("failure", "failures"), ("error", "errors"), ("testcase", "tests")):
        number = str(len(list(suites.iter(tag))))
        assert suites.get(counted) == suites[0].get(counted) == number
    return suites


def quiet(result: ScanResult) -> ScanResult:
    return replace(result, workflow=replace(make_workflow(), problems=()))


def test_a_finding_is_a_test_that_failed() -> None:
    finding = replace(make_finding(place=Place("a.ipynb", 4, 2)), also=(Place("b.py", 7),))
    (case,) = show(quiet(make_result((finding,))), "churn")[0]
    assert case.attrib == {
        "classname": "mlaudit.inputs.untracked-input",
        "name": "a.ipynb load data/raw.csv",
    }
    (failure,) = case
    assert failure.attrib == {"type": "high", "message": finding.message}
    assert failure.text == (
        "churn/a.ipynb:1: cell 2, line 4: INP001 untracked-input\n"
        "a.ipynb reads data/raw.csv; nothing makes or fetches it.\n"
        "Keep a version of it (`dvc add data/raw.csv`).\n"
        "also at b.py:7\n"
        "README.md:9: asks for the file"
    )


def test_equal_findings_are_tests_of_their_own() -> None:
    second = replace(
        make_finding(place=Place("src/train.py", 40)), fingerprint=make_finding().fingerprint
    )
    names = [case.get("name") for case in show(quiet(make_result((second, make_finding()))))[0]]
    assert names == ["src/train.py load data/raw.csv", "src/train.py load data/raw.csv #2"]


def test_nothing_new_is_a_test_that_passed() -> None:
    old = make_finding(status="baselined")
    (case,) = show(quiet(make_result((old,))))[0]
    assert case.get("name") == "nothing new was found"
    assert list(case) == []


def test_what_was_not_read_is_skipped_and_what_failed_is_an_error() -> None:
    result = make_result(())
    passed, unread = show(result)[0]
    assert list(passed) == []
    assert unread.get("name") == "bad.ipynb"
    assert unread[0].attrib == {"message": "broken JSON at line 1"}
    error, _ = show(replace(result, failures=(("INP001 untracked-input", "KeyError: x"),)))[0]
    assert (error.get("name"), error[0].tag) == ("INP001 untracked-input", "error")


@settings(deadline=None)
@given(TEXTS)
def test_no_text_breaks_the_document(text: str) -> None:
    result = make_hostile_result(text)
    problem = Problem(Place(text), text)
    suites = show(replace(result, workflow=replace(result.workflow, problems=(problem,))))
    failed, error, unread = suites[0]
    shown = [failed[0].get("message"), error.get("name"), unread[0].get("message")]
    assert [str(text).replace("#\\x23", "##") for text in shown] == [visible(text)] * 3
    document = REPORTER.render(result, Presentation())
    assert document.replace("\n", "").isprintable()
    assert "##[" not in document
    assert not any(line.lstrip().startswith("::") for line in document.splitlines())

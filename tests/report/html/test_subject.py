from __future__ import annotations

from dataclasses import replace

from mlaudit.model.assessment import Action
from mlaudit.model.vocabulary import Automation
from mlaudit.report.base import Presentation
from mlaudit.report.html.markup import write
from mlaudit.report.html.runbook import write_runbooks
from mlaudit.report.html.subject import Subject
from tests.report.examples import MODEL, RAW, make_deliverable, make_finding, make_result


def test_findings_to_act_on_come_first_and_worst() -> None:
    findings = (
        make_finding("A", status="ignored", subject="a"),
        make_finding("B", points=1.0, subject="b"),
        make_finding("C", points=5.0, subject="c"),
    )
    subject = Subject(make_result(findings), Presentation())
    assert [finding.code for finding in subject.findings] == ["C", "B", "A"]
    assert list(subject.anchor_of_finding.values()) == ["finding-1", "finding-2", "finding-3"]


def test_code_that_is_a_step_is_found_as_one() -> None:
    subject = Subject(make_result(), Presentation())
    step = subject.find_anchor("step", "src/train.py")
    assert step.startswith("node-s")
    assert subject.find_anchor("artifact", "src/train.py") == step
    assert subject.find_anchor("artifact", RAW).startswith("node-a")
    assert subject.find_anchor("artifact", "gone") == ""


def test_deliverables_are_told_by_their_numbers() -> None:
    deliverables = (make_deliverable("other.pkl"), make_deliverable(MODEL))
    subject = Subject(make_result(deliverables=deliverables), Presentation())
    assert subject.tell_deliverables(RAW) == "2"
    assert subject.tell_deliverables("gone") == ""


def test_the_worst_state_of_the_work_that_a_finding_explains_counts() -> None:
    actions = tuple(
        Action("run", name, automation, None, findings=("f",), manual=manual)
        for name, automation, manual in (
            ("a", Automation.DOCUMENTED, True),
            ("b", Automation.SCRIPTED, True),
            ("c", Automation.HIDDEN, False),
        )
    )
    one = make_deliverable(actions=actions)
    subject = Subject(make_result(deliverables=(one,)), Presentation())
    assert subject.state_of_finding == {"f": "documented"}


def test_an_action_keeps_its_name_when_others_come_before_it() -> None:
    (one,) = make_result().assessment.deliverables
    other = replace(one, runbook=(Action("run", "x", Automation.HIDDEN, None), *one.runbook))
    pages = [
        write(write_runbooks(Subject(make_result(deliverables=(d,)), Presentation())))
        for d in (one, other)
    ]
    keys = [{part.split('"')[0] for part in page.split('data-key="')[1:]} for page in pages]
    assert keys[0] < keys[1]

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from mlaudit.model.assessment import Assessment, Score
from mlaudit.model.graph import Workflow
from mlaudit.model.project import Project
from mlaudit.model.report import ScanResult
from mlaudit.report.base import Presentation
from mlaudit.report.html.page import render
from tests.report.examples import make_deliverable, make_finding, make_result
from tests.report.hostile import HOSTILE, TEXTS, make_hostile_result
from tests.report.html.reading import Reading, strip_sources
from tests.report.pictures.workflows import make_chain, make_hostile_workflow
from tests.trend.records import make_record

SCORELESS = Score(None, None, None, "no deliverable was found")


def show(result: ScanResult, presentation: Presentation = Presentation()) -> str:  # noqa: B008
    return render(result, presentation)


def list_ids(page: str) -> list[str]:
    return [value or "" for name, value in Reading(page).attributes if name == "id"]


def test_the_policy_allows_this_style_and_this_script_and_nothing_else() -> None:
    page = show(make_result())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy[1].replace("&#x27;", "'").split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy[1]
    for name in ("style", "script"):
        (source,) = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert rules[f"{name}-src"] == f"'sha256-{digest}'"


def test_nothing_is_asked_of_any_other_place() -> None:
    read = Reading(strip_sources(show(make_result())))
    for name, value in read.attributes:
        assert name not in {"src", "srcset", "action", "style"}
        assert not name.startswith("on")
        if name == "href":
            assert (value or "").startswith(("#", "data:image/svg+xml,"))
    style, script = re.findall(r"<(?:style|script)>(.*?)</", show(make_result()), re.DOTALL)
    assert not re.search(r"@import|url\((?!#)|https?:", style)
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|eval\(|document\.write|fetch|https?:", script
    )


def test_every_link_within_the_page_leads_somewhere_and_no_id_is_there_twice() -> None:
    page = strip_sources(show(make_result()))
    ids = list_ids(page)
    assert len(ids) == len(set(ids))
    targets = {value for name, value in Reading(page).attributes if name == "href"}
    assert {t[1:] for t in targets if t and t.startswith("#")} <= set(ids)


def test_the_verdict_comes_first_and_names_what_is_written_down_nowhere() -> None:
    text = " ".join(Reading(strip_sources(show(make_result()))).text.split())
    start = text.index(
        "To rebuild it, a person does 2 things by hand. 1 of them is written down nowhere."
    )
    assert text.index("models/churn.pkl") < start < text.index("Runbook", start)
    assert "obtain data/raw.csv nothing makes or fetches it" in text[start : start + 500]


@pytest.mark.parametrize(
    ("number", "hidden", "told"),
    [
        (0, 0, "To rebuild it from a clean clone, nothing is done by hand."),
        (1, 0, "To rebuild it, a person does 1 thing by hand. It is documented."),
        (1, 1, "To rebuild it, a person does 1 thing by hand. It is written down nowhere."),
        (2, 0, "To rebuild it, a person does 2 things by hand. Both are documented."),
        (3, 0, "To rebuild it, a person does 3 things by hand. All of them are documented."),
        (
            3,
            3,
            "To rebuild it, a person does 3 things by hand. All of them are written down nowhere.",
        ),
        (
            5,
            2,
            "To rebuild it, a person does 5 things by hand. 2 of them are written down nowhere.",
        ),
    ],
)
def test_the_verdict_is_a_sentence(number: int, hidden: int, told: str) -> None:
    one = replace(make_deliverable(), manual_actions=number, undocumented=hidden)
    page = show(make_result(deliverables=(one,)))
    assert told in " ".join(Reading(strip_sources(page)).text.split())


def test_the_sections_stand_in_their_order() -> None:
    ids = re.findall(r'<section[^>]* id="(\w+)"', strip_sources(show(make_result())))
    expected = ["verdict", "runbook", "workflow", "findings", "score", "rules", "coverage"]
    assert ids == expected


def test_several_deliverables_have_a_table_and_tell_each_action_once() -> None:
    page = show(make_result(deliverables=(make_deliverable(), make_deliverable("models/b.pkl"))))
    text = Reading(strip_sources(page)).text
    assert "2 deliverables, each with its own way" in text
    assert text.count("told above") == 4


def test_a_finding_has_its_code_its_remedy_its_rule_and_what_filters_go_by() -> None:
    code = b"import x\n\n\ndata = read('raw.csv')\nend\n"
    page = show(make_result((make_finding(),)), Presentation(contents=lambda path: code))
    (found,) = re.findall(r'<details id="finding-1"[^>]*>', page)
    for told in ('data-rule="INP001"', 'data-severity="high"', 'data-status="new"'):
        assert told in found
    assert 'data-written="hidden"' in found
    assert 'data-deliverables="1"' in found
    text = Reading(strip_sources(page)).text
    assert "data = read('raw.csv')" in text
    assert "dvc add data/raw.csv" in text
    assert "What it finds" in text


def test_findings_that_are_set_aside_are_folded_away() -> None:
    aside = make_finding("ORD001", "implicit-order", status="baselined", subject="x")
    page = strip_sources(show(make_result((aside, make_finding()))))
    assert "1 finding set aside" in page
    assert (
        page.index('data-status="new"')
        < page.index("set aside")
        < page.index('data-status="baselined"')
    )


def test_the_trend_is_drawn_where_there_are_records_and_left_out_elsewhere() -> None:
    records = tuple(make_record(day) for day in range(3))
    page = show(make_result(), Presentation(history=records))
    assert 'id="trend"' in page
    assert "3 scans in words" in page
    assert 'id="trend"' not in show(make_result())


def test_an_empty_scan_has_a_page() -> None:
    project = Project(root=Path("/nowhere"), name="nowhere", files=())
    result = ScanResult(Workflow(project), Assessment(SCORELESS), ())
    text = Reading(strip_sources(show(result))).text
    assert "Nothing here is made for anybody" in text
    assert "Nothing was found that a person would have to know or do unaided." in text
    assert "No score: no deliverable was found." in text


def test_failures_and_unread_files_are_told() -> None:
    result = replace(make_result(), failures=(("INP001", "boom"),))
    text = Reading(strip_sources(show(result))).text
    for told in ("INP001: boom", "broken JSON at line 1", "a key twice", "a virtual environment"):
        assert told in text


def test_three_hundred_steps_make_a_page_of_bearable_size() -> None:
    result = replace(make_result(), workflow=make_chain(300))
    assert len(show(result).encode()) < 1_000_000


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_element_and_no_attribute(text: str) -> None:
    usual = Reading(strip_sources(show(make_hostile_result("usual"))))
    hostile = Reading(strip_sources(show(make_hostile_result(text))))
    assert set(hostile.names) <= set(usual.names)
    assert {name for name, _ in hostile.attributes} <= {name for name, _ in usual.attributes}
    for name, value in hostile.attributes:
        assert name != "href" or str(value).startswith(("#", "data:image/svg+xml,"))


@given(TEXTS)
@settings(max_examples=20, deadline=None)
def test_hostile_workflows_make_no_element(text: str) -> None:
    result = replace(make_result(), workflow=make_hostile_workflow(text))
    usual = replace(make_result(), workflow=make_hostile_workflow("usual.py"))
    names = Reading(strip_sources(show(result))).names
    assert set(names) <= set(Reading(strip_sources(show(usual))).names)


def test_the_same_result_gives_the_same_bytes() -> None:
    assert show(make_result()) == show(make_result())
    assert show(make_result()) == show(replace(make_result(), seconds=7.0))

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from mlaudit.model.assessment import Score
from mlaudit.model.report import ScanResult
from mlaudit.model.trend import Record
from mlaudit.report.base import Presentation
from mlaudit.report.trend.badge import COLOURS, UNKNOWN, render, tell_badge
from tests.report.examples import make_actions, make_deliverable, make_result
from tests.report.hostile import HOSTILE, make_hostile_result
from tests.trend.records import make_record

SVG = "{http://www.w3.org/2000/svg}"


def read(result: ScanResult, *history: Record) -> ElementTree.Element:
    return ElementTree.fromstring(render(result, Presentation(history=history)))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_badge_tells_the_numbers_in_words() -> None:
    root = read(make_result())
    assert [text.text for text in root.iter(f"{SVG}text")] == [
        "manual steps",
        "1 of 2 undocumented · 41/100",
    ]
    told = "manual steps: 1 of 2 undocumented · 41/100 (level 0, remembered)"
    assert root.get("aria-label") == root.findtext(f"{SVG}title") == told


@pytest.mark.parametrize(
    ("actions", "told"),
    [
        (make_actions()[1:], "1, all documented · 41/100"),
        (make_actions()[1:3], "none · 41/100"),
    ],
)
def test_what_is_documented_is_told_so(actions: tuple[object, ...], told: str) -> None:
    deliverable = make_deliverable(actions=actions)  # type: ignore[arg-type]
    assert tell_badge(make_result(deliverables=(deliverable,))) == told


def test_nothing_to_assess_is_no_praise() -> None:
    shown = render(make_result((), Score(None, None, None, "no step"), ()), Presentation())
    assert "nothing to assess" in shown
    assert UNKNOWN in shown


@pytest.mark.parametrize("colour", [*COLOURS, UNKNOWN])
def test_white_text_is_readable_on_every_colour(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 5


@pytest.mark.parametrize("level", range(5))
def test_the_colour_tells_the_level(level: int) -> None:
    root = read(make_result(score=Score(50.0, 50.0, level, None)))
    fills = [rect.get("fill") for rect in root.iter(f"{SVG}rect")]
    assert COLOURS[level] in fills


def test_earlier_scans_are_a_line_within_the_badge() -> None:
    assert read(make_result(), make_record()).find(f"{SVG}path") is None
    history = [make_record(day, undocumented=30 - day) for day in range(30)]
    root = read(make_result(), *history)
    path = root.find(f"{SVG}path")
    assert path is not None
    spots = [tuple(map(float, spot.split())) for spot in path.get("d", "")[1:].split(" L")]
    assert len(spots) == 20
    assert all(0 < x < float(root.get("width", "0")) and 0 < y < 20 for x, y in spots)
    assert spots[0][1] < spots[-1][1]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_repository_is_in_the_badge(text: str) -> None:
    result = make_hostile_result(text)
    history = (make_record(0, text), make_record(1, text, version=text))
    harmless = render(make_result(deliverables=result.assessment.deliverables), Presentation())
    assert render(result, Presentation()) == harmless
    shown = replace(Presentation(), history=history)
    assert render(result, shown) == render(result, replace(shown, history=history[::-1]))

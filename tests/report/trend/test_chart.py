from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.model.trend import Record
from mlaudit.report.trend.chart import HEIGHT, WIDTH, draw_trend
from tests.report.hostile import HOSTILE
from tests.trend.records import make_record

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "g", "path", "circle", "rect", "text", "title", "desc"}


def read(*records: Record) -> ElementTree.Element:
    drawn = draw_trend(records)
    assert drawn is not None
    return ElementTree.fromstring(ElementTree.tostring(drawn))


def list_texts(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def count_lines(root: ElementTree.Element) -> int:
    return sum(path.get("class") == "trend-line" for path in root.iter(f"{SVG}path"))


def test_without_records_there_is_no_picture() -> None:
    assert draw_trend(()) is None


def test_the_picture_has_names_and_values_as_text() -> None:
    root = read(make_record(0, undocumented=6), make_record(9))
    texts = list_texts(root)
    for told in ("41 proven", "53 optimistic", "7 by hand", "4 documented nowhere"):
        assert told in texts
    assert {"2030-03-01", "2030-03-10"} <= set(texts)
    ids = {element.get("id"): element.text for element in root if element.get("id")}
    assert list(ids) == (root.get("aria-labelledby") or "").split()
    assert "6 of them documented nowhere" in (ids["trend-description"] or "")


def test_one_end_is_one_line() -> None:
    root = read(make_record(0, optimistic=41.3), make_record(1, optimistic=41.3))
    assert "41 proven" in list_texts(root)
    assert not any("optimistic" in text for text in list_texts(root))


def test_scores_of_two_definitions_are_not_tied_together() -> None:
    same = read(*(make_record(day) for day in range(4)))
    changed = read(*(make_record(day, score_version=1 + day // 2) for day in range(4)))
    assert (count_lines(same), count_lines(changed)) == (4, 6)


def test_a_scan_without_a_score_interrupts_the_line() -> None:
    gap = make_record(2, proven=None, optimistic=None, level=None)
    root = read(make_record(0), make_record(1), gap, make_record(3), make_record(4))
    assert count_lines(root) == 6
    told = [title.text for title in root.iter(f"{SVG}title")]
    assert any("no score; 7 actions by hand" in (text or "") for text in told)


def test_names_at_the_end_of_lines_do_not_overlap() -> None:
    root = read(make_record(0, manual_actions=0, undocumented=0, proven=0, optimistic=0.4))
    ends = [float(t.get("y", "0")) for t in root.iter(f"{SVG}text") if float(t.get("x", "0")) > 550]
    assert len(ends) == 4
    assert all(abs(one - other) > 12 for one, other in pairwise(ends))


@given(
    st.lists(
        st.builds(
            make_record,
            st.integers(0, 2000),
            st.sampled_from(HOSTILE),
            proven=st.floats(0, 100) | st.none(),
            optimistic=st.floats(0, 100),
            manual_actions=st.integers(0, 10**9),
            undocumented=st.integers(0, 10**9),
        ),
        min_size=1,
        max_size=40,
    ).map(lambda records: sorted(records, key=lambda record: record.time))
)
@settings(max_examples=40, deadline=None)
def test_any_records_make_a_picture_in_which_nothing_acts(records: list[Record]) -> None:
    root = read(*records)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED
    for element in root.iter():
        assert not {name for name in element.attrib if name.startswith("on") or "href" in name}
        assert (element.text or "").isprintable()
    for circle in root.iter(f"{SVG}circle"):
        assert 0 <= float(circle.get("cx", "-1")) <= WIDTH
        assert 0 <= float(circle.get("cy", "-1")) <= HEIGHT
    assert not re.search(r"(inf|nan)\b", " ".join(p.get("d", "") for p in root.iter(f"{SVG}path")))

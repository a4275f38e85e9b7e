"""An index of names finds what comparing a name with each of them would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.matching import same_by_pattern
from mlaudit.graph.names import NameIndex

NAMES = ["data/raw", "data/raw/a.csv", "data/{city}.csv", "data", "models/*.pkl", "{out}/x.csv"]
PIECES = st.sampled_from(["a", "b", "{x}", "*", "**/", "/", ".csv", "?"])
TEXTS = st.lists(PIECES, min_size=1, max_size=5).map("".join)


def test_folders_above_and_what_lies_inside() -> None:
    index = NameIndex(NAMES)
    assert index.find_above("data/raw/a.csv") == ["data/raw", "data"]
    assert index.find_above("data") == []
    assert index.find_inside("data") == ["data/raw", "data/raw/a.csv", "data/{city}.csv"]
    assert index.find_inside("dat") == []
    assert "data" in index
    assert "dat" not in index


def test_names_that_fit_by_pattern_come_in_the_order_given() -> None:
    index = NameIndex(NAMES)
    assert index.find_fitting("data/oslo.csv") == ["data/{city}.csv"]
    assert index.find_fitting("data/*/a.csv") == ["data/raw/a.csv"]
    assert index.find_fitting("models/{name}.pkl") == ["models/*.pkl"]
    assert index.find_fitting("reports/oslo.csv") == []


@given(st.lists(TEXTS, unique=True, max_size=6), TEXTS)
def test_the_index_agrees_with_comparing_each_name(names: list[str], name: str) -> None:
    index = NameIndex(names)
    plain = [each for each in names if same_by_pattern(name, each) and each != name]
    assert [each for each in index.find_fitting(name) if each != name] == plain
    assert index.find_inside(name) == [each for each in names if each.startswith(name + "/")]
    assert index.find_above(name) == [each for each in names if name.startswith(each + "/")]

"""References inside the values of a configuration."""

from __future__ import annotations

import pytest

from mlaudit.graph.python.interpolation import Interpolation
from mlaudit.graph.python.values import DictValue, Known, ListValue, Value

ROOT = DictValue(
    {
        "name": Known("small"),
        "size": Known(3),
        "nothing": Known(None),
        "data": DictValue({"path": Known("${name}.csv"), "same": Known("${.path}")}),
        "days": ListValue([Known("mon"), Known("tue")]),
        "hydra": DictValue({"run": DictValue({"dir": Known("out/${now:%H}")})}),
        "turn": Known("${back}"),
        "back": Known("${turn}"),
        "key": Known("path"),
    }
)


def fill(text: str) -> Value:
    """A text at the top of the configuration, filled in."""
    return Interpolation(ROOT, {"HOME_DIR": "home"}).fill(Known(text), ("here",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("${size}", 3),
        ("v${size}", "v3"),
        ("x${nothing}y", "xy"),
        ("${data.path}", "small.csv"),
        ("${data[same]}", "small.csv"),
        ("${data.${key}}", "small.csv"),
        ("${days.1}-${days[0]}", "tue-mon"),
        ("${oc.env:HOME_DIR}/a", "home/a"),
        ("${oc.env:OTHER,'b c'}", "b c"),
        ("${oc.env:OTHER}/a", "{OTHER}/a"),
        ("${oc.select:data.path,none}", "small.csv"),
        ("${oc.select:data.none,none}", "none"),
        ("${oc.decode:7}", "7"),
        ("${hydra:run.dir}", "out/{time}"),
        ("${hydra:job.num}", "{job_num}"),
        ("${now:%Y-%m-%d}", "{date}"),
        ("${own:a,b}", "{own_a}"),
        ("${data.none}/a", "{data_none}/a"),
    ],
)
def test_reference(text: str, expected: str | int) -> None:
    assert fill(text) == Known(expected)


def test_references_in_a_circle_end() -> None:
    found = fill("${turn}/a")
    assert isinstance(found, Known)
    assert str(found.value).endswith("/a")


def test_tables_and_lists_are_filled() -> None:
    found = Interpolation(ROOT, {}).fill(ROOT)
    assert isinstance(found, DictValue)
    inside, days = found.entries["data"], found.entries["days"]
    assert isinstance(inside, DictValue)
    assert inside.entries == {"path": Known("small.csv"), "same": Known("small.csv")}
    assert isinstance(days, ListValue)
    assert days.items == [Known("mon"), Known("tue")]

"""Lists and dicts whose items are not sure to be there."""

from __future__ import annotations

from textwrap import indent

import pytest

from tests.graph.python.running import behaviour, touched

FRAME = """
import json
import sys

def main():
    config = json.load(open("c.json"))
{body}
    if missing:
        sys.exit(1)
    open("out.csv", "w")

main()
"""


@pytest.mark.parametrize(
    "body",
    [
        'missing = [key for key in ("a", "b") if key not in config]',
        'missing = {key for key in ("a", "b") if key not in config}',
        'missing = {key: 1 for key in ("a", "b") if key not in config}',
        'missing = sorted(key for key in ("a", "b") if key not in config)',
        'missing = list(filter(lambda key: key not in config, ("a", "b")))',
        'missing = []\nfor k in ("a", "b"):\n    if k not in config:\n        missing.append(k)',
        'missing = {}\nfor key in ("a", "b"):\n    if key not in config:\n        missing[key] = 1',
        "import glob\nmissing = glob.glob('old/*.csv')",
    ],
)
def test_what_follows_a_check_of_them_still_runs(body: str) -> None:
    found = behaviour(FRAME.format(body=indent(body, "    ")), "")
    assert "write out.csv" in touched(found)


@pytest.mark.parametrize(
    "body",
    [
        'missing = [key for key in ("a", "b") if key]',
        'missing = {"a": config}',
        'missing = []\nmissing.append("a")',
    ],
)
def test_sure_items_make_the_test_true(body: str) -> None:
    found = behaviour(FRAME.format(body=indent(body, "    ")), "")
    assert "write out.csv" not in touched(found)


def test_a_loop_still_takes_the_unsure_items_one_by_one() -> None:
    found = behaviour(
        """
        import json
        config = json.load(open("c.json"))
        names = [name for name in ("a", "b") if name in config]
        for name in names:
            open(f"{name}.csv", "w")
        """,
        "",
    )
    assert touched(found) == ["read c.json", "write a.csv", "write b.csv"]

"""Attributes and items of dicts on ways of which it is not known which one is taken."""

from __future__ import annotations

from textwrap import dedent

import pytest

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched

OBJECT = """
    import random

    class Job:
        def __init__(self):
            self.name = "all"
            self.table = {"out": "old.csv"}

    job = Job()
    maybe = random.random() > 0.5
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        # Each way sees what it changed itself, and nothing of the others.
        (
            """
    if maybe:
        if job.name == "all":
            job.name = ["a", "b"]
        for name in job.name:
            open(f"{name}.csv", "w")
            """,
            ["a.csv", "b.csv"],
        ),
        # Where they meet, it may be either.
        (
            """
    if maybe:
        job.name = "one"
    open(f"{job.name}.csv", "w")
            """,
            ["one.csv", "all.csv"],
        ),
        (
            """
    if maybe:
        job.name = "one"
    else:
        job.name = "two"
    open(f"{job.name}.csv", "w")
            """,
            ["one.csv", "two.csv"],
        ),
        # A way that ends in an error tells nothing of what follows.
        (
            """
    if maybe:
        job.name = "one"
    else:
        job.name = "broken"
        raise ValueError(job.name)
    open(f"{job.name}.csv", "w")
            """,
            ["one.csv"],
        ),
        # Items of dicts are kept apart, too.
        (
            """
    if maybe:
        job.table["out"] = "new.csv"
        open(job.table["out"], "w")
    open(job.table["out"] + ".gz", "w")
            """,
            ["new.csv", "new.csv.gz", "old.csv.gz"],
        ),
        (
            """
    if maybe:
        job.table.update({"out": "new.csv"})
    open(job.table["out"], "w")
            """,
            ["new.csv", "old.csv"],
        ),
        # One of two objects changes: each may be as it was.
        (
            """
    first, second = {"out": "1.csv"}, {"out": "2.csv"}
    chosen = first if maybe else second
    chosen["out"] = "3.csv"
    open(first["out"], "w")
            """,
            ["1.csv", "3.csv"],
        ),
        # A loop that may not run at all.
        (
            """
    import os
    for entry in os.listdir(input()):
        job.name = "listed"
        open(f"in_{job.name}.csv", "w")
    open(f"{job.name}.csv", "w")
            """,
            ["in_listed.csv", "all.csv", "listed.csv"],
        ),
        # What a handler changes is seen by the handler alone, and after it perhaps.
        (
            """
    try:
        import fast_library
        fast_library.call()
    except ImportError:
        job.name = "slow"
        open(f"in_{job.name}.csv", "w")
    open(f"{job.name}.csv", "w")
            """,
            ["in_slow.csv", "all.csv", "slow.csv"],
        ),
    ],
)
def test_each_way_has_its_own_changes(code: str, expected: list[str]) -> None:
    lines = touched(behaviour(OBJECT + code))
    assert [line.removeprefix("write ") for line in lines if line.startswith("write ")] == expected


def test_a_call_that_is_given_up_on_a_way_does_not_upset_what_follows() -> None:
    calls = "".join(
        f"def f{n}(x):\n    job.name = 'n{n}'\n    f{n + 1}([x])\n    f{n + 1}([x, x])\n"
        for n in range(20)
    )
    found = behaviour(
        f"{dedent(OBJECT)}\n{calls}\ndef f20(x):\n    pass\n"
        "if maybe:\n    f0('a')\n"
        "job.name = 'last'\n"
        "open(f'{job.name}.csv', 'w')\n"
    )
    assert UnresolvedReason.BOUND in [item.reason for item in found.unresolved]
    assert [line for line in touched(found) if line.startswith("write ")] == ["write last.csv"]

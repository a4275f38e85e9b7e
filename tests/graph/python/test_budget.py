"""One part of a program that takes long does not hide what comes after it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.python.budget import share_of
from mlaudit.graph.python.evaluation import MAX_STEPS
from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched

_WORK = "    total = 0\n" + "".join(
    f"    total = total + len(x) * {n} + max(total, {n}, x)\n" for n in range(300)
)
"""The body of a function that takes some thousand steps."""


def test_long_loop_takes_what_remains_as_one() -> None:
    source = (
        f"def work(x):\n{_WORK}"
        "for name in 'abcdefgh':\n"
        "    work([name])\n"
        "    df.to_csv(f'{name}.csv')\n"
        "df.to_csv('last.csv')\n"
    ).replace("'abcdefgh'", repr(list("abcdefgh")))
    found = behaviour(source)
    assert touched(found) == [*(f"write {name}.csv" for name in "abcdefgh"), "write last.csv"]
    assert not found.bounded


def test_many_remaining_elements_are_a_pattern_and_a_bound() -> None:
    source = (
        f"def work(x):\n{_WORK}"
        f"for name in {[f'n{number}' for number in range(40)]}:\n"
        "    work([name])\n"
        "    df.to_csv(f'data/{name}.csv')\n"
    )
    written = touched(behaviour(source))
    assert written[0] == "write data/n0.csv"
    assert written[-1] == "write data/{name}.csv"
    assert len(written) < 20


def test_long_comprehension_takes_what_remains_as_one() -> None:
    source = (
        f"def work(x):\n{_WORK}    return f'data/{{x[0]}}.csv'\n"
        "paths = [work([name]) for name in ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']]\n"
        "for path in paths:\n"
        "    df.to_csv(path)\n"
    )
    assert touched(behaviour(source)) == [f"write data/{name}.csv" for name in "abcdefgh"]


def test_recursion_that_branches_without_end_is_given_up() -> None:
    source = """
        def walk(node, depth):
            if tree.left[node] != tree.right[node]:
                walk(node + 1, depth + 1)
                walk(node + 2, depth + 1)
        def main():
            walk(0, 0)
            df.to_csv("after.csv")
        main()
    """
    assert "write after.csv" in touched(behaviour(source))


def test_call_that_takes_more_than_its_share_is_given_up() -> None:
    nested = "".join(f"def f{n}(x):\n    f{n + 1}([x])\n    f{n + 1}([x, x])\n" for n in range(20))
    source = (
        f"{nested}def f20(x):\n    return x\n"
        "def main():\n    f0('a')\n    df.to_csv('after.csv')\n"
        "main()\n"
    )
    found = behaviour(source)
    assert touched(found) == ["write after.csv"]
    assert {item.reason for item in found.unresolved} == {UnresolvedReason.BOUND}
    assert all(item.place.line for item in found.unresolved)
    assert not found.bounded


@given(remaining=st.integers(0, MAX_STEPS))
def test_share_never_exceeds_what_remains(remaining: int) -> None:
    assert remaining // 2 <= share_of(remaining) <= remaining

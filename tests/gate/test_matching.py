"""Findings are matched as multisets; what is still there takes no other one's place."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.gate.matching import Identity, Matching, Names, match, see_from

identities = st.tuples(
    st.sampled_from(("INP001", "ORD001")),
    st.sampled_from(("a.py", "src/a.py", "src/b.py", "lib/b.py")),
    st.sampled_from(("", "main", "load")),
    st.sampled_from(("x.csv", "src/x.csv", "src/a.py", "src/b.py:train", "input")),
)
multisets = st.lists(identities, max_size=8)


def _new(present: list[Identity], former: list[Identity]) -> Counter[Identity]:
    return Counter(present[index] for index in match(present, former).new)


@given(multisets)
def test_what_is_the_same_is_matched(former: list[Identity]) -> None:
    assert match(former, former[::-1]).new == match(former, former[::-1]).gone == ()


@given(multisets, multisets, st.randoms())
def test_the_order_decides_nothing(
    present: list[Identity], former: list[Identity], random: object
) -> None:
    shuffled, other = list(present), list(former)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(other)  # type: ignore[attr-defined]
    assert _new(shuffled, other) == _new(present, former)


@given(multisets, multisets)
def test_each_is_matched_at_most_once(present: list[Identity], former: list[Identity]) -> None:
    matching = match(present, former)
    mine = sorted([*(i for i, _ in matching.pairs), *matching.new])
    theirs = sorted([*(i for _, i in matching.pairs), *matching.gone])
    assert mine == list(range(len(present)))
    assert theirs == list(range(len(former)))
    assert all(present[i][0] == former[j][0] for i, j in matching.pairs)


@given(multisets, identities)
def test_one_more_is_exactly_one_new_beside_what_is_still_there(
    former: list[Identity], added: Identity
) -> None:
    assert _new([*former, added], former) == Counter([added])


@given(multisets, multisets)
def test_at_least_as_many_are_new_as_there_are_more(
    present: list[Identity], former: list[Identity]
) -> None:
    assert len(match(present, former).new) >= len(present) - len(former)


def _rename(identity: Identity, old: str, new: str) -> Identity:
    code, path, scope, subject = identity
    named = new + subject.removeprefix(old) if subject.startswith(old) else subject
    return (code, new if path == old else path, scope, named if path == old else subject)


@given(multisets, identities)
def test_a_renamed_file_hides_nothing_and_shows_nothing(
    former: list[Identity], added: Identity
) -> None:
    renamed = [_rename(identity, "src/a.py", "src/other.py") for identity in former]
    assert match(renamed, former).new == ()
    assert len(match([*renamed, added], former).new) == 1


@given(multisets)
def test_a_moved_file_is_not_new(former: list[Identity]) -> None:
    moved = [_rename(identity, "src/a.py", "deep/down/a.py") for identity in former]
    assert match(moved, former).new == ()


@given(multisets)
def test_a_renamed_function_is_not_new(former: list[Identity]) -> None:
    renamed = [(c, p, "read" if s == "load" else s, x) for c, p, s, x in former]
    assert match(renamed, former).new == ()


@given(multisets)
def test_a_renamed_folder_is_not_new(former: list[Identity]) -> None:
    def move(name: str) -> str:
        return name.replace("src/", "code/", 1) if name.startswith("src/") else name

    inside = [identity for identity in former if identity[1].startswith("src/")]
    moved = [(c, move(p), s, move(x)) for c, p, s, x in inside]
    assert match(moved, inside).new == ()


def test_the_nearest_is_taken_first() -> None:
    here, there = ("INP001", "a.py", "load", "x"), ("INP001", "b.py", "main", "x")
    assert match([there], [here, there]) == Matching(((0, 1),), (), (0,))
    moved = ("INP001", "a.py", "read", "x")
    assert match([moved], [there, here]).pairs == ((0, 1),)


def test_an_artifact_is_the_same_wherever_it_is_said() -> None:
    here, there = ("INP001", "a.py", "load", "x.csv"), ("INP001", "b.py", "main", "x.csv")
    assert match([there], [here]).new == (0,)
    names = Names(artifacts={"x.csv"})
    assert match([there], [here], names).new == ()
    assert match([here, there], [here], names).new == (1,)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("docker push registry/churn:2024.05", "docker push registry/churn:2024.10"),
        ("export_2024-05-31.csv", "export_2024-06-30.csv"),
        ("runs:/0a1b2c3d4e5f/model", "runs:/ffffffffff01/model"),
    ],
)
def test_a_renewed_number_is_the_same_step_done_again(before: str, after: str) -> None:
    old, new = ("REL001", "README.md", "Release", before), ("REL001", "README.md", "Release", after)
    assert match([new], [old]).new == ()
    assert match([old, new], [old]).new == (1,)
    assert match([("REL001", "docs/a.md", "Release", after)], [old]).new == (0,)


def test_a_file_that_is_named_elsewhere_may_be_renamed() -> None:
    before = ("CFG006", "run.sh", "", "python src/clean.py --full")
    after = ("CFG006", "run.sh", "", "python src/prepare.py --full")
    assert match([after], [before]).new == (0,)
    assert match([after], [before], Names(files={"src/prepare.py"})).new == ()
    both = Names(files={"src/prepare.py", "src/clean.py"})
    assert match([after], [before], both).new == (0,)
    assert match([before, after], [before], both).new == (1,)


@pytest.mark.parametrize(
    ("path", "subject", "seen"),
    [
        ("src/a.py", "src/a.py", "."),
        ("dvc.yaml", "dvc.yaml:train", ".:train"),
        ("src/a.py", "src/x.csv", "./x.csv"),
        ("src/a.py", "data/x.csv", "data/x.csv"),
        ("a.py", "data/x.csv", "./data/x.csv"),
        ("a.py", "/data/x.csv", "/data/x.csv"),
        ("a.py", "~/x.csv", "~/x.csv"),
        ("dags/a.py", "dags/a.py#daily", ".#daily"),
        ("a.py", "a.pyc", "./a.pyc"),
    ],
)
def test_subjects_as_they_are_seen_from_the_file(path: str, subject: str, seen: str) -> None:
    assert see_from(path, subject) == seen

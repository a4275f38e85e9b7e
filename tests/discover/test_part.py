"""Parts of a tree, as patterns name them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlaudit.discover.part import TreePart, make_part


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        ("data/", ["data/a.csv", "x/data/a.csv"], ["data", "x/data"]),
        ("/data/", ["data/a.csv"], ["x/data/a.csv"]),
        ("*.ipynb", ["a.ipynb", "nb/a.ipynb"], ["a.ipynb.md"]),
        ("nb/*.ipynb", ["nb/a.ipynb"], ["x/nb/a.ipynb", "nb/x/a.ipynb"]),
        ("nb/**", ["nb/a.ipynb", "nb/x/a.ipynb"], ["nb", "other/a.ipynb"]),
        ("**/old/*.py", ["old/a.py", "x/old/a.py"], ["x/a.py"]),
        ("a\\", [], ["a", "a\\"]),
    ],
)
def test_patterns_are_those_of_gitignore(
    pattern: str, inside: list[str], outside: list[str]
) -> None:
    part = TreePart((pattern,))
    assert [path for path in inside + outside if part.holds(path)] == inside


def test_any_of_the_patterns_will_do() -> None:
    part = TreePart(("a.py", "b/"))
    assert part.holds("a.py")
    assert part.holds("b/c.py")
    assert not part.holds("c.py")


def test_a_folder_itself_is_named_apart_from_what_it_holds() -> None:
    part = TreePart(("data/",))
    assert part.names("data", folder=True)
    assert not part.names("data", folder=False)
    assert not part.names("data/a.csv", folder=False)


def test_the_way_from_the_folder_of_the_patterns_to_the_root() -> None:
    top = Path("/srv/project")
    assert make_part(["a"], None, top).prefix == make_part(["a"], top, top).prefix == ""
    below = make_part(["services/one/*.py"], top, top / "services" / "one")
    assert below.prefix == "services/one/"
    assert below.holds("train.py")
    assert not below.holds("src/train.py")

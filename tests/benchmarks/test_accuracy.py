"""docs/accuracy.md: made from tables, and in step with those that need no repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.accuracy import HERE, PAGE, SECTIONS, write_verdicts
from tests.benchmarks.recovery.page import find_part, render_figures, render_verdicts, replace_part
from tests.benchmarks.recovery.repositories import read_repositories
from tests.benchmarks.recovery.verdicts import Judgement, Subject, Verdict, read_verdicts


def test_the_page_holds_the_verdicts_of_the_tables() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for file in sorted((HERE / "verdicts").glob("*.tsv")):
        made = list(render_verdicts(read_verdicts(file)))
        assert find_part(page, f"{file.stem} verdicts") == made, "run tests/benchmarks/accuracy.py"


def test_every_section_has_figures_and_repositories() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for section in SECTIONS:
        assert len(section.repositories) > 1
        assert any("recovered, overall" in line for line in find_part(page, section.name))


def test_no_repository_that_was_read_is_in_the_set_that_nobody_read() -> None:
    names = {section.name: section.repositories for section in SECTIONS}
    unseen = names.pop("dvc_unseen")
    assert not unseen & frozenset().union(*names.values())


def test_a_part_is_made_anew() -> None:
    page = "a\n<!-- begin: x -->\nold\n<!-- end: x -->\nb\n"
    made = replace_part(page, "x", render_figures(["new "]))
    assert made == "a\n<!-- begin: x -->\n```\nnew\n```\n<!-- end: x -->\nb\n"
    assert find_part(made, "x") == ["```", "new", "```"]
    with pytest.raises(ValueError, match="no part y"):
        replace_part(page, "y", [])


def test_verdicts_are_tables_by_repository() -> None:
    subject = Subject("ada+churn", "dvc.yaml:train", "writes", "a|b.log")
    lines = list(render_verdicts({subject: Verdict(Judgement.WRONG, "train.py:3")}))
    assert "**ada/churn**" in lines
    assert r"| dvc.yaml:train | writes | `a\|b.log` | wrong | train.py:3 |" in lines


def test_tables_of_a_section_are_written_into_a_page() -> None:
    page = "".join(
        f"<!-- begin: {name} verdicts -->\n<!-- end: {name} verdicts -->\n"
        for name in ("dvc", "dvc_missed")
    )
    assert "| untouched |" in write_verdicts(page, "dvc")


@pytest.mark.parametrize("text", ["", "repository\n", "repository\tcommit\nchurn\tabc\n"])
def test_a_list_that_does_not_keep_the_form(tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"list\.tsv"):
        read_repositories(file)

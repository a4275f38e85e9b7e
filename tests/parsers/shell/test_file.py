"""Tests of shell scripts as files."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import Facts
from mlaudit.parsers.shell.comments import find_comments
from mlaudit.parsers.shell.file import PARSER


def test_names() -> None:
    assert all(
        map(PARSER.claims, ["a.sh", "x/b.bash", "c.zsh", "j.sbatch", "scripts/run", "bin/x"])
    )
    assert not any(map(PARSER.claims, ["a.py", "LICENSE", "scripts/.keep", "src/run"]))


def test_a_script_has_code_and_instructions() -> None:
    text = (
        "#!/bin/bash\n"
        "#SBATCH --time=1\n"
        "# Trains the model.\n"
        "# First download data/raw.csv from the portal by hand.\n"
        "python train.py\n"
    )
    facts = PARSER.parse("run.sh", text.encode())
    assert facts.script is not None
    assert len(facts.script.nodes) == 1
    (instruction,) = facts.instructions
    assert (instruction.verb, instruction.place.line, instruction.source) == (
        "download",
        4,
        "comment",
    )


def test_only_shell_shebangs_count_without_an_extension() -> None:
    assert PARSER.parse("bin/x", b"#!/usr/bin/env python3\nprint(1)\n").script is None
    assert PARSER.parse("bin/x", b"MIT License\n") == Facts("bin/x", "shell")
    assert PARSER.parse("bin/x", b"#!/usr/bin/env -S bash -e\nls\n").script is not None


def test_broken_code_is_a_problem_of_a_part() -> None:
    facts = PARSER.parse("a.sh", b"python a.py\nif )\n")
    assert facts.script is not None
    assert facts.script.nodes
    assert not facts.problems[0].whole


def test_comments_in_blocks() -> None:
    found = find_comments("# a\n# b\nls # c\n\n  # d\n# shellcheck disable=SC1\n")
    assert [(c.text, c.line) for c in found] == [("a\nb", 1), ("d", 5)]


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert isinstance(PARSER.parse("a.sh", data), Facts)

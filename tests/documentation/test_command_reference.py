"""docs/commands.md is what the program says of itself."""

from __future__ import annotations

import re

import pytest

from docs.tools.command_reference import PAGE, list_commands, render_page
from mlaudit.cli.exits import ExitCode

ROOT = PAGE.parents[1]
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_page_is_in_step_with_the_commands() -> None:
    assert render_page(TEXT) == TEXT


def test_every_command_and_option_is_told() -> None:
    for name, command in list_commands().items():
        assert f"\n## {name}\n" in TEXT
        for parameter in command.params:
            assert all(option in TEXT for option in parameter.opts if option.startswith("--"))


def test_every_exit_code_is_told() -> None:
    told = re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)
    assert told == [str(code.value) for code in ExitCode]


def test_every_variable_of_the_environment_is_told() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "mlaudit").rglob("*.py"))
    named = {name for source in sources for name in re.findall(r"\bMLAUDIT_[A-Z_]+\b", source)}
    assert named == set(re.findall(r"^\| `(MLAUDIT_\w+)`", TEXT, re.MULTILINE))


def test_a_page_without_a_place_for_the_commands_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        render_page(TEXT.replace("<!-- end -->", ""))

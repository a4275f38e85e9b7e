from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.model.finding import Finding
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Severity
from mlaudit.report.base import Presentation
from mlaudit.report.escape import disarm, visible
from mlaudit.report.github import REPORTER, SHOWN
from tests.report.examples import make_finding, make_result
from tests.report.hostile import TEXTS, make_hostile_result

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def show(findings: tuple[Finding, ...]) -> list[str]:
    return REPORTER.render(make_result(findings), Presentation("churn")).splitlines()


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A command as the runner of GitHub reads it."""
    match = COMMAND.fullmatch(line)
    assert match is not None, line
    properties = dict(pair.split("=", 1) for pair in match[2].split(","))
    return match[1], {k: unescape(v) for k, v in properties.items()}, unescape(match[3])


def unescape(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(code, character)
    return text.replace("%25", "%")


def test_an_annotation() -> None:
    lines = show((make_finding(place=Place("a.ipynb", 4, 2)),))
    assert read(lines[0]) == (
        "error",
        {"file": "churn/a.ipynb", "line": "1", "title": "INP001 untracked-input"},
        "cell 2, line 4: a.ipynb reads data/raw.csv; nothing makes or fetches it. "
        "Keep a version of it (`dvc add data/raw.csv`).",
    )
    assert lines[1:] == [
        "Work that stays by hand? `mlaudit document untracked-input:data/raw.csv --dir churn` "
        "registers it.",
        "No problem? A comment `mlaudit: ignore[untracked-input] reason` beside it says so.",
        "1 new finding (1 high), 3 hidden by the profile",
    ]


@settings(deadline=None)
@given(st.lists(st.sampled_from(Severity), max_size=60))
def test_no_level_has_more_than_are_shown_and_nothing_is_lost(severities: list[Severity]) -> None:
    findings = tuple(
        make_finding(severity=severity, place=Place("a.py", number + 1))
        for number, severity in enumerate(severities)
    )
    lines = show(findings)
    commands = [read(line) for line in lines if line.startswith("::")]
    levels = [level for level, _, _ in commands]
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    assert all(levels.count(level) <= SHOWN for level in levels)
    told = {int(properties["line"]) for _, properties, _ in commands}
    plain = {int(m[1]) for line in lines if (m := re.match(r"  churn/a\.py:(\d+):", line))}
    assert told.isdisjoint(plain)
    assert told | plain == set(range(1, len(findings) + 1))


def test_what_is_accepted_is_not_shown() -> None:
    statuses = ("baselined", "ignored", "documented")
    lines = show(tuple(make_finding(status=status) for status in statuses))
    assert lines == ["0 new findings, 3 hidden by the profile"]


@settings(deadline=None)
@given(TEXTS)
def test_no_text_makes_a_command_or_a_property(text: str) -> None:
    lines = REPORTER.render(make_hostile_result(text), Presentation()).splitlines()
    assert len(lines) == 4
    _, properties, message = read(lines[0])
    assert set(properties) == {"file", "line", "title"}
    shown = disarm(visible(text))
    assert properties["file"] == shown
    assert message == disarm(visible(f"{text} {text}"))

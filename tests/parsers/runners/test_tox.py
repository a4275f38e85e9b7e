from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.model.facts import DeclaredStep
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.registry import parse_file
from mlaudit.parsers.runners.tox import PARSER
from mlaudit.parsers.shell import parse_script


def steps(text: str) -> dict[str, DeclaredStep]:
    return {step.name: step for step in PARSER.parse("ml/tox.ini", text.encode()).steps}


def commands(step: DeclaredStep) -> list[str]:
    return [line for run in step.runs if run.script for line in run.script.text.split("\n")]


def started(command: str) -> list[tuple[str, tuple[str, ...]]]:
    outcome = evaluate_script(
        parse_script(command), ShellContext("."), lambda line: Place("x", line)
    )
    return [(r.target, r.arguments) for r in outcome.runs if r.form == "tox-environment"]


def test_environments_inherit_from_the_base() -> None:
    found = steps(
        "[testenv]\ncommands = pytest\nsetenv =\n  A = 1\n  B={env:B}\n"
        "[testenv:lint]\ncommands =\n  - ruff .\n\n  mypy \\\n    src\n"
        "[testenv:unit]\ndeps = x\n[tox]\n"
    )
    assert list(found) == ["testenv", "lint", "unit"]
    assert commands(found["lint"]) == ["ruff .", "mypy src"]
    assert commands(found["unit"]) == commands(found["testenv"]) == ["pytest"]
    assert found["unit"].environment == (("A", "1"), ("B", ""))
    assert (found["lint"].kind.family, found["lint"].directory) == (StepFamily.TARGET, "ml")
    assert (found["lint"].place.line, found["lint"].runs[0].place.line) == (6, 7)


def test_fields() -> None:
    found = steps(
        "[testenv:a]\nchangedir = {toxinidir}/sub\n"
        "commands = x {posargs:d.csv} {posargs} {toxinidir}/y {envname} {envtmpdir}{/}z\n"
        "[testenv:b]\ncommands = {[testenv:a]commands}\n"
    )
    assert found["a"].directory == "ml/sub"
    assert commands(found["a"]) == ["x d.csv  ../y a {envtmpdir}/z"]
    assert commands(found["b"]) == ["x d.csv  ./y b {envtmpdir}/z"]


def test_factors() -> None:
    found = steps(
        "[testenv:fit-gpu]\ncommands =\n  gpu: one\n  cpu: two\n  fit-gpu,x: three\n  !gpu: four\n"
    )
    assert commands(found["fit-gpu"]) == ["one", "three"]


def test_commands_that_start_environments() -> None:
    assert started("tox -e fit,lint -p auto") == [("fit lint", ())]
    assert started("tox run -e fit -c ml/tox.ini") == [("fit", ("-f", "ml/tox.ini"))]
    assert started("tox -l") == started("tox config -e fit") == []


def test_a_broken_file_is_one_problem() -> None:
    facts = parse_file("tox.ini", b"[testenv]\ncommands\n  x")
    assert facts is not None
    assert (len(facts.problems), facts.steps) == (1, ())
    assert steps("") == steps("[testenv:]\ncommands = x\n") == {}


@given(st.binary(max_size=80) | st.text(alphabet="{}[]=:,!\\$ ab-\n", max_size=80))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    for text in (content, b"[testenv:a]\ncommands = " + content):
        assert PARSER.parse("tox.ini", text).path == "tox.ini"

"""Taskfiles as steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.runners.taskfile import PARSER, parse
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree


def _tasks(text: str, path: str = "Taskfile.yml") -> dict[str, DeclaredStep]:
    return {step.name: step for step in parse(path, text.encode()).steps}


def _commands(step: DeclaredStep) -> list[str]:
    return [run.script.text if run.script else f"task {run.step}" for run in step.runs]


@pytest.mark.parametrize(
    "body",
    [
        "a: python a.py",
        "a: [python a.py]",
        "a: {cmd: python a.py}",
        "a: {cmds: [python a.py]}",
        "a: {cmds: [{cmd: python a.py, silent: true}]}",
    ],
)
def test_every_form_of_a_command(body: str) -> None:
    assert _commands(_tasks(f"tasks:\n  {body}\n")["a"]) == ["python a.py"]


def test_tasks_that_are_called_and_needed() -> None:
    tasks = _tasks("tasks:\n  a: {deps: [b, {task: c}], cmds: [{task: d}]}\n")
    assert tasks["a"].after == ("b", "c")
    assert _commands(tasks["a"]) == ["task d"]


def test_variables_are_filled_in_and_others_stay_open() -> None:
    text = (
        "vars: {X: x, Y: '{{.X}}/y', Z: {sh: date}}\ntasks:\n"
        "  a: {vars: {X: z}, cmds: ['use {{.X}} {{ .Y }} {{.Z}} {{.W}}']}\n"
    )
    assert _commands(_tasks(text)["a"]) == ["use z x/y {{ Z }} {{ W }}"]


def test_folders_count_from_that_of_the_file() -> None:
    text = "tasks:\n  a: {dir: src, sources: [in.csv, '{{.W}}.csv', '{{.W}}'], generates: [../b]}\n"
    task = _tasks(text, "ml/Taskfile.yml")["a"]
    assert task.directory == "ml/src"
    assert [d.path for d in task.reads] == ["ml/src/in.csv", "ml/src/{W}.csv"]
    assert [d.path for d in task.writes] == ["ml/b"]


def test_a_question_is_a_gate() -> None:
    task = _tasks("tasks:\n  a: {prompt: Sure?, cmd: rm -r data}\n")["a"]
    assert [gate.detail for gate in task.gates] == ["Sure?"]


@pytest.mark.parametrize("name", ["Taskfile.yml", "sub/Taskfile.yaml", "taskfile.yml"])
def test_names_of_the_file(name: str) -> None:
    assert PARSER.claims(name)
    assert not PARSER.claims(name + ".dist")


@pytest.mark.parametrize(
    "text", ["", "tasks:", "tasks: 3", "tasks: [a]", "tasks: {a: }", "tasks: {a: {cmds: {b: c}}}"]
)
def test_odd_forms_give_no_command(text: str) -> None:
    assert [run for task in _tasks(text).values() for run in task.runs] == []


@given(st.binary() | st.text().map(lambda text: f"tasks:\n  {text}".encode()))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert isinstance(parse("Taskfile.yml", data), Facts)


def test_broken_syntax_is_told_once(write_repository: WriteTree) -> None:
    workflow = read_workflow(write_repository({"Taskfile.yml": "tasks: {a: [\n"}))
    assert [str(problem.place) for problem in workflow.problems] == ["Taskfile.yml:2"]


def test_the_default_task_is_what_starts_without_a_name(write_repository: WriteTree) -> None:
    files = {
        "Taskfile.yml": "tasks:\n  other: python b.py\n  default: python a.py\n",
        "a.py": "open('a.txt', 'w')\n",
        "b.py": "open('b.txt', 'w')\n",
        "README.md": "Run:\n\n```\ntask\n```\n",
    }
    workflow = read_workflow(write_repository(files))
    started = {i.of for i in workflow.invocations if i.by.startswith("README.md")}
    assert started == {"Taskfile.yml:default"}

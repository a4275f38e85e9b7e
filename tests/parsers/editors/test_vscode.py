from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.editors import vscode_launch, vscode_tasks


def texts(step: DeclaredStep) -> list[str]:
    return [run.script.text for run in step.runs if run.script is not None]


def test_tasks() -> None:
    assert vscode_tasks.PARSER.claims("web/.vscode/tasks.json")
    assert not vscode_tasks.PARSER.claims("tasks.json")
    first, second, none = vscode_tasks.parse(
        "web/.vscode/tasks.json",
        b'{"tasks": [\n// one\n{"label": "a", "command": "${workspaceFolder}/fit.sh", "args": '
        b'["two words", {"value": "${input:n}"}], "options": {"cwd": "${workspaceFolder}/src", '
        b'"env": {"A": "${env:B}"}}, "dependsOn": "b"},\n'
        b'{"label": "b", "dependsOn": ["x", "y"], "dependsOrder": "sequence",},\n'
        b'{"command": "c"}, {"label": "d", "runOptions": {"runOn": "folderOpen"}}]}',
    ).steps
    assert (first.kind.value, first.kind.family) == ("vscode-task", StepFamily.TARGET)
    assert texts(first) == ["./fit.sh 'two words' input:n"]
    assert (first.directory, first.environment, first.after) == (
        "web/src",
        (("A", "${B}"),),
        ("b",),
    )
    assert ([run.step for run in second.runs], second.after) == (["x", "y"], ())
    assert [trigger.kind.value for trigger in none.triggers] == ["person"]


def test_launch_configurations() -> None:
    steps = vscode_launch.parse(
        ".vscode/launch.json",
        b'{"configurations": [\n'
        b'{"name": "a", "type": "debugpy", "program": "${workspaceFolder}/a.py", '
        b'"args": ["-x", "1 2"], "preLaunchTask": "b", "cwd": "${fileDirname}"},\n'
        b'{"name": "m", "type": "python", "module": "p.fit", "args": "--n 1", "cwd": "src"},\n'
        b'{"name": "f", "type": "python", "program": "${file}"},\n'
        b'{"name": "w", "type": "node", "program": "x.js"},\n'
        b'{"name": "r", "type": "python", "request": "attach", "program": "x.py"}]}',
    ).steps
    assert [step.name for step in steps] == ["a", "m"]
    assert (texts(steps[0]), steps[0].directory) == (["python ./a.py -x '1 2'"], ".")
    assert steps[0].runs[0].step == ".vscode/tasks.json:b"
    assert (texts(steps[1]), steps[1].directory) == (["python -m p.fit --n 1"], "src")


def test_broken_files() -> None:
    for text in (b"", b"[]", b'{"tasks": {}}', b'{"tasks": [1, {"label": 2}]', b"{"):
        assert vscode_tasks.parse(".vscode/tasks.json", text).problems == ()
        assert vscode_launch.parse(".vscode/launch.json", text).steps == ()


@given(st.binary(max_size=100) | st.text(alphabet='{}[]":,$ab\n', max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    tasks = b'{"tasks": [{"label": "a", "command": ' + content
    assert vscode_tasks.parse(".vscode/tasks.json", tasks).path == ".vscode/tasks.json"
    launch = b'{"configurations": [{"type": "python", "program": ' + content
    assert vscode_launch.parse(".vscode/launch.json", launch).path == ".vscode/launch.json"

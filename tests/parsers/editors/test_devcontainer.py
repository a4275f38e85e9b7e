from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.parsers.editors.devcontainer import PARSER


def test_commands_in_their_order() -> None:
    assert PARSER.claims(".devcontainer/gpu/devcontainer.json")
    start, create = PARSER.parse(
        "a/.devcontainer/gpu/devcontainer.json",
        b'{"postCreateCommand": {"a": "pip install .", "b": ["dvc", "pull x"]},\n'
        b'// first\n"onCreateCommand": "make ${containerWorkspaceFolder}/data"}',
    ).steps
    assert (start.name, start.directory, start.after) == ("onCreateCommand", "a", ())
    assert (create.name, create.after) == ("postCreateCommand", ("onCreateCommand",))
    texts = [run.script.text for step in (start, create) for run in step.runs if run.script]
    assert texts == ["make ./data", "pip install .", "dvc 'pull x'"]
    assert [trigger.kind.value for trigger in start.triggers] == ["person"]


def test_broken_files() -> None:
    for text in (b"", b"[]", b'{"postCreateCommand": 7}', b'{"postCreateCommand": null}', b"{"):
        steps = PARSER.parse("devcontainer.json", text).steps
        assert all(step.name == "postCreateCommand" for step in steps)


@given(st.binary(max_size=100) | st.text(alphabet='{}[]":,$ab\n', max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    assert PARSER.parse("devcontainer.json", b'{"postCreateCommand": ' + content).problems == ()

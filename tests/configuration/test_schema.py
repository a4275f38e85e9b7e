"""The JSON Schema says what the program says."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.configuration import ConfigurationError
from mlaudit.configuration.documentation import SCHEMA
from mlaudit.configuration.keys import ROOT
from mlaudit.configuration.reading import read
from mlaudit.configuration.source import Source
from tests.configuration.test_reading import FULL, WRONG

PUBLISHED = json.loads(SCHEMA.read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(PUBLISHED)
PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


def _complaints(data: object) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(_as_json(data))]


def _as_json(data: object) -> Any:
    """TOML's values as tools hand them to a JSON Schema."""
    return json.loads(json.dumps(data, default=str))


def _accepts(data: dict[str, object]) -> bool:
    try:
        read(Source("mlaudit.toml", None, data))
    except ConfigurationError:
        return False
    return True


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(PUBLISHED)


def test_everything_that_can_be_said_is_valid_in_both_files() -> None:
    assert _complaints(tomllib.loads(FULL)) == []
    table = tomllib.loads(f"[tool.mlaudit]\n{_indent(FULL)}")["tool"]["mlaudit"]
    assert table == tomllib.loads(FULL)
    project = {
        "type": "object",
        "properties": {"tool": {"type": "object", "properties": {"mlaudit": PUBLISHED}}},
    }
    jsonschema.validate(_as_json({"tool": {"mlaudit": table}}), project)
    with pytest.raises(jsonschema.ValidationError, match="profil"):
        jsonschema.validate({"tool": {"mlaudit": {"profil": "strict"}}}, project)


def _indent(text: str) -> str:
    """The same in the table of pyproject.toml."""
    return (
        text.replace("\n[[", "\n[[tool.mlaudit.")
        .replace("\n[", "\n[tool.mlaudit.")
        .replace("[tool.mlaudit.[tool.mlaudit.", "[[tool.mlaudit.")
    )


@pytest.mark.parametrize("text", [text for text, _ in WRONG])
def test_what_the_program_refuses_is_invalid(text: str) -> None:
    assert _complaints(tomllib.loads(text)) != []


@pytest.mark.parametrize("key", ROOT.keys, ids=lambda key: key.name)
def test_examples_are_valid(key: Any) -> None:
    data = tomllib.loads(key.example)
    assert list(data) == [key.name]
    assert _complaints(data) == []
    assert _accepts(data)


def _mutations(value: object) -> Iterator[object]:
    """The value with each of its parts replaced by something else."""
    yield from (1, True, "", "x", [], {}, None)
    if isinstance(value, dict):
        for name, inner in value.items():
            yield {other: item for other, item in value.items() if other != name}
            yield {**value, f"{name}x": inner}
            for changed in _mutations(inner):
                yield {**value, name: changed}
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            for changed in _mutations(inner):
                yield [*value[:index], changed, *value[index + 1 :]]


PLAIN = {
    name: value for name, value in tomllib.loads(FULL).items() if name != "call"
}  # of calls, the reader of the catalogue knows more


@settings(deadline=None)
@given(st.sampled_from([m for m in _mutations(PLAIN) if isinstance(m, dict)]))
def test_both_agree_on_every_small_mistake(data: dict[str, object]) -> None:
    assert _accepts(data) == (not _complaints(data))


def test_validate_pyproject_finds_it() -> None:
    declared = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["entry-points"]
    value = declared["validate_pyproject.tool_schema"]["mlaudit"]
    entry = metadata.EntryPoint("mlaudit", value, "validate_pyproject.tool_schema")
    assert entry.load()("mlaudit") == PUBLISHED

"""The catalogue of programs: its data and how a command finds its model."""

from __future__ import annotations

from collections import Counter

import pytest

from mlaudit.catalog.command_models import (
    EFFECTS,
    OPTION_ROLES,
    ROLES,
    command_models,
    match_command,
    read_models,
)
from mlaudit.model.vocabulary import KINDS


def test_no_command_is_described_twice() -> None:
    counts = Counter(model.name for model in command_models())
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_model_uses_the_vocabulary() -> None:
    for model in command_models():
        assert set(model.effects) <= EFFECTS, model.name
        assert {role.rstrip("*") for role in model.operands} <= ROLES, model.name
        assert set(model.options.values()) <= OPTION_ROLES, model.name
        assert model.kind in ("", *KINDS), model.name


def test_at_most_one_operand_repeats() -> None:
    for model in command_models():
        assert sum(role.endswith("*") for role in model.operands) <= 1, model.name


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("aws s3 cp a s3://b/a", "aws s3 cp", "a s3://b/a"),
        ("aws --profile me s3 cp a s3://b/a", "aws s3 cp", "a s3://b/a"),
        ("git -C sub clone u", "git clone", "u"),
        ("gsutil -m cp a b", "gsutil cp", "-m a b"),
        ("dvc exp show --all", "dvc exp show", "--all"),
        ("pip install -r r.txt", "pip install", "-r r.txt"),
    ],
)
def test_the_most_specific_model_is_found(line: str, name: str, rest: str) -> None:
    matched = match_command(line.split())
    assert matched is not None
    assert " ".join(matched.model.name) == name
    assert " ".join(matched.words) == rest


def test_unknown_programs_have_no_model() -> None:
    assert match_command(["train-my-model", "--fast"]) is None
    assert match_command([]) is None


def test_one_table_describes_all_its_names() -> None:
    table = {"names": ["fetch", "get it"], "operands": ["read"], "options": {"value": ["-n"]}}
    models = list(read_models({"command": [table]}))
    assert [model.name for model in models] == [("fetch",), ("get", "it")]
    assert models[1].options == {"-n": "value"}
    assert not models[0].wraps

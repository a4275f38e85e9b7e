"""The data of the catalogue: complete, well-formed, in step with its index, read late."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from mlaudit.catalog import CallModel, Effect, canonical_name, find_call, find_method
from mlaudit.catalog.data import FOLDER, INDEX, read_index
from mlaudit.catalog.index import build_index, family_files, render_index
from mlaudit.model.vocabulary import KINDS

NAMES = sorted(read_index()["names"])
MOVING = {Effect.COPY, Effect.MOVE, Effect.LINK, Effect.UPLOAD, Effect.DOWNLOAD}
CONNECTED = {Effect.DATABASE_READ, Effect.DATABASE_WRITE}
"""Their source is the connection."""


@pytest.fixture(scope="module")
def models() -> list[CallModel]:
    found = [find_call(name) for name in NAMES]
    return [model for model in found if model is not None]


def test_index_is_in_step_with_the_files() -> None:
    made = render_index(build_index())
    assert INDEX.read_text(encoding="utf-8") == made, "run: python -m mlaudit.catalog.index --write"


def test_every_family_file_is_short_and_used() -> None:
    files = family_files()
    assert len(files) > 30
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# "), path.name
        assert text.count("\n") <= 420, path.name
        assert list(tomllib.loads(text)) == ["call"], path.name


def test_every_name_finds_itself(models: list[CallModel]) -> None:
    assert [model.name for model in models] == NAMES
    assert len(NAMES) >= 1700


def test_entries_are_well_formed(models: list[CallModel]) -> None:
    for model in models:
        assert model.kind in KINDS, model.name
        specs = (*model.path, *model.source, *model.destination, *model.also)
        for spec in specs:
            assert spec.receiver or spec.position is not None or spec.keyword, model.name
            assert not (spec.receiver and spec.position is not None), model.name
        if any(spec.receiver for spec in specs):
            assert model.receiver, f"{model.name}: only a method has a receiver"
        if model.mode is not None:
            assert model.effect is Effect.READ_WRITE, model.name
        if model.chain:
            assert model.receiver == "any", model.name
            assert model.name.endswith(model.chain.rpartition(".")[2]), model.name


def test_effects_use_their_own_fields(models: list[CallModel]) -> None:
    for model in models:
        if model.effect in MOVING:
            assert not model.path, f"{model.name}: source and destination, not path"
        elif model.effect not in CONNECTED | {Effect.CONVERT, Effect.EXECUTE}:
            assert not model.source, f"{model.name}: path, not source"
            assert not model.destination, f"{model.name}: path, not destination"


def test_effect_list_has_no_dead_words(models: list[CallModel]) -> None:
    used = {effect for model in models for effect in model.effects}
    assert used == set(Effect)


def test_methods_that_match_any_receiver_are_unambiguous() -> None:
    for method in read_index()["methods"]:
        assert find_method(None, method) is not None, method


def test_aliases_end_at_one_name() -> None:
    for old in read_index()["aliases"]:
        new = canonical_name(old)
        assert canonical_name(new) == new, old
        assert old not in read_index()["names"], f"{old} is an alias and an entry"


def test_types_name_known_relations() -> None:
    index = read_index()
    for base in index["bases"].values():
        assert canonical_name(base) == base
    for call in index["returns"]:
        owner, _, last = call.rpartition(".")
        assert last, call
        assert canonical_name(call) == call or owner == "pathlib", call


def test_importing_reads_nothing() -> None:
    code = f"""
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import mlaudit.catalog
data = [p for p in opened if p.startswith({str(FOLDER)!r}) and p.endswith((".toml", ".json"))]
assert data == [], data
assert "tomllib" not in sys.modules
assert mlaudit.catalog.find_call("pandas.read_csv").effect == "read"
mlaudit.catalog.find_call("torch.save")
mlaudit.catalog.find_method(None, "to_csv")
data = [p for p in opened if p.startswith({str(FOLDER)!r}) and p.endswith((".toml", ".json"))]
assert len(data) == 1, data
assert "tomllib" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=FOLDER.parent.parent)

"""Models that users and plugins write."""

from __future__ import annotations

import pytest

from mlaudit.catalog import CatalogError, Effect, load_models

WRAPPER = """
[[tool.mlaudit.call]]
name = "acme.store.put_frame"
effect = "write"
kind = "dataset"
path = [{ position = 1, keyword = "folder" }, { position = 2, keyword = "name" }]
extension = ".parquet"

[[tool.mlaudit.call]]
name = "acme.store.fetch"
same = ["acme.store.fetch_all"]
effect = "download"
source = { position = 0, keyword = "key" }
scheme = "s3"
"""


def test_calls_in_a_configuration() -> None:
    put, fetch, fetch_all = load_models(WRAPPER)
    assert put.effect is Effect.WRITE
    assert [spec.keyword for spec in put.path] == ["folder", "name"]
    assert put.extension is not None
    assert put.extension.apply("a/b") == "a/b.parquet"
    assert (fetch.name, fetch_all.name) == ("acme.store.fetch", "acme.store.fetch_all")
    assert fetch.source == fetch_all.source


def test_a_file_of_a_plugin() -> None:
    (model,) = load_models('[[call]]\nname = "acme.train"\neffect = "train"\n')
    assert model.path == ()
    assert model.kind == "other"


def test_nothing_written() -> None:
    assert load_models("") == ()
    assert load_models("[tool.other]\nx = 1\n") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[call", "not readable as TOML"),
        ("call = 3", "list of tables"),
        ("call = [3]", "call 1: not a table"),
        ('[[call]]\neffect = "read"', "name is missing"),
        ('[[call]]\nname = "a b"\neffect = "read"', "no dotted name"),
        ('[[call]]\nname = "a.b"', "effect None is none of read"),
        ('[[call]]\nname = "a.b"\neffect = "reads"', "'reads' is none of read"),
        ('[[call]]\nname = "a.b"\neffect = "read"\npaht = 1', "unknown field 'paht'"),
        ('[[call]]\nname = "a.b"\neffect = "read"\nkind = "csv"', "kind 'csv'"),
        ('[[call]]\nname = "a.b"\neffect = "read"\nreceiver = "x"', "receiver"),
        ('[[call]]\nname = "a.b"\neffect = "read"\npath = 0', "path is a table"),
        ('[[call]]\nname = "a.b"\neffect = "read"\npath = {}', "needs a position"),
        ('[[call]]\nname = "a.b"\neffect = "read"\npath = { position = -1 }', "counts from 0"),
        ('[[call]]\nname = "a.b"\neffect = "read"\npath = { pos = 1 }', "path is a table of"),
        ('[[call]]\nname = "a.b"\neffect = "read"\npath = { keyword = 1 }', "keyword is text"),
        (
            '[[call]]\nname = "a.b"\neffect = "read"\ndirectory = "yes"',
            "directory is true or false",
        ),
        ('[[call]]\nname = "a.b"\neffect = "read"\npins = "x"', "pins is a list"),
        ('[[call]]\nname = "a.b"\neffect = "read"\nmode = "r"', "mode is a table"),
        ('[[call]]\nname = "a.b"\neffect = "read"\nextension = 1', "extension is a table"),
        ('[[call]]\nname = "a.b"\neffect = "read"\nsame = "c"', "same is a list"),
        ('[[call]]\nname = "a.b"\neffect = "read"\nimplies = [1]', "implies"),
        ('[[call]]\nname = "a.b"\neffect = "read"\nalternative = {}', "alternative is a table"),
        ('[[call]]\nname = "a.b"\neffect = "read"\nmode = { keyword = "m" }', "needs a default"),
        (
            '[[call]]\nname = "a.b"\neffect = "read"\n'
            "alternative = { argument = { position = 0 }, equals = 3 }",
            "equals is a list",
        ),
    ],
)
def test_errors_say_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(CatalogError, match=words):
        load_models(text)

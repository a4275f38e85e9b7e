from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.data import Data, Scalar, Sequence, Table, plain
from mlaudit.model.deferred import Deferred
from mlaudit.parsers.configuration import MAXIMUM_SIZE, PARSER
from mlaudit.parsers.deferred_json import check_json
from mlaudit.parsers.ini_data import read_env, read_ini
from mlaudit.parsers.json_data import read_json
from mlaudit.parsers.toml_data import read_toml


def lines(data: Data | None, prefix: str = "") -> dict[str, int]:
    """The line of every key and item by its dotted path."""
    found: dict[str, int] = {}
    if isinstance(data, Table):
        for entry in data.entries:
            found[prefix + entry.key] = entry.line
            found.update(lines(entry.value, f"{prefix}{entry.key}."))
    elif isinstance(data, Sequence):
        for i, item in enumerate(data.items):
            found[f"{prefix}{i}"] = item.line
            found.update(lines(item, f"{prefix}{i}."))
    return found


@pytest.mark.parametrize(
    "path",
    ["conf/a.yaml", "a.yml", "a.json", "a.toml", "a.ini", "a.cfg", ".env", ".env.prod", "x/b.env"],
)
def test_configuration_files_are_claimed(path: str) -> None:
    assert PARSER.claims(path)


@pytest.mark.parametrize(
    "path",
    ["a.ipynb", "package-lock.json", "conda-lock.yml", "poetry.lock", "dvc.yaml", "a.py", "yaml"],
)
def test_other_files_are_not(path: str) -> None:
    assert not PARSER.claims(path)


def test_toml_lines() -> None:
    text = (
        "# head\n[project]\nname = 'x'\ndependencies = [\n  'a', # one\n  'b>=1',\n]\n"
        '[tool.x."y.z"]\nk.l = {m = 1}\n[[tool.job]]\nid = 1\n[[tool.job]]\nid = 2\n'
        's = """\nid = 9\n"""\nend = 3\n'
    )
    data, message, _ = read_toml(text)
    assert message is None
    found = lines(data)
    assert found["project"] == 2
    assert found["project.dependencies.0"] == 5
    assert found["project.dependencies.1"] == 6
    assert found["tool.x.y.z"] == 8
    assert found["tool.x.y.z.k.l.m"] == 9
    assert found["tool.job.0.id"] == 11
    assert found["tool.job.1.id"] == 13
    assert found["tool.job.1.end"] == 17


def test_broken_toml_names_its_line() -> None:
    assert read_toml("a = 1\nb = \n")[2] == 2


def test_json_lines_comments_and_trailing_commas() -> None:
    text = '{\n  // where\n  "data": {"path": "a//b.csv",\n    "n": [1,\n "x"]},\n}'
    data, message, _ = read_json(text)
    assert message is None
    assert plain(data) == {"data": {"path": "a//b.csv", "n": [1, "x"]}}
    assert lines(data)["data.path"] == 3
    assert lines(data)["data.n"] == 4
    assert lines(data)["data.n.1"] == 5


def test_json_lines_files_are_records() -> None:
    assert read_json('{"a": 1}\n{"a": 2}\n') == (None, None, 0)


def test_broken_json_names_its_line() -> None:
    data, message, line = read_json('{"a": 1,\n "b" 2}')
    assert data is None
    assert message
    assert line == 2


def test_ini_keeps_case_and_percent_signs() -> None:
    data, message, _ = read_ini("root = 1\n[Data]\nPath = %(x)s/a\n; note\nurl: s3://b\n")
    assert message is None
    assert plain(data) == {"root": "1", "Data": {"Path": "%(x)s/a", "url": "s3://b"}}
    assert lines(data)["Data.url"] == 5


def test_ini_with_a_continued_key_that_has_no_value() -> None:
    assert read_ini("[a]\nkey\n  more\n") == (None, "continuation of a key without a value", 0)


def test_env_values_without_secrets() -> None:
    text = "# c\nexport DATA_DIR=\"/data/x\"\nN=3 # three\nAPI_TOKEN=abc\nURL='s3://b#c'\nEMPTY=\n"
    data, _, _ = read_env(text)
    assert plain(data) == {
        "DATA_DIR": "/data/x",
        "N": "3",
        "API_TOKEN": None,
        "URL": "s3://b#c",
        "EMPTY": "",
    }
    assert lines(data)["URL"] == 5


def test_a_broken_file_is_a_problem() -> None:
    facts = PARSER.parse("conf/a.yaml", b"a: 1\n\tb: 2\n")
    assert facts.data is None
    assert [(str(p.place), p.whole) for p in facts.problems] == [("conf/a.yaml:2", True)]


def test_large_files_are_left_alone() -> None:
    data = b" " * (MAXIMUM_SIZE + 1)
    assert PARSER.parse("a.json", data).problems == ()
    assert len(PARSER.parse("a.yaml", data).problems) == 1


def test_scalars_of_every_format_agree() -> None:
    for path, text in (("a.yaml", "a: 1"), ("a.json", '{"a": 1}'), ("a.toml", "a = 1")):
        data = PARSER.parse(path, text.encode()).data
        assert isinstance(data, Table)
        assert data.get("a") == Scalar(1, 1)


@given(st.text(alphabet='a1,:[]{}"\n /', max_size=40))
def test_deferred_json_is_what_reading_it_gives(text: str) -> None:
    content, message, line = check_json(text)
    data = content.data if isinstance(content, Deferred) else content
    assert (data, message, line) == read_json(text)


@pytest.mark.parametrize("depth", [99, 100, 101, 102])
def test_the_bound_on_nesting_is_the_same_for_deferred_json(depth: int) -> None:
    text = "[" * depth + "1" + "]" * depth
    assert check_json(text)[1:] == read_json(text)[1:]


@given(st.sampled_from(["yaml", "json", "toml", "ini", "env"]), st.binary(max_size=120))
def test_no_bytes_raise(ending: str, data: bytes) -> None:
    PARSER.parse(f"a.{ending}", data)


@given(
    st.sampled_from(["yaml", "json", "toml", "ini", "env"]),
    st.text(alphabet="ab1.=:[]{}\"'#,\\\n -", max_size=60),
)
def test_no_punctuation_raises(ending: str, text: str) -> None:
    PARSER.parse(f"a.{ending}", text.encode())


@pytest.mark.parametrize("ending", ["yaml", "json", "toml", "ini"])
def test_deep_nesting_is_a_problem(ending: str) -> None:
    text = ("a = " if ending == "toml" else "") + "[" * 100_000
    facts = PARSER.parse(f"a.{ending}", text.encode())
    assert facts.data is None or ending == "ini"
    assert facts.problems or ending == "ini"


@pytest.mark.parametrize(
    ("text", "package"),
    [
        ("# @package _global_\na: 1\n", "_global_"),
        ("# Best of all\n\n# @package model.best\na: 1\n", "model.best"),
        ("a: 1\n# @package _global_\n", ""),
        ("a: '# @package x'\n", ""),
        ("a: 1\n", ""),
    ],
)
def test_package_of_a_file_of_hydra(text: str, package: str) -> None:
    content = PARSER.parse("conf/a.yaml", text.encode()).content
    assert isinstance(content, Table)
    assert content.package == package

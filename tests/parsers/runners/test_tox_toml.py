from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep
from mlaudit.parsers.runners.tox_toml import PARSER

NATIVE = """
[env_run_base]
set_env = {A = "1"}
[env.fit]
depends = ["get"]
change_dir = "{tox_root}/src"
commands = [
  ["-python", "fit.py", {replace = "posargs", default = ["a b.csv"], extend = true}],
  ["cp", "{env_tmp_dir}/m", {replace = "env", name = "OUT"}],
]
[env.get]
set_env.B = "{env_name}"
commands = [["make", "data"]]
"""


def read(path: str, text: str) -> dict[str, DeclaredStep]:
    return {step.name: step for step in PARSER.parse(path, text.encode()).steps}


def commands(step: DeclaredStep) -> list[str]:
    return [run.script.text for run in step.runs if run.script is not None]


def test_environments() -> None:
    found = read("ml/tox.toml", NATIVE)
    fit = found["fit"]
    assert (fit.kind.value, fit.directory, fit.after) == ("tox-environment", "ml/src", ("get",))
    assert fit.environment == (("A", "1"),)
    assert commands(fit) == ["python fit.py 'a b.csv'\ncp {env_tmp_dir}/m env"]
    assert found["get"].environment == (("B", "get"),)
    assert fit.runs[0].place.line == 8


def test_a_table_of_the_project() -> None:
    found = read("pyproject.toml", '[tool.tox.env.x]\ncommands = [["x"]]\n')
    assert commands(found["x"]) == ["x"]
    text = '[tool.tox]\nlegacy_tox_ini = """\n[testenv:y]\ncommands = y {envname}\n"""\n'
    found = read("pyproject.toml", text)
    assert commands(found["y"]) == ["y y"]
    assert found["y"].runs[0].place.line == 4
    assert read("pyproject.toml", "[tool.other]\n") == {}


def test_broken_files() -> None:
    for text in ("", "[env", "env = 3", "[env.a]\ncommands = 3", "[env.a]\ncommands = [[]]"):
        assert all(step.runs == () for step in read("tox.toml", text).values())


@given(st.binary(max_size=80) | st.text(alphabet='{}[]=:,!\\"$ ab-\n', max_size=80))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    for text in (content, b"[env.a]\ncommands = [" + content):
        assert PARSER.parse("tox.toml", text).path == "tox.toml"

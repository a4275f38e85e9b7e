from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.registry import parse_file
from mlaudit.parsers.runners.npm import PARSER
from mlaudit.parsers.shell import parse_script

PACKAGE = b"""{
  "config": {"port": 8000, "deep": {}},
  "scripts": {
    "prebuild": "rm -rf dist",
    "build": "vite build",
    "postbuild": "cp -r dist ../static",
    "odd": 7
  }
}
"""


def started(command: str) -> list[tuple[str, str]]:
    """(names, directory) of the scripts that a command starts."""
    outcome = evaluate_script(
        parse_script(command), ShellContext("."), lambda line: Place("x", line)
    )
    return [(run.target, run.directory) for run in outcome.runs if run.form == "npm-script"]


def test_scripts_with_what_runs_before_and_after() -> None:
    assert PARSER.claims("web/package.json")
    assert not PARSER.claims("web/package-lock.json")
    steps = PARSER.parse("web/package.json", PACKAGE).steps
    assert [step.name for step in steps] == ["prebuild", "build", "postbuild"]
    build = steps[1]
    assert (build.kind.value, build.kind.family) == ("npm-script", StepFamily.TARGET)
    assert (build.place.line, build.directory, build.after) == (5, "web", ("prebuild",))
    script, late = build.runs
    assert script.script is not None
    assert (script.script.text, late.step) == ("vite build", "postbuild")
    expected = (("npm_package_config_port", "8000"), ("npm_package_config_deep", ""))
    assert build.environment == expected


def test_commands_that_start_scripts() -> None:
    assert started("npm run train -- --rounds 3") == [("train", ".")]
    assert started("pnpm run train && yarn fetch") == [("train", "."), ("fetch", ".")]
    assert started("npm run build --prefix web") == [("build", "web")]
    assert started("npm test") == [("test", ".")]
    assert started("run-s clean train") == [("clean train", ".")]


def test_commands_that_start_none() -> None:
    for command in ("npm install", "npm ci", "yarn", "yarn add x", "pnpm fetch"):
        assert started(command) == []
    assert started("npm-run-all --parallel a b") == []
    assert started("npm run build -w web") == []


def test_a_broken_file_is_one_problem() -> None:
    facts = parse_file("package.json", b'{\n"scripts": {"a": }\n}')
    assert facts is not None
    assert [problem.place.line for problem in facts.problems] == [2]
    for text in (b"", b"[]", b'{"scripts": []}', b'{"scripts": {"a": null}}'):
        assert PARSER.parse("package.json", text).steps == ()


@given(st.binary(max_size=100) | st.text(alphabet='{}[]":,$&| ab\n', max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    assert PARSER.parse("package.json", content).path == "package.json"
    assert PARSER.parse("package.json", b'{"scripts": ' + content).path == "package.json"

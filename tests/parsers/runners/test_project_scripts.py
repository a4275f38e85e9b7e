"""Task runners whose scripts stand in pyproject.toml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.model.facts import DeclaredStep, Run
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.runners import hatch, pdm, poe
from mlaudit.parsers.shell import parse_script

PARSERS = (hatch.PARSER, pdm.PARSER, poe.PARSER)


def steps(parser: Parser, text: str) -> dict[str, DeclaredStep]:
    return {step.name: step for step in parser.parse("ml/pyproject.toml", text.encode()).steps}


def shown(runs: tuple[Run, ...]) -> list[object]:
    return [run.script.text if run.script else run.step or run.callable_ for run in runs]


def started(command: str) -> list[tuple[str, str]]:
    outcome = evaluate_script(
        parse_script(command), ShellContext("."), lambda line: Place("x", line)
    )
    return [(run.form, run.target) for run in outcome.runs]


def test_poe_tasks() -> None:
    found = steps(
        poe.PARSER,
        "[tool.poe]\nenv = {A = '1', B = {default = '2'}}\n[tool.poe.tasks]\n"
        "a = 'python a.py'\nb = ['a', {cmd = 'ls'}, {sequence = ['a']}]\n"
        "c = {script = 'pkg.mod:go(1)', cwd = 'x', env = {C = '3'}, deps = ['a', 'b -v']}\n"
        "d = {shell = 'print(1)', interpreter = 'python'}\n"
        "e = {cmd = 'ls $n', args = ['m', {name = 'n', default = 4}], uses = {O = 'a -q'}}\n",
    )
    assert shown(found["a"].runs) == ["python a.py"]
    assert shown(found["b"].runs) == ["a", "ls", "a"]
    assert shown(found["c"].runs) == [("pkg.mod", "go")]
    assert (found["c"].directory, found["c"].after) == ("ml/x", ("a", "b"))
    assert found["c"].environment == (("A", "1"), ("B", "2"), ("C", "3"))
    assert found["d"].runs == ()
    assert (found["e"].inputs, found["e"].after) == ((("m", None), ("n", "4")), ("a",))
    assert found["e"].environment[-1] == ("n", "4")
    assert (found["a"].place.line, found["a"].directory) == (4, "ml")


def test_tasks_of_poe_that_run_at_the_same_time_have_no_order() -> None:
    found = steps(
        poe.PARSER,
        "[tool.poe.tasks]\na = 'ls'\nb = 'pwd'\n"
        "both = {parallel = ['a', 'b -q', {cmd = 'date'}], deps = ['b']}\n",
    )
    assert (found["both"].after, shown(found["both"].runs)) == (("b", "a"), ["date"])


def test_pdm_scripts() -> None:
    found = steps(
        pdm.PARSER,
        "[tool.pdm.scripts]\n_.env = {A = '1'}\na = 'python a.py'\npre_a = {cmd = ['ls', 'x y']}\n"
        "post_a = {call = 'mod:go'}\nb = {composite = ['a -v', 'echo 1'], working_dir = 'x'}\n",
    )
    assert list(found) == ["a", "pre_a", "post_a", "b"]
    assert (shown(found["a"].runs), found["a"].after) == (["python a.py", "post_a"], ("pre_a",))
    assert shown(found["pre_a"].runs) == ["ls 'x y'"]
    assert shown(found["post_a"].runs) == [("mod", "go")]
    assert (shown(found["b"].runs), found["b"].directory) == (["a", "echo 1"], "ml/x")
    assert found["b"].environment == (("A", "1"),)


def test_hatch_scripts() -> None:
    found = steps(
        hatch.PARSER,
        "[tool.hatch.envs.default.scripts]\na = 'python a.py {args:x}'\n"
        "[tool.hatch.envs.gpu]\nenv-vars = {A = '1'}\n"
        "[tool.hatch.envs.gpu.scripts]\nb = ['a', 'c', '- ls {root}']\nc = 'pwd'\n",
    )
    assert list(found) == ["a", "gpu:b", "gpu:c"]
    assert shown(found["a"].runs) == ["python a.py x"]
    assert shown(found["gpu:b"].runs) == ["a", "gpu:c", "ls {root}"]
    assert found["gpu:b"].environment == (("A", "1"),)


def test_commands_that_start_scripts() -> None:
    assert started("poe train --fast") == [("poe-task", "train")]
    assert started("poetry run poe train") == [("poe-task", "train")]
    assert started("pdm run train")[0] == ("pdm-script", "train")
    assert started("hatch run gpu:train")[0] == ("hatch-script", "gpu:train")


def test_programs_are_no_scripts() -> None:
    expected = [("python-file", "a.py")]
    assert started("pdm run python a.py") == started("hatch run python a.py") == expected
    assert started("pdm install") == started("pdm run --list") == []


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_wrong_types_give_no_steps(parser: Parser) -> None:
    for table in ("poe.tasks", "pdm.scripts", "hatch.envs.default.scripts"):
        for value in ("1", "'x'", "[1]", "[]", "{}"):
            assert steps(parser, f"[tool]\n{table} = {value}\n") == {}
    assert steps(parser, "[tool.poe pdm hatch") == {}


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
@given(data=st.binary(max_size=60) | st.text(alphabet="{}[]='\",$ ab:-\n", max_size=60))
def test_any_bytes_give_facts(parser: Parser, data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    for table in (b"poe.tasks", b"pdm.scripts", b"hatch.envs.x.scripts"):
        for text in (content, b"[tool." + table + b"]\na = " + content):
            assert parser.parse("pyproject.toml", text).path == "pyproject.toml"

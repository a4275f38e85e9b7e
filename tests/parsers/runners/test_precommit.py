from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.model.place import Place
from mlaudit.parsers.runners.precommit import PARSER
from mlaudit.parsers.shell import parse_script

CONFIGURATION = b"""default_stages: [commit]
repos:
- repo: https://example.org/x
  hooks: [{id: other}]
- repo: local
  hooks:
  - {id: a, entry: python a.py, language: system, args: [--x]}
  - {id: b, entry: make data, language: system, stages: [push]}
  - {id: c, entry: b.sh, language: script, stages: [manual]}
  - {id: d, entry: "no .* here", language: pygrep}
"""


def test_hooks_of_the_repository() -> None:
    steps = PARSER.parse(".pre-commit-config.yaml", CONFIGURATION).steps
    assert [step.name for step in steps] == ["a", "b", "c", "d"]
    texts = [run.script.text for step in steps for run in step.runs if run.script is not None]
    assert texts == ["python a.py --x", "make data", "b.sh"]
    details = [[(t.kind.value, t.detail) for t in step.triggers] for step in steps[:3]]
    assert details == [[("person", "pre-commit")], [("person", "pre-push")], []]


def test_hooks_that_a_plain_run_starts() -> None:
    kinds = [step.kind for step in PARSER.parse(".pre-commit-config.yaml", CONFIGURATION).steps]
    (launcher,) = PARSER.launchers
    assert [kind == launcher.kind for kind in kinds] == [True, False, False, True]
    script = parse_script("pre-commit run --all-files; pre-commit run a; pre-commit install")
    outcome = evaluate_script(script, ShellContext("."), lambda line: Place("x", line))
    started = [run.target for run in outcome.runs if run.form == "pre-commit-hook"]
    assert started == ["", "a"]


@given(st.binary(max_size=100) | st.text(alphabet="ks:{}[]-\n |'\",", max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    head = b"repos:\n- repo: local\n  hooks:\n  - id: a\n    language: system\n    entry: "
    assert PARSER.parse(".pre-commit-config.yaml", head + content).problems == ()

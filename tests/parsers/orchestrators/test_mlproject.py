from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.shell import Command, Literal, Variable
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.orchestrators.mlproject import PARSER

PROJECT = """\
name: churn
docker_env: {image: churn:1.0}
entry_points:
  main:
    parameters:
      data: path
      epochs: {type: int, default: 5}
    command: >-
      python train.py {data} --epochs {epochs}
  etl: {command: "python etl.py"}
"""


def test_entry_points() -> None:
    assert PARSER.claims("ml/mlproject")
    main, etl = PARSER.parse("ml/MLproject", PROJECT.encode()).steps
    assert (main.kind, main.name, main.directory) == (StepKind.MLPROJECT_ENTRY, "main", "ml")
    assert main.inputs == (("data", None), ("epochs", "5"))
    assert main.image == "churn:1.0"
    (run,) = main.runs
    assert run.environment == (("epochs", "5"),)
    assert run.place.line == 9
    assert run.script is not None
    (command,) = run.script.nodes
    assert isinstance(command, Command)
    assert [word.parts for word in command.words] == [
        (Literal("python"),),
        (Literal("train.py"),),
        (Variable("data"),),
        (Literal("--epochs"),),
        (Variable("epochs"),),
    ]
    assert (etl.name, etl.inputs, etl.place.line) == ("etl", (), 10)


def test_a_broken_file_is_a_problem() -> None:
    facts = PARSER.parse("MLproject", b"entry_points:\n  {% raw %}\n")
    assert [problem.place.line for problem in facts.problems] == [2]


@given(st.binary(max_size=100) | st.text(alphabet="entry_pois: {}[]\n", max_size=60))
def test_nothing_raises(data: bytes | str) -> None:
    PARSER.parse("MLproject", data if isinstance(data, bytes) else data.encode())
    if isinstance(data, str):
        PARSER.parse("MLproject", f"entry_points: {data}".encode())

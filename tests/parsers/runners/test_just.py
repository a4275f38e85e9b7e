from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.link import complete_facts
from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.registry import launcher_of
from mlaudit.parsers.runners.just.file import PARSER


def steps(text: str, path: str = "justfile") -> dict[str, DeclaredStep]:
    facts = PARSER.parse(path, text.encode())
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


def text_of(step: DeclaredStep) -> str:
    (script,) = [run.script for run in step.runs if run.script is not None]
    assert script.problem is None
    return script.text


def test_the_names_of_justfiles() -> None:
    assert all(PARSER.claims(path) for path in ("justfile", "ml/Justfile", ".justfile", "a.just"))
    assert not PARSER.claims("justfile.md")


def test_recipes_with_what_runs_before_and_after() -> None:
    found = steps("build: fetch (clean 'a') && notify\n    make it\nfetch:\nclean what:\nnotify:\n")
    assert list(found) == ["build", "fetch", "clean", "notify"]
    build = found["build"]
    assert build.kind.family == StepFamily.TARGET
    assert (build.place.line, build.scope, build.group) == (1, "recipes.build", "justfile")
    assert build.after == ("fetch", "clean")
    assert [run.step for run in build.runs] == [None, "notify"]
    assert [run.place.line for run in build.runs] == [2, 1]


def test_variables_and_defaults_are_filled_in() -> None:
    found = steps(
        'root := "data"\nfile := root / "in" + ".csv"\n'
        "run n='3' *rest:\n  @-python run.py {{file}} {{n}}{{rest}} {{{{x\n"
    )
    assert text_of(found["run"]) == "python run.py data/in.csv 3 {{x"
    assert found["run"].inputs == (("n", "3"), ("rest", ""))


def test_what_the_file_does_not_tell_stays_a_hole() -> None:
    found = steps(
        "loop := loop\nday := `date`\nhome := env('HOME')\n"
        "which := if a == b { 'x' } else { 'y' }\n"
        "run target:\n  python run.py {{loop}} {{day}} {{home}} {{which}} {{target}} {{none}}\n"
    )
    words = text_of(found["run"]).split(" ", 2)[2]
    assert words.startswith("{{loop}} {{`date`}} {{env('HOME')}} {{if")
    assert words.endswith("{{target}} {{none}}")
    assert found["run"].inputs == (("target", None),)


def test_the_argument_of_every_caller_is_the_value() -> None:
    head = "one: (make_ 'a/b')\n"
    make = "make_ path:\n  mkdir {{path}}\n"
    assert text_of(steps(head + make)["make_"]) == "mkdir a/b"
    assert text_of(steps(head + "two: (make_ 'c')\n" + make)["make_"]) == "mkdir {{path}}"
    default = "make_ path='d':\n  mkdir {{path}}\n"
    assert text_of(steps(head + default)["make_"]) == "mkdir {{path}}"


def test_lines_that_go_on_and_comments() -> None:
    found = steps("run:\n    # first\n    python a.py \\\n      --x 1\n\n    python b.py\n")
    assert text_of(found["run"]) == "python a.py \\\n  --x 1\npython b.py"
    assert found["run"].runs[0].place.line == 3


def test_recipes_in_other_languages() -> None:
    found = steps(
        "a:\n  #!/usr/bin/env python3\n  print(1)\nb:\n  #!/bin/bash\n  cd x\n  python y.py\n"
        "[script('python3')]\nc:\n  print(2)\n"
    )
    assert text_of(found["a"]).startswith("python3 - <<'END_OF_RECIPE'\nprint(1)\n")
    assert text_of(found["b"]) == "\ncd x\npython y.py"
    assert text_of(found["c"]).startswith("python3 - <<'END_OF_RECIPE'\nprint(2)\n")


def test_another_shell_is_given_each_line() -> None:
    found = steps("set shell := ['python3', '-c']\nrun:\n  print('a b')\n")
    assert text_of(found["run"]) == "python3 -c 'print('\"'\"'a b'\"'\"')'"
    assert text_of(steps("set shell := ['bash', '-c']\nrun:\n  ls\n")["run"]) == "ls"


def test_working_directories() -> None:
    text = "set working-directory := 'src'\na:\n[working-directory: 'jobs']\nb:\n[no-cd]\nc:\n"
    assert [step.directory for step in steps(text, "ml/justfile").values()] == [
        "ml/src",
        "ml/jobs",
        "ml/src",
    ]
    assert steps("a:\n", "ml/justfile")["a"].directory == "ml"


def test_gates_aliases_and_the_default() -> None:
    found = steps(
        "a:\n[confirm('Sure?'), private]\nb:\n[default]\n[confirm]\nc:\nalias d := b # short\n"
    )
    assert list(found) == ["c", "a", "b", "d"]
    assert [gate.detail for gate in found["b"].gates] == ["Sure?"]
    assert [gate.detail for gate in found["c"].gates] == ["Run recipe c?"]
    assert found["a"].gates == ()
    assert found["d"].after == ("b",)


def test_the_recipe_for_linux_counts() -> None:
    found = steps("[windows]\nrun:\n  dir\n[linux]\nrun:\n  ls\n[macos]\nrun:\n  gls\n")
    assert text_of(found["run"]) == "ls"


def test_exported_variables() -> None:
    found = steps("x := '1'\nexport y := '2'\nexport z := `date`\nrun $p='3' q='4':\n  ls\n")
    assert found["run"].environment == (("y", "2"), ("z", ""), ("p", "3"))
    everything = steps("set export\nx := '1'\nrun q='4':\n")
    assert everything["run"].environment == (("x", "1"), ("q", "4"))


def test_texts_over_several_rows_are_no_recipes() -> None:
    found = steps("x := '''\na: b\n'''\ny := (\n  'p'\n  + 'q'\n)\nrun:\n  echo {{y}}\n")
    assert list(found) == ["run"]
    assert text_of(found["run"]) == "echo pq"


def test_imports_and_modules_are_no_problem() -> None:
    assert list(steps("import 'more.just'\nmod? tools\nunexport X\nrun:\n")) == ["run"]


def test_recipes_of_imports_and_modules() -> None:
    files = {
        "a/justfile": "import 'ml.just'\nmod tools\nimport '../far.just'\nrun:\n  ls\n",
        "a/ml.just": "fit: get\n  python fit.py\nget:\n  wget x\nrun:\n  other\n",
        "a/tools/mod.just": "clean n:\n  rm x\n",
        "far.just": "away:\n  ls\n",
    }
    facts = {path: PARSER.parse(path, text.encode()) for path, text in files.items()}
    found = {step.name: step for step in complete_facts(facts)["a/justfile"].steps}
    assert list(found) == ["run", "fit", "get", "tools::clean"]
    assert [run.step for run in found["fit"].runs] == ["a/ml.just:get", "a/ml.just:fit"]
    assert [run.step for run in found["tools::clean"].runs] == ["a/tools/mod.just:clean"]
    assert found["tools::clean"].inputs == (("n", None),)
    assert found["get"].place.line == 1


def test_what_is_no_statement_is_a_problem() -> None:
    facts = PARSER.parse("justfile", b"run:\n  ls\n\nwhat is this\n")
    assert [step.name for step in facts.steps] == ["run"]
    assert [(str(p.place), p.whole) for p in facts.problems] == [("justfile:4", False)]
    assert PARSER.parse("justfile", b"").steps == ()


def test_values_that_grow_without_bound_are_unknown() -> None:
    rows = "".join(f"v{i} := v{i + 1} + v{i + 1}\n" for i in range(40))
    assert text_of(steps(rows + "v40 := 'long'\nrun:\n  echo {{v0}}\n")["run"]).startswith(
        "echo {{"
    )


def test_recipes_are_started_by_their_names() -> None:
    launcher = launcher_of("just-recipe")
    assert launcher is not None
    assert launcher.programs == ("just",)
    assert "--list" in launcher.asking


@given(st.binary(max_size=100) | st.text(alphabet="ab:=(){}[]'\"`#@&*+/$,\\ \n", max_size=80))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    assert PARSER.parse("justfile", content).path == "justfile"

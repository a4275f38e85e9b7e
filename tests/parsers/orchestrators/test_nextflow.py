from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.graph.link import complete_facts
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.orchestrators.nextflow.file import PARSER
from mlaudit.parsers.registry import parse_file
from mlaudit.parsers.shell import parse_script


def read(text: str, configuration: str = "") -> dict[str, DeclaredStep]:
    facts: dict[str, Facts] = {}
    for path, content in {"p/main.nf": text, "p/nextflow.config": configuration}.items():
        found = parse_file(path, content.encode())
        assert found is not None
        facts[path] = found
    return {step.name: step for step in complete_facts(facts)["p/main.nf"].steps}


def code(step: DeclaredStep) -> str:
    (run,) = step.runs
    assert run.script is not None
    return run.script.text


PROCESS = "process {} {{\n  script:\n  '''\n  echo\n  '''\n}}\n"
THREE = "".join(PROCESS.format(name) for name in "ABC")


def test_a_process() -> None:
    steps = read(
        "// process X {\nprocess FIT {\n  publishDir \"${params.out}/m\", mode: 'copy'\n  input:\n"
        "  path table\n  val n\n  output:\n  path \"${n}.bin\"\n  path 'a.csv'\n"
        '  script:\n  """\n  fit.py $table ${n} ${params.k} \\$HOME\n  """\n}\n',
        "params {\n  out = 'results' // where\n  k = 3\n}\n",
    )
    assert list(steps) == ["FIT"]
    fit = steps["FIT"]
    assert (fit.kind.value, fit.kind.family) == ("nextflow-process", StepFamily.STAGE)
    assert [write.path for write in fit.writes] == ["p/results/m/{n}.bin", "p/results/m/a.csv"]
    assert fit.path_maps[1:] == (("/{work}/FIT/a.csv", "p/results/m/a.csv"),)
    assert code(fit).strip() == "/{project}/bin/fit.py table n 3 $HOME"
    assert fit.runs[0].place.line == 11


def test_order_of_calls() -> None:
    steps = read(
        THREE + "workflow {\n  x = A(1)\n  B(x.out)\n  C(\n    A.out, [B.out.y, 1]\n  )\n}\n"
    )
    assert steps["B"].after == ("A",)
    assert steps["C"].after == ("A", "B")
    steps = read(THREE + "workflow {\n  ch | A | B\n  C(Channel.of(1))\n}\n")
    assert (steps["B"].after, steps["C"].after) == (("A",), ())


def test_files_that_go_in() -> None:
    text = (
        "params.x = 'data/x.csv'\nprocess A {\n  input:\n  path one\n  path two\n  path three\n"
        '  script:\n  """\n  cat $one ${two} $three\n  """\n}\n'
        "workflow {\n  ch = Channel\n    .fromPath(params.x)\n    .map { it }\n"
        '  A(ch, file("$projectDir/b.txt"), file("s3://c/d"))\n}\n'
    )
    step = read(text)["A"]
    assert [item.path for item in step.reads] == ["p/data/x.csv", "p/b.txt", "s3://c/d"]
    assert code(step).strip() == "cat /{project}/data/x.csv /{project}/b.txt s3://c/d"


def test_what_other_files_define() -> None:
    steps = read(
        "include { FIT as LEARN; OTHER } from './m/fit'\n"
        + THREE
        + "workflow NAMED {\n  take: x\n  main:\n  A(x)\n  LEARN(A.out)\n}\nworkflow { NAMED(1) }\n"
    )
    assert [run.step for run in steps["LEARN"].runs] == ["p/m/fit.nf:FIT"]
    assert steps["LEARN"].after == ("A",)
    assert "OTHER" not in steps
    assert [run.step for run in steps["NAMED"].runs] == ["p/main.nf:A", "p/main.nf:LEARN"]


def test_code_that_is_no_shell() -> None:
    text = 'process A {\n  script:\n  """\n  #!/usr/bin/env python3\n  print(1)\n  """\n}\n'
    assert code(read(text)["A"]).startswith("python3 - <<'END_OF_SCRIPT'\n#!")
    assert read("process A {\n  exec:\n  println 1\n}\n")["A"].runs == ()
    text = "process A {\n  shell:\n  '''\n  x !{params.k} $HOME\n  '''\n}\n"
    assert code(read(text)["A"]).strip() == "x params_k $HOME"


def test_commands_that_start_a_pipeline() -> None:
    script = parse_script("nextflow run p/main.nf --k 3 -profile x; nextflow run . ; nextflow log")
    outcome = evaluate_script(script, ShellContext("."), lambda line: Place("x", line))
    runs = [run for run in outcome.runs if run.form == "nextflow-process"]
    assert [(run.target, run.arguments) for run in runs] == [
        ("", ("-f", "p/main.nf", "k=3")),
        ("", ()),
    ]


def test_broken_files() -> None:
    for text in ("process A {", "workflow {\n A(", "process A { script: '''", "include { A"):
        assert isinstance(read(text), dict)


@given(st.binary(max_size=100) | st.text(alphabet="process A{}()'\"$:\n|workfl.=,", max_size=80))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    assert PARSER.complete is not None
    for head in (b"process A {\n", b"workflow {\nA(", b"params {", b""):
        for path in ("main.nf", "nextflow.config"):
            facts = PARSER.parse(path, head + content)
            assert PARSER.complete(facts, lambda _: None).path == path

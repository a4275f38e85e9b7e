from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.analysis.edges import loose_edges
from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.graph.link import complete_facts
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.orchestrators.ploomber.file import PARSER
from mlaudit.parsers.registry import parse_file
from mlaudit.parsers.shell import parse_script
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree


def read(text: str, env: str = "", more: str = "") -> dict[str, DeclaredStep]:
    facts: dict[str, Facts] = {}
    named = {"p/pipeline.yaml": text, "p/env.yaml": env, "p/more.yaml": more}
    for path, content in named.items():
        found = parse_file(path, content.encode())
        assert found is not None
        facts[path] = found
    return {step.name: step for step in complete_facts(facts)["p/pipeline.yaml"].steps}


def test_notebooks_and_order() -> None:
    steps = read(
        "tasks:\n- source: s/a.ipynb\n  product: '{{dir}}/a.csv'\n- source: s/b.py\n  name: fit\n"
        "  upstream: [a, gone]\n  product: {nb: x.html, m: '{{dir}}/m.bin'}\n"
        "  params: {k: '{{n.k}}'}\n",
        "dir: '{{here}}/out'\nn: {k: 3}\n",
    )
    fit = steps["fit"]
    assert (fit.kind.value, fit.kind.family, fit.directory) == (
        "ploomber-task",
        StepFamily.STAGE,
        "p",
    )
    assert fit.after == ("a",)
    assert [read.path for read in fit.reads] == ["p/out/a.csv"]
    assert [write.path for write in fit.writes] == ["p/x.html", "p/out/m.bin"]
    assert fit.runs[0].code == "p/s/b.py"
    assert fit.runs[0].arguments == (
        'upstream:={"a": "out/a.csv"}',
        'product:={"nb": "x.html", "m": "out/m.bin"}',
        "k=3",
    )
    assert (steps["a"].declares_more, fit.declares_more) == (True, False)


def test_functions_tables_and_other_files() -> None:
    steps = read(
        "meta: {import_tasks_from: more.yaml}\ntasks:\n- {source: pkg.tasks.get, product: a.csv}\n"
        "- {source: q.sql, product: [s, t, table], upstream: get}\n",
        more="- {source: m.sh, product: b}\n",
    )
    assert list(steps) == ["m", "get", "q"]
    (run,) = steps["get"].runs
    assert (run.callable_, run.handed) == (("pkg.tasks", "get"), (("product", "a.csv"),))
    assert [write.path for write in steps["q"].writes] == ["db:s.t"]
    assert [read.path for read in steps["q"].reads] == ["p/a.csv"]


def test_an_upstream_that_only_the_code_names_is_no_missing_edge(
    write_repository: WriteTree,
) -> None:
    tags = '"metadata": {"tags": ["parameters"]}'
    cell = '{{"cell_type": "code", "execution_count": null, "outputs": [], {}, "source": "{}"}}'
    cells = (
        cell.format(tags, "upstream = ['a']"),
        cell.format('"metadata": {}', "open(upstream['a']).read()"),
    )
    rest = '"metadata": {}, "nbformat": 4, "nbformat_minor": 4'
    notebook = f'{{"cells": [{", ".join(cells)}], {rest}}}'
    files = {
        "pipeline.yaml": "tasks:\n- {source: a.sh, product: a.csv}\n"
        "- {source: b.ipynb, product: b.html}\n",
        "a.sh": "echo 1 > a.csv\n",
        "b.ipynb": notebook,
    }
    workflow = read_workflow(write_repository(files))
    assert ("pipeline.yaml:a", "pipeline.yaml:b") in workflow.flows_by_pair
    assert loose_edges(workflow) == ()


def test_other_files() -> None:
    assert PARSER.claims("x/pipeline.serve.yaml")
    assert not PARSER.claims("pipelines.yaml")
    assert read("tasks: [{name: a}]\n# source\n") == {}


def test_commands_that_start_tasks() -> None:
    script = parse_script("ploomber build -e p/pipeline.yaml; ploomber task fit; ploomber plot")
    outcome = evaluate_script(script, ShellContext("."), lambda line: Place("x", line))
    runs = [(r.target, r.arguments) for r in outcome.runs if r.form == "ploomber-task"]
    assert runs == [("", ("-f", "p/pipeline.yaml")), ("fit", ())]


@given(st.binary(max_size=100) | st.text(alphabet="ks:{}[]-\n source'\",.", max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    for head in (b"tasks:\n- source: a.py\n  product: ", b"tasks:\n- source: "):
        assert PARSER.parse("pipeline.yaml", head + content).path == "pipeline.yaml"

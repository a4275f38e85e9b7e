"""Compiled pipelines of Kubeflow."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep
from mlaudit.parsers.cluster.embedded import find_embedded
from mlaudit.parsers.orchestrators.kubeflow.compiled import PARSER, parse
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import accesses, evidence, invocations

WRITE = 'program_path=$(mktemp -d)\nprintf "%s" "$0" > "$program_path/c.py"\npython3 -m x "$@"\n'
PIPELINE = """\
components:
  comp-fit:
    executorLabel: exec-fit
    inputDefinitions:
      parameters:
        trees: {defaultValue: 10.0}
        out: {}
  comp-if:
    dag:
      tasks:
        ship:
          componentRef: {name: comp-ship}
          inputs: {parameters: {to: {runtimeValue: {constant: live}}}}
  comp-ship: {executorLabel: exec-ship, inputDefinitions: {parameters: {to: {}}}}
  comp-get: {executorLabel: exec-get}
deploymentSpec:
  executors:
    exec-get: {importer: {artifactUri: {constant: "gs://b/raw"}}}
    exec-fit:
      container:
        image: a:1
        command: [python, fit.py]
        args: ["--trees={{$.inputs.parameters['trees']}}", --out, "{{$.inputs.parameters['out']}}"]
    exec-ship:
      container:
        image: a:1
        command: [cp, m.joblib, "/srv/{{$.inputs.parameters[\\"to\\"]}}.joblib"]
pipelineInfo: {name: leaves}
root:
  dag:
    tasks:
      if-1: {componentRef: {name: comp-if}, dependentTasks: [fit]}
      fit:
        componentRef: {name: comp-fit}
        dependentTasks: [get]
        inputs: {parameters: {out: {componentInputParameter: model}}}
      get: {componentRef: {name: comp-get}}
  inputDefinitions: {parameters: {model: {defaultValue: m.joblib}}}
"""
FIT = "import sys, joblib\njoblib.dump(1, sys.argv[3])\n"


def steps(text: str) -> dict[str, DeclaredStep]:
    return {step.name: step for step in parse("p.yaml", text.encode()).steps}


def commands(step: DeclaredStep) -> list[str]:
    return [run.script.text for run in step.runs if run.script is not None]


def test_tasks_with_values_and_order() -> None:
    found = steps(PIPELINE)
    assert {name: step.after for name, step in found.items()} == {
        "leaves.get": (),
        "leaves.fit": ("leaves.get",),
        "leaves.if-1.ship": ("leaves.fit",),
    }
    assert commands(found["leaves.fit"]) == ["python fit.py --trees=10 --out m.joblib"]
    assert commands(found["leaves.if-1.ship"]) == ["cp m.joblib /srv/live.joblib"]
    assert [read.path for read in found["leaves.get"].reads] == ["gs://b/raw"]
    assert found["leaves.fit"].image == "a:1"


def test_a_value_that_only_a_run_has_stays_open() -> None:
    text = PIPELINE.replace("{defaultValue: m.joblib}", "{parameterType: STRING}")
    (command,) = commands(steps(text)["leaves.fit"])
    assert "{{$.inputs.parameters['out']}}" in command


def test_a_command_starts_the_tasks(write_tree: WriteTree) -> None:
    tree = {"p.yaml": PIPELINE, "fit.py": FIT, "go.sh": "kfp run create -f p.yaml -e x\n"}
    found = read_workflow(write_tree(tree))
    assert {of for by, of in invocations(found) if by == "go.sh"} == {
        f"p.yaml:leaves.{name}" for name in ("get", "fit", "if-1.ship")
    }
    assert "write m.joblib inferred" in accesses(found, "p.yaml:leaves.fit")
    assert "data-flow" in evidence(found, "p.yaml:leaves.fit", "p.yaml:leaves.if-1.ship")


def test_what_was_compiled_from_a_flow_of_the_tree_starts_it(write_tree: WriteTree) -> None:
    code = (
        "from kfp import dsl\n"
        "@dsl.component\ndef get():\n    open('raw.csv', 'w')\n"
        "@dsl.component\ndef fit():\n    open('m.joblib', 'w')\n"
        "@dsl.component\ndef ship():\n    open('live.joblib', 'w')\n"
        "@dsl.pipeline(name='leaves')\ndef forest():\n    get()\n    fit()\n    ship()\n"
    )
    tree = {"p.yaml": PIPELINE, "p.py": code, "go.sh": "kfp run create -f p.yaml\n"}
    found = read_workflow(write_tree(tree))
    assert ("go.sh", "p.yaml:leaves") in invocations(found)
    assert ("p.yaml:leaves", "p.py:forest") in invocations(found)
    assert "p.yaml:leaves.fit" not in found.step_by_id
    other = read_workflow(write_tree({**tree, "p.py": code.replace("    ship()\n", "")}))
    assert "p.yaml:leaves.fit" in other.step_by_id


def test_functions_that_a_component_carries_with_it() -> None:
    words = ["sh", "-ec", WRITE, "def fit():\n    pass\n", "--function_to_execute", "fit"]
    code, arguments = find_embedded(words) or ("", ())
    assert code.startswith("def fit")
    assert arguments == ("--function_to_execute", "fit")
    assert find_embedded(["sh", "-c", "python fit.py"]) is None
    assert find_embedded([WRITE]) is None


def test_tasks_that_wait_for_each_other_are_told() -> None:
    text = PIPELINE.replace(
        "get: {componentRef: {name: comp-get}}",
        ("get: {componentRef: {name: comp-get}, dependentTasks: [fit]}"),
    )
    assert set(steps(text)) == {"leaves.get", "leaves.fit", "leaves.if-1.ship"}


def test_broken_pipelines_give_what_can_be_read() -> None:
    assert not steps("deploymentSpec: 1\npipelineInfo: 2\nroot: [")
    assert not steps("deploymentSpec: 1\npipelineInfo: 2\nroot: 3\n")
    assert not steps(PIPELINE.replace("comp-", "other-", 1).replace("name: comp", "name: c"))
    endless = PIPELINE.replace("name: comp-ship", "name: comp-if")
    assert set(steps(endless)) == {"leaves.get", "leaves.fit"}


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    for suffix in (b"", PIPELINE.encode()[:900], PIPELINE.encode()):
        whole = b"# deploymentSpec pipelineInfo\n" + suffix + data
        assert PARSER.parse("p.yaml", whole).path == "p.yaml"

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.cluster.argo.file import PARSER


def read(spec: str, kind: str = "Workflow") -> dict[str, DeclaredStep]:
    text = f"apiVersion: argoproj.io/v1alpha1\nkind: {kind}\nmetadata: {{name: w}}\nspec:\n{spec}"
    steps = PARSER.parse("w.yaml", text.encode()).steps
    return {step.name: step for step in steps}


def commands(step: DeclaredStep) -> list[str]:
    return [run.script.text for run in step.runs if run.script is not None]


RUN = "container: {image: i, command: [python, a.py]}"


def test_order_of_a_graph() -> None:
    steps = read(
        "  entrypoint: m\n  templates:\n  - name: m\n    dag:\n      tasks:\n"
        "      - {name: d, template: r, depends: (b.Succeeded || c.Failed) && a}\n"
        "      - {name: b, template: r, dependencies: [a]}\n"
        "      - {name: c, template: r, dependencies: [a, absent]}\n"
        f"      - {{name: a, template: r}}\n  - {{name: r, {RUN}}}\n"
    )
    assert steps["w/d"].after == ("w/b", "w/c", "w/a")
    assert (steps["w/b"].after, steps["w/c"].after) == (("w/a",), ("w/a",))
    assert steps["w/a"].after == ()
    assert (steps["w/a"].kind.value, steps["w/a"].kind.family) == ("argo-task", StepFamily.TASK)


def test_order_of_steps_and_templates_inside_each_other() -> None:
    steps = read(
        "  entrypoint: m\n  templates:\n"
        "  - name: m\n    steps:\n    - [{name: a, template: r}, {name: b, template: r}]\n"
        "    - [{name: in, template: n}]\n    - [{name: z, template: r}]\n"
        "  - name: n\n    steps:\n    - - {name: x, template: r}\n    - - {name: y, template: r}\n"
        f"  - {{name: r, {RUN}}}\n"
    )
    assert list(steps) == ["w/a", "w/b", "w/in.x", "w/in.y", "w/z"]
    assert steps["w/in.x"].after == ("w/a", "w/b")
    assert (steps["w/in.y"].after, steps["w/z"].after) == (("w/in.x",), ("w/in.y",))


def test_tasks_that_wait_for_each_other_end() -> None:
    steps = read(
        "  entrypoint: m\n  templates:\n  - name: m\n    dag:\n      tasks:\n"
        "      - {name: a, template: r, depends: b}\n      - {name: b, template: m, depends: a}\n"
        f"  - {{name: r, {RUN}}}\n"
    )
    assert "w/a" in steps


def test_parameters() -> None:
    steps = read(
        "  entrypoint: m\n  arguments: {parameters: [{name: day}, {name: n, value: 3}]}\n"
        "  templates:\n  - name: m\n    steps:\n"
        "    - - name: a\n        template: r\n        arguments: {parameters: "
        "[{name: n, value: '{{workflow.parameters.n}}'}]}\n"
        "  - name: r\n    inputs: {parameters: [{name: n}, {name: k, default: 7}]}\n"
        "    container:\n      command: [fit, '{{inputs.parameters.n}}', "
        "'{{inputs.parameters.k}}', '{{workflow.parameters.day}}']\n"
    )
    assert commands(steps["w/a"]) == ['fit 3 7 "{{workflow.parameters.day}}"']
    assert steps["w/a"].inputs == (("day", None),)


def test_pauses() -> None:
    text = (
        "  entrypoint: m\n  templates:\n  - name: m\n    steps:\n    - - {name: a, template: r}\n"
        "    - - {name: p, template: pause}\n    - - {name: b, template: r}\n"
        "    - - {name: c, template: r}\n"
        f"  - {{name: r, {RUN}}}\n  - name: pause\n    suspend: %s\n"
    )
    steps = read(text % "{}")
    assert list(steps) == ["w/a", "w/b", "w/c"]
    assert steps["w/b"].after == ("w/a",)
    assert [gate.detail for gate in steps["w/b"].gates] == ["suspend pause"]
    assert steps["w/c"].gates == ()
    assert read(text % "{duration: 20}")["w/b"].gates == ()


def test_schedules_and_templates_elsewhere() -> None:
    steps = read(
        "  schedule: '@daily'\n  suspend: true\n"
        "  workflowSpec: {workflowTemplateRef: {name: fit}}\n",
        "CronWorkflow",
    )
    assert [run.step for run in steps["w"].runs] == ["#fit"]
    assert [(t.detail, t.enabled) for t in steps["w"].triggers] == [("@daily", False)]
    steps = read(
        "  templates:\n  - name: m\n    steps:\n"
        "    - - {name: a, templateRef: {name: lib, template: t}}\n",
        "WorkflowTemplate",
    )
    assert [run.step for run in steps["w/a"].runs] == ["#lib"]


def test_artifacts_scripts_and_the_end() -> None:
    steps = read(
        "  entrypoint: r\n  onExit: bye\n  templates:\n  - name: r\n"
        "    inputs: {artifacts: [{name: a, s3: {bucket: b, key: in.csv}}, {name: x, path: /x}]}\n"
        "    outputs: {artifacts: [{name: o, gcs: {key: 'm/{{workflow.uid}}.bin'}}]}\n"
        "    script: {command: [python3], source: 'import a'}\n"
        "  - {name: bye, script: {command: [bash], source: echo}}\n"
    )
    first = steps["w/r"]
    assert [read.path for read in first.reads] == ["s3://b/in.csv"]
    assert [write.path for write in first.writes] == ["gs://{bucket}/m/{uid}.bin"]
    assert commands(first) == ["python - <<'END_OF_SOURCE'\nimport a\nEND_OF_SOURCE"]
    assert (steps["w/bye"].after, commands(steps["w/bye"])) == (("w/r",), ["echo"])


def test_a_sensor_starts_a_workflow() -> None:
    text = (
        "apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: s}\nspec: {triggers: "
        "[{template: {k8s: {source: {resource: {kind: Workflow, metadata: {generateName: w-}, "
        f"spec: {{entrypoint: r, templates: [{{name: r, {RUN}}}]}}}}}}}}}}}}]}}\n"
    )
    (step,) = PARSER.parse("s.yaml", text.encode()).steps
    assert [(t.kind.value, t.detail) for t in step.triggers] == [("event", "sensor s")]


@given(st.binary(max_size=100) | st.text(alphabet="ks:{}[]-\n |$()'\"", max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    head = b"apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  templates:\n  - name: a\n"
    for more in (b"    steps: ", b"    dag: {tasks: ", b"    script: ", b"    suspend: "):
        assert PARSER.parse("a.yaml", head + more + content).path == "a.yaml"

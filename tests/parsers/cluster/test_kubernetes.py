from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.model.facts import DeclaredStep, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.cluster.kubernetes.file import PARSER
from mlaudit.parsers.registry import parse_file
from mlaudit.parsers.shell import parse_script

POD = "containers: [{name: a, image: 'x/y:1', command: [python, a.py]}]"


def read(text: str) -> tuple[DeclaredStep, ...]:
    return PARSER.parse("k8s/a.yaml", f"apiVersion: v1\n{text}".encode()).steps


def shell(run: Run) -> str:
    assert run.script is not None
    return run.script.text


def test_a_cron_job_with_containers_that_prepare() -> None:
    steps = read(
        "kind: CronJob\nmetadata: {name: train}\nspec:\n  schedule: '0 1 * * *'\n"
        "  suspend: true\n  jobTemplate: {spec: {template: {spec: {\n"
        "    initContainers: [{name: one, args: [a]}, {name: two, args: [b]}],\n"
        "    containers: [{name: fit, args: [c], env: [{name: A, value: 1}]}]}}}}\n"
    )
    assert [step.name for step in steps] == ["train/one", "train/two", "train/fit"]
    assert [step.after for step in steps] == [(), ("train/one",), ("train/two",)]
    fit = steps[2]
    assert (fit.kind.value, fit.kind.family) == ("kubernetes-cron-job", StepFamily.TASK)
    (trigger,) = fit.triggers
    assert (trigger.detail, trigger.enabled, trigger.place.line) == ("0 1 * * *", False, 5)
    assert fit.environment == (("A", "1"),)


def test_kinds() -> None:
    for kind, expected in (
        ("Job", "kubernetes-job"),
        ("PyTorchJob", "kubernetes-job"),
        ("Deployment", "kubernetes-workload"),
    ):
        (step,) = read(f"kind: {kind}\nmetadata: {{name: m}}\nspec: {{template: {{{POD}}}}}\n")
        assert (step.kind.value, step.name, step.image) == (expected, "m", "x/y:1")
    assert read(f"kind: Widget\nspec: {{template: {{{POD}}}}}\n") == ()
    assert read("kind: ConfigMap\ndata: {a: b}\n") == ()


def test_commands() -> None:
    def command(container: str) -> Run:
        (step,) = read(f"kind: Job\nspec: {{containers: [{{name: c, {container}}}]}}\n")
        return step.runs[0]

    assert shell(command("command: [python, -m, a.b], args: ['--x', 'two words']")) == (
        "python -m a.b --x 'two words'"
    )
    assert shell(command("command: [fit, '--at=$(DAY) now']")) == 'fit "--at=${DAY} now"'
    assert shell(command("command: [/bin/bash, -lc], args: ['cd x && make']")) == "cd x && make"
    lines = "\n      command: [sh, -c]\n      args:\n        - |\n          one\n          two\n"
    (step,) = read(f"kind: Job\nspec:\n  containers:\n    - name: a{lines}")
    assert (step.runs[0].place.line, shell(step.runs[0])) == (9, "one\ntwo")


def test_values_of_config_maps_and_secrets() -> None:
    (step,) = read(
        "kind: List\nitems:\n- {kind: ConfigMap, metadata: {name: m}, data: {A: x, B: y}}\n"
        "- kind: Job\n  spec:\n    containers:\n    - name: c\n"
        "      envFrom: [{configMapRef: {name: m}}, {secretRef: {name: s}}]\n      env:\n"
        "      - {name: C, valueFrom: {configMapKeyRef: {name: m, key: B}}}\n"
        "      - {name: D, valueFrom: {secretKeyRef: {name: s, key: k}}}\n"
    )
    assert step.environment == (("A", "x"), ("B", "y"), ("C", "y"), ("D", ""))


def test_what_starts_or_holds_a_job() -> None:
    (held,) = read(f"kind: Job\nspec: {{suspend: true, {POD}}}\n")
    assert [gate.detail for gate in held.gates] == ["suspend: true"]
    (hook,) = read(
        f"kind: Job\nmetadata: {{annotations: {{helm.sh/hook: pre-upgrade}}}}\nspec: {{{POD}}}\n"
    )
    assert [trigger.kind.value for trigger in hook.triggers] == ["release"]


def test_jobs_and_servers_of_extensions() -> None:
    (ray,) = read("kind: RayJob\nmetadata: {name: r}\nspec: {entrypoint: python train.py --x}\n")
    assert shell(ray.runs[0]) == "python train.py --x"
    (spark,) = read(
        "kind: SparkApplication\nspec: {mainApplicationFile: 'local:///app/job.py', "
        "arguments: [a]}\n"
    )
    assert shell(spark.runs[0]) == "spark-submit /app/job.py a"
    (served,) = read(
        "kind: InferenceService\nspec: {predictor: {model: {storageUri: 's3://m/churn'}}}\n"
    )
    assert [read.path for read in served.reads] == ["s3://m/churn"]


def test_templates_of_helm() -> None:
    (step,) = read(
        "kind: CronJob\nmetadata:\n  name: {{ .Release.Name }}-fit\n  labels:\n"
        '    {{- include "x.labels" . | nindent 4 }}\nspec:\n'
        "  schedule: {{ .Values.schedule | quote }}\n  {{- if .Values.on }}\n  jobTemplate:\n"
        '    spec: {containers: [{name: c, image: "{{ .Values.image }}:1", '
        "args: [python, fit.py]}]}\n  {{- end }}\n"
    )
    assert (step.name, step.triggers[0].detail) == ("{Release.Name}-fit", "{Values.schedule}")
    assert (step.image, shell(step.runs[0])) == ("{Values.image}:1", "python fit.py")


def test_templates_that_do_not_end_take_no_time() -> None:
    text = "kind: CronJob\nmetadata: {name: fit}\nspec:\n  schedule: " + "{{" * 50_000
    assert all("fit" in step.name for step in read(text + "\n  {{- if .Values.on }}\n"))


def started(command: str) -> list[tuple[str, tuple[str, ...]]]:
    context = ShellContext(".")
    outcome = evaluate_script(parse_script(command), context, lambda line: Place("x", line))
    return [(run.target, run.arguments) for run in outcome.runs if run.form == "kubernetes-job"]


def test_commands_that_apply_manifests() -> None:
    assert started("kubectl apply -f k8s/job.yaml -n ml") == [("", ("-f", "k8s/job.yaml"))]
    assert started("kubectl -n ml get pods; kubectl apply --dry-run=client -f a.yaml") == []


def test_other_files() -> None:
    facts = parse_file("conf/train.yaml", b"kind: linear\napiVersion: 2\n")
    assert facts is not None
    assert (facts.format, facts.steps) == ("configuration", ())
    facts = parse_file("k8s/a.yaml", b"apiVersion: v1\nkind: Job\nspec: {a: [\n")
    assert facts is not None
    assert [problem.place.line for problem in facts.problems] == [4]


@given(st.binary(max_size=100) | st.text(alphabet="ks:{}[]-\n |$()'\"", max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    for head in (
        b"apiVersion: v1\nkind: Job\nspec:\n  containers:\n  - command: ",
        b"apiVersion: v1\nkind: CronJob\n{{ .x }}\nspec: ",
        b"apiVersion: v1\nkind: List\nitems: ",
    ):
        assert PARSER.parse("a.yaml", head + content).path == "a.yaml"

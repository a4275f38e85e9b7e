from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.graph.link import complete_facts
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.platforms.azureml.file import PARSER
from mlaudit.parsers.registry import parse_file
from mlaudit.parsers.shell import parse_script

SCHEMA = "$schema: https://azuremlschemas.azureedge.net/latest/{}.schema.json\n"


def read(schema: str, text: str, component: str = "") -> dict[str, DeclaredStep]:
    facts: dict[str, Facts] = {}
    for path, content in {"a/p.yml": SCHEMA.format(schema) + text, "c/c.yml": component}.items():
        found = parse_file(path, content.encode())
        assert found is not None
        facts[path] = found
    return {step.name: step for step in complete_facts(facts)["a/p.yml"].steps}


def command(step: DeclaredStep) -> str:
    (run,) = step.runs
    assert run.script is not None
    return run.script.text


def test_a_pipeline() -> None:
    steps = read(
        "pipelineJob",
        "inputs: {n: 3, data: {path: ../d.csv}}\noutputs: {m: {path: azureml://x/m}}\njobs:\n"
        "  fit:\n    code: ../src\n    inputs: {t: '${{parent.jobs.prep.outputs.t}}', flag: true}\n"
        "    outputs: {m: '${{parent.outputs.m}}'}\n"
        "    command: fit ${{inputs.t}} ${{inputs.flag}} ${{outputs.m}} ${{inputs.none}}\n"
        "  prep:\n    code: ../src\n"
        "    inputs: {d: '${{parent.inputs.data}}', n: '${{parent.inputs.n}}', "
        "asset: {path: 'azureml:a@latest'}}\n    outputs: {t: {type: uri_folder}}\n"
        "    command: prep ${{inputs.d}} ${{inputs.n}} $[[--x ${{inputs.x}}]] "
        "$[[--n ${{inputs.n}}]] ${{inputs.asset}} ${{outputs.t}}\n",
    )
    prep, fit = steps["prep"], steps["fit"]
    assert (fit.kind.value, fit.kind.family, fit.directory) == (
        "azureml-job",
        StepFamily.TASK,
        "src",
    )
    assert fit.after == ("prep",)
    made = "azureml://jobs/p/prep/t"
    assert command(prep) == f"prep ../d.csv 3  --n 3 azureml://data/a@latest {made}"
    assert command(fit) == f"fit {made} true azureml://x/m {{{{none}}}}"
    assert [read.path for read in prep.reads] == ["d.csv", "azureml://data/a@latest"]
    assert [write.path for write in fit.writes] == ["azureml://x/m"]


def test_components() -> None:
    component = (
        "type: command\ncode: ../src\ninputs: {n: {type: integer, default: 5}}\n"
        "outputs: {o: {type: uri_file}}\ncommand: fit ${{inputs.n}} ${{outputs.o}}\n"
    )
    text = "jobs: {one: {component: ../c/c.yml}, two: {component: 'azureml:x:1'}, %s}\n"
    steps = read("pipelineJob", text % "s: {type: sweep, trial: ../c/c.yml}", component)
    assert command(steps["one"]) == "fit 5 azureml://jobs/p/one/o"
    assert steps["one"].directory == "src"
    assert steps["two"].runs == ()
    assert command(steps["s"]).startswith("fit 5")


def test_a_job_alone_and_what_is_none() -> None:
    (step,) = read("commandJob", "code: .\ncommand: python a.py\nname: fit\n").values()
    assert (step.name, step.directory) == ("fit", "a")
    assert read("commandComponent", "code: .\ncommand: python a.py\nversion: 1\n") == {}
    assert read("environment", "name: e\nimage: x\n") == {}


def test_schedules_and_deployments() -> None:
    (step,) = read(
        "schedule",
        "name: s\ntrigger: {type: recurrence, frequency: day, interval: 2}\n"
        "create_job: {type: pipeline, job: ./q.yml}\nis_enabled: false\n",
    ).values()
    assert [run.step for run in step.runs] == ["a/q.yml"]
    assert [(t.detail, t.enabled) for t in step.triggers] == [("every 2 day", False)]
    (step,) = read(
        "managedOnlineDeployment",
        "name: b\nmodel: azureml:m:3\ncode_configuration: {code: ../s, scoring_script: score.py}\n",
    ).values()
    assert step.kind.family == StepFamily.CONTAINER
    assert [run.code for run in step.runs] == ["s/score.py"]
    assert [read.path for read in step.reads] == ["azureml://models/m:3"]


def test_commands_that_start_jobs() -> None:
    script = parse_script("az ml job create -f a/p.yml -w ws; az ml data create -f d.yml")
    outcome = evaluate_script(script, ShellContext("."), lambda line: Place("x", line))
    runs = [run.arguments for run in outcome.runs if run.form == "azureml-job"]
    assert runs == [("-f", "a/p.yml")]


@given(st.binary(max_size=100) | st.text(alphabet="ks:{}[]-\n ${inputs.}'\",", max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    for head in (b"type: pipeline\njobs:\n  a:\n    command: ", b"# azureml:\ntype: command\n"):
        assert PARSER.parse("a.yml", head + content).path == "a.yml"

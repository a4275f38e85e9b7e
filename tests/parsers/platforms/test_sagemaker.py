"""Pipelines and jobs of SageMaker that Python code defines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.platforms.sagemaker.file import PARSER

IMPORTS = """\
import os
from sagemaker.estimator import Estimator
from sagemaker.model import Model
from sagemaker.inputs import TrainingInput
from sagemaker.processing import ProcessingInput, ProcessingOutput, ScriptProcessor
from sagemaker.tuner import HyperparameterTuner
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.function_step import step
from sagemaker.workflow.functions import Join, JsonGet
from sagemaker.workflow.lambda_step import LambdaStep
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.step_collections import RegisterModel
from sagemaker.workflow.steps import ProcessingStep, TrainingStep, TuningStep
from sagemaker.workflow.triggers import PipelineSchedule
here = os.path.dirname(__file__)
worker = ScriptProcessor(image_uri="jobs:1", command=["python3"])
"""


def read(text: str, path: str = "ml/flow.py") -> dict[str, DeclaredStep]:
    """The steps of a file by name."""
    facts = PARSER.parse(path, (IMPORTS + text).encode())
    assert not facts.problems
    return {step.name: step for step in facts.steps}


def test_scripts_arguments_and_places_of_a_processing_step() -> None:
    found = read(
        """
url = ParameterString("Url", default_value="s3://b/raw")
clean = ProcessingStep("Clean", processor=worker, code=os.path.join(here, "clean.py"),
    inputs=[ProcessingInput(source=url, destination="/opt/ml/processing/in")],
    outputs=[ProcessingOutput(output_name="out", source="/opt/ml/processing/out")],
    job_arguments=["--url", url])
Pipeline(name="p", parameters=[url, ParameterString("Run")], steps=[clean])
"""
    )
    clean = found["p.Clean"]
    assert [run.code for run in clean.runs] == ["ml/clean.py", "ml/ml/clean.py"]
    assert clean.runs[0].arguments == ("--url", "s3://b/raw")
    assert clean.path_maps == (
        ("/opt/ml/processing/in", "s3://b/raw"),
        ("/opt/ml/processing/out", "sagemaker://p/Clean/out"),
    )
    assert [d.path for d in clean.reads] == ["s3://b/raw"]
    assert clean.inputs == (("Url", "s3://b/raw"), ("Run", None))
    assert clean.image == "jobs:1"


TWO = """
first = ProcessingStep(name="First", step_args=worker.run(code="a.py", outputs=[
    ProcessingOutput(output_name="train", source="/out", destination={target})]))
model = Estimator(entry_point="fit.py", source_dir="code", hyperparameters={{"depth": 3}})
model.set_hyperparameters(rate=0.1)
fit = TrainingStep(name="Fit", step_args=model.fit({{"train": TrainingInput(s3_data=
    first.properties.ProcessingOutputConfig.Outputs["train"].S3Output.S3Uri)}}))
Pipeline(name="p", steps=[first, fit])
"""


@pytest.mark.parametrize(
    ("target", "place"),
    [('"s3://b/train"', "s3://b/train"), ("None", "sagemaker://p/First/train")],
)
def test_properties_are_an_order_and_a_place(target: str, place: str) -> None:
    fit = read(TWO.format(target=target))["p.Fit"]
    assert fit.after == ("p.First",)
    assert ("/opt/ml/input/data/train", place) in fit.path_maps
    assert ("/opt/ml/model", "sagemaker://p/Fit/model") in fit.path_maps
    assert dict(fit.environment)["SM_CHANNEL_TRAIN"] == "/opt/ml/input/data/train"
    assert fit.runs[0].code == "code/fit.py"
    assert fit.runs[0].arguments == ("--depth", "3", "--rate", "0.1")
    assert fit.directory == "code"


def test_conditions_registration_and_approval() -> None:
    found = read(
        """
fit = TrainingStep(name="Fit", estimator=Estimator(entry_point="fit.py", output_path="s3://b/m"))
score = ProcessingStep(name="Score", processor=worker, code="s.py", depends_on=["Fit"])
keep = ModelStep(name="Keep", step_args=Model(
    model_data=fit.properties.ModelArtifacts.S3ModelArtifacts, entry_point="answer.py"
).register(model_package_group_name="G"))
old = RegisterModel(name="Old", model_data="s3://b/m", approval_status="Approved")
check = ConditionStep(name="Check", conditions=[JsonGet(step_name="Score", json_path="x")],
    if_steps=[keep], else_steps=[old])
Pipeline(name="p", steps=[fit, score, check])
"""
    )
    assert list(found) == ["p.Fit", "p.Score", "p.Check", "p.Keep", "p.Old"]
    assert found["p.Score"].after == ("p.Fit",)
    assert found["p.Check"].after == ("p.Score",)
    assert found["p.Keep"].after == ("p.Fit", "p.Check")
    assert [d.path for d in found["p.Keep"].writes] == ["sagemaker://model-packages/G"]
    assert [d.path for d in found["p.Keep"].reads] == ["s3://b/m"]
    assert found["p.Keep"].runs == ()
    assert len(found["p.Keep"].gates) == 1
    assert found["p.Old"].gates == ()


def test_a_parameter_says_whether_versions_wait_for_approval() -> None:
    for status, gates in (("PendingManualApproval", 1), ("Approved", 0)):
        text = f'ok = ParameterString("Ok", default_value="{status}")\n'
        text += 'RegisterModel(name="R", approval_status=ok)\n'
        assert len(read(text)["flow.R"].gates) == gates


def test_functions_as_steps() -> None:
    found = read(
        """
@step(name="load", instance_type="ml.m5.large")
def fetch():
    ...
@step
def fit(data):
    ...
Pipeline(name="p", steps=[fit(fetch())])
"""
    )
    assert {name: step.after for name, step in found.items()} == {
        "p.load": (),
        "p.fit": ("p.load",),
    }
    assert found["p.fit"].runs[0].callable_ == ("ml/flow.py", "fit")


@pytest.mark.parametrize(
    ("lines", "kinds", "by_code"),
    [
        ("flow.start()", [], True),
        ("flow.upsert()", [], False),
        ('flow.put_triggers(triggers=[PipelineSchedule(cron="0 1 * * ? *")])', ["schedule"], False),
    ],
)
def test_what_starts_a_pipeline(lines: str, kinds: list[str], by_code: bool) -> None:
    text = 'flow = Pipeline(name="p", steps=[ProcessingStep(name="A", processor=worker)])\n'
    (step,) = read(text + lines).values()
    assert [trigger.kind for trigger in step.triggers] == [TriggerKind(kind) for kind in kinds]
    assert step.by_code == by_code


def test_a_tuner_takes_the_script_of_its_estimator() -> None:
    text = """
def build(bucket):
    search = HyperparameterTuner(Estimator(entry_point="fit.py", output_path=f"s3://{bucket}/m"), "m", {})
    best = TuningStep(name="Tune", tuner=search, inputs={"train": TrainingInput("s3://b/t")})
    use = ProcessingStep(name="Use", processor=worker, inputs=[
        ProcessingInput(source=best.get_top_model_s3_uri(0, bucket), destination="/in")])
    return Pipeline(name="p", steps=[best, use])
"""  # noqa: E501
    found = read(text)
    assert found["p.Tune"].runs[0].code == "fit.py"
    assert found["p.Use"].after == ("p.Tune",)
    assert ("/in", "s3://{bucket}/m") in found["p.Use"].path_maps


def test_classes_that_build_a_pipeline() -> None:
    text = """
class Flow:
    folder = "jobs"

    def __init__(self, bucket, name="cars"):
        self.bucket = bucket
        self.url = ParameterString("Url", default_value=f"s3://{self.bucket}/raw")
        self.name = name

    @property
    def title(self):
        return f"{self.name}-flow"

    @staticmethod
    def script(name):
        return f"jobs/{name}.py"

    def load(self):
        return ProcessingStep(name="Load", processor=worker, code=self.script("load"), inputs=[
            ProcessingInput(source=self.url, destination="/in")])

    def score(self, before):
        return ProcessingStep(name="Score", processor=worker, code=f"{self.folder}/score.py",
            depends_on=[before])

    def build(self):
        first = self.load()
        return Pipeline(name=self.title, steps=[first, self.score(first)])
"""
    for called, bucket in (("", "{bucket}"), ('Flow("b").build()\n', "b")):
        found = read(text + called)
        assert list(found) == ["cars-flow.Load", "cars-flow.Score"]
        assert found["cars-flow.Score"].after == ("cars-flow.Load",)
        assert found["cars-flow.Score"].runs[0].code == "jobs/score.py"
        assert found["cars-flow.Load"].runs[0].code == "jobs/load.py"
        assert [d.path for d in found["cars-flow.Load"].reads] == [f"s3://{bucket}/raw"]


def test_jobs_without_a_pipeline() -> None:
    found = read(
        """
Estimator(entry_point="fit.py").fit({"train": "s3://b/t"}, wait=False)
worker.run(code="score.py", inputs=[ProcessingInput("s3://b/t", "/in")])
worker.run(code="score.py")
worker.run()
other.fit(x)
"""
    )
    assert {name: step.after for name, step in found.items()} == {
        "fit": (),
        "score": (),
        "score-2": ("score",),
    }
    assert [d.path for d in found["fit"].reads] == ["s3://b/t"]
    assert found["score"].path_maps == (("/in", "s3://b/t"),)


def test_steps_whose_pipeline_another_file_makes() -> None:
    assert list(read('ProcessingStep(name="A", processor=worker, code="a.py")\n')) == ["flow.A"]


@pytest.mark.parametrize(
    "text", ["", "import sagemaker", "from sagemaker import x\nStep(", "x\x00"]
)
def test_files_without_steps(text: str) -> None:
    assert PARSER.parse("a.py", text.encode()).steps == ()


@given(
    st.binary(max_size=60)
    | st.lists(
        st.sampled_from(
            ["x", " = ", "ProcessingStep(", "name=", "Pipeline(steps=", "Estimator(", ").fit(", ")",
             "[", "]", ",", "\n", ".properties.Outputs", "['a']", "Join(", "{'a': x}", "step_args="]
        ),
        max_size=20,
    ).map(lambda parts: "".join(parts).encode())
)  # fmt: skip
def test_nothing_raises(data: bytes) -> None:
    PARSER.parse("a.py", IMPORTS.encode() + data)

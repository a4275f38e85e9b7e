from __future__ import annotations

import pytest
from hypothesis import given

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import StepFamily, TriggerKind
from mlaudit.parsers.orchestrators.metaflow import PARSER
from mlaudit.parsers.registry import parse_file
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.parsers.orchestrators.definitions.fragments import any_python

FLOW = """\
from metaflow import FlowSpec, Parameter, schedule, step, trigger, trigger_on_finish
{decorator}
class Train(FlowSpec):
    rows = Parameter("max-rows", default=10)
    out = Parameter("out", required=True)
    @step
    def start(self):
        self.parts = ["a", "b"]
        self.next(self.left, self.right)
    @step
    def left(self):
        self.next(self.join)
    @step
    def right(self):
        self.next(self.join)
    @step
    def join(self, inputs):
        self.next(self.each, foreach="parts")
    @step
    def each(self):
        open(f"work/{{self.input}}.txt", "w")
        self.next({{"yes": self.end, "no": self.left}}, condition="again")
    def helper(self):
        self.next(self.helper)
    @step
    def end(self):
        open(self.out, "w")
if __name__ == "__main__":
    Train()
"""


def read(text: str, path: str = "flows/train.py") -> dict[str, DeclaredStep]:
    """The declared steps of a file by name."""
    return {step.name: step for step in PARSER.parse(path, text.encode()).steps}


def test_steps_and_what_leads_to_them() -> None:
    found = read(FLOW.format(decorator=""))
    flow = found.pop("Train")
    assert {name.removeprefix("Train."): step.after for name, step in found.items()} == {
        "start": (),
        "left": ("Train.start", "Train.each"),
        "right": ("Train.start",),
        "join": ("Train.left", "Train.right"),
        "each": ("Train.join",),
        "end": ("Train.each",),
    }
    assert flow.inputs == (("max-rows", "10"), ("out", None))
    assert flow.runs[0].arguments == ("run",)
    assert {step.kind.family for step in found.values()} == {StepFamily.PART}
    assert found["Train.each"].runs[0].callable_ == ("flows/train.py", "Train.each")


@pytest.mark.parametrize(
    ("decorator", "kind", "detail"),
    [
        ("@schedule", TriggerKind.SCHEDULE, "daily"),
        ("@schedule(weekly=True)", TriggerKind.SCHEDULE, "weekly"),
        ('@schedule(cron="0 1 * * ? *")', TriggerKind.SCHEDULE, "0 1 * * ? *"),
        ('@trigger(event="data")', TriggerKind.EVENT, "data"),
        ('@trigger_on_finish(flows=["A", "p.B"])', TriggerKind.EVENT, "['A', 'p.B']"),
    ],
)
def test_triggers(decorator: str, kind: TriggerKind, detail: str) -> None:
    (trigger,) = read(FLOW.format(decorator=decorator))["Train"].triggers
    assert (trigger.kind, trigger.detail, trigger.place.line) == (kind, detail, 2)


def test_a_flow_comes_after_those_whose_end_starts_it() -> None:
    decorator = '@trigger_on_finish(flows=["A", "p.B"])'
    assert read(FLOW.format(decorator=decorator))["Train"].after == ("#A", "#B")


def test_steps_of_a_class_above_are_its_own() -> None:
    text = """\
import metaflow
class Base(metaflow.FlowSpec):
    @metaflow.step
    def end(self): pass
class Train(Base):
    @metaflow.step
    def start(self):
        self.next(self.end)
"""
    found = read(text)
    assert list(found) == ["Train", "Train.start", "Train.end"]
    assert found["Train.end"].runs[0].callable_ == ("flows/train.py", "Base.end")


@pytest.mark.parametrize(
    "text",
    [
        "# metaflow FlowSpec\n",
        "from metaflow import FlowSpec\nclass F(FlowSpec): pass\n",
        "# metaflow\nfrom a import FlowSpec, step\nclass F(FlowSpec):\n @step\n def start(s): 0\n",
        "from metaflow import FlowSpec\nclass F(F): pass\nclass G(H): pass\nclass H(G): pass\n",
        "from metaflow import FlowSpec\nclass F(:\n",
    ],
)
def test_what_is_no_flow(text: str) -> None:
    assert read(text) == {}


def test_the_code_runs_when_the_flow_is_made() -> None:
    data = FLOW.format(decorator="").encode()
    facts = parse_file("flows/train.py", data)
    assert facts is not None
    assert facts.format == "python"
    assert facts.module is not None
    assert facts.module.runnable
    assert facts.module == PARSER.parse("flows/train.py", data).module


def test_steps_find_what_others_left_and_what_is_typed(write_repository: WriteTree) -> None:
    files = {
        "flow.py": FLOW.format(decorator=""),
        "run.sh": "python flow.py run --out reports/x.txt\n",
    }
    workflow = read_workflow(write_repository(files))
    written = {
        id_.rpartition(".")[2]: sorted(a.artifact for a in step.writes)
        for id_, step in workflow.step_by_id.items()
        if id_.startswith("flow.py:Train.")
    }
    assert written["each"] == ["work/a.txt", "work/b.txt"]
    assert written["end"] == ["reports/x.txt"]
    assert workflow.step_by_id["flow.py:Train.end"].command == (
        "python flow.py run --out reports/x.txt"
    )


def test_other_commands_run_no_step(write_repository: WriteTree) -> None:
    files = {"flow.py": FLOW.format(decorator=""), "run.sh": "python flow.py show\n"}
    workflow = read_workflow(write_repository(files))
    assert workflow.step_by_id["run.sh"].accesses == ()
    assert workflow.own_accesses(workflow.step_by_id["flow.py"]) == ()


def test_a_flow_that_nothing_mentions_says_how_it_is_run(write_repository: WriteTree) -> None:
    workflow = read_workflow(write_repository({"flow.py": FLOW.format(decorator="")}))
    assert workflow.step_by_id["flow.py"].command == "python flow.py run"


@given(any_python("# metaflow FlowSpec\nfrom metaflow import FlowSpec, step, Parameter\n"))
def test_nothing_raises(data: bytes) -> None:
    PARSER.parse("flow.py", data)

"""Runbooks of small hand-made workflows, read as their owner would."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from mlaudit.model.facts import Gate, Instruction, Trigger
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Automation, StepKind, Tracking, TriggerKind
from mlaudit.model.workflow import Access, Effect, Flow, Step
from mlaudit.runbook import build_runbook
from tests.score.handmade import (
    command,
    declared_pipeline,
    documented_commands,
    file,
    script,
    stage,
)
from tests.score.workflows import Plan, build, plans


def lines(workflow: Workflow) -> list[tuple[str, str, str, str]]:
    actions = build_runbook(workflow, workflow.deliverables[0])
    return [(a.kind, a.what, a.automation.value, str(a.place)) for a in actions]


def tell(verb: str, text: str, line: int, *mentions: str) -> Instruction:
    return Instruction(text, Place("README.md", line), "document", "Usage", verb, mentions)


def test_documented_commands_are_told_as_written() -> None:
    assert lines(documented_commands()) == [
        ("prepare", "pip install torch numpy", "documented", "README.md:3"),
        ("run", "python data/prepare.py", "documented", "README.md:10"),
        ("run", "python train.py", "documented", "README.md:14"),
    ]


def test_tools_of_the_operating_system_are_not_the_environment() -> None:
    workflow = documented_commands()
    tool = command("sudo apt-get install -y make", 1, "install")
    assert lines(replace(workflow, steps=(tool, *workflow.steps))) == lines(workflow)


def test_a_pipeline_is_one_command_and_tracked_data_no_work() -> None:
    workflow = declared_pipeline()
    assert lines(workflow) == [
        ("prepare", "pip install -r requirements.txt", "scripted", "requirements.txt"),
        ("prepare", "dvc pull", "scripted", ".dvc/config"),
        ("run", "dvc repro train", "scripted", "dvc.yaml:2"),
    ]
    manual = [a.what for a in build_runbook(workflow, workflow.deliverables[0]) if a.manual]
    assert "dvc pull" not in manual


def hidden_notebook() -> Workflow:
    """A notebook that nothing mentions cleans a file that nothing fetches."""
    workflow = documented_commands()
    notebook = replace(
        script("clean.ipynb", ("raw/customers.csv",), ("data/train.bin",)),
        kind=StepKind.NOTEBOOK,
        automation=Automation.HIDDEN,
    )
    train = script("train.py", ("data/train.bin",), ("out/ckpt.pt",))
    deliverable = replace(
        workflow.deliverables[0],
        steps=("clean.ipynb", "train.py"),
        inputs=("raw/customers.csv",),
    )
    return replace(
        workflow,
        steps=(notebook, command("python train.py", 14), train),
        artifacts=(
            file("data/train.bin", "dataset", Tracking.PRODUCED),
            file("out/ckpt.pt", "checkpoint", Tracking.PRODUCED),
            file("raw/customers.csv", "dataset", Tracking.IGNORED),
        ),
        invocations=workflow.invocations[1:],
        flows=(Flow("clean.ipynb", "train.py", "data/train.bin", "data/train.bin", "exact"),),
        orders=(),
        deliverables=(deliverable,),
    )


def test_what_nothing_mentions_is_hidden_and_says_why() -> None:
    workflow = hidden_notebook()
    obtain, run = build_runbook(workflow, workflow.deliverables[0])[1:3]
    assert (obtain.kind, obtain.what) == ("acquire", "raw/customers.csv")
    assert obtain.automation == Automation.HIDDEN
    assert obtain.reason == "nothing makes or fetches it; .gitignore keeps it out"
    assert str(obtain.place) == "clean.ipynb:1"
    assert (run.kind, run.what, run.automation) == ("run", "clean.ipynb", Automation.HIDDEN)
    assert run.reason == "train.py reads data/train.bin, which it writes"
    assert str(run.place) == "train.py:1"


def test_sentences_make_it_documented() -> None:
    told = (
        tell("download", "Download the export to raw/.", 20, "raw/"),
        tell("run", "Run all cells of clean.ipynb.", 21, "clean.ipynb"),
        tell("edit", "Edit the dates in train.py.", 22, "train.py"),
    )
    assert lines(replace(hidden_notebook(), instructions=told))[1:] == [
        ("acquire", "raw/customers.csv", "documented", "README.md:20"),
        ("run", "clean.ipynb", "documented", "README.md:21"),
        ("edit", "Edit the dates in train.py.", "documented", "README.md:22"),
        ("run", "python train.py", "documented", "README.md:14"),
    ]


def test_people_supply_arguments_answers_and_variables() -> None:
    workflow = documented_commands()
    train = workflow.steps[-1]
    variable = Access("env:TOKEN", "read", "inferred", "os.environ", Place("train.py", 7))
    waiting = replace(
        train,
        accesses=(*train.accesses, variable),
        arguments_missing=("--config",),
        effects=(Effect("prompt-user", "input", Place("train.py", 9), detail="Go on? "),),
    )
    actions = lines(replace(workflow, steps=(*workflow.steps[:-1], waiting)))[2:]
    assert actions == [
        ("supply", "--config of train.py", "hidden", "train.py"),
        ("supply", "environment variable TOKEN", "hidden", "train.py:7"),
        ("run", "python train.py", "documented", "README.md:14"),
        ("supply", 'the answer to "Go on?"', "hidden", "train.py:9"),
    ]


def test_variables_that_one_file_asks_for_are_one_action() -> None:
    workflow = documented_commands()
    train = workflow.steps[-1]
    reads = tuple(
        Access(f"env:{name}", "read", "inferred", "os.environ", Place(path, line))
        for name, path, line in (
            ("HOST", "store.py", 3),
            ("TOKEN", "store.py", 4),
            ("BUCKET", "store.py", 5),
            ("LOG", "log.py", 1),
        )
    )
    waiting = replace(train, accesses=(*train.accesses, *reads))
    actions = lines(replace(workflow, steps=(*workflow.steps[:-1], waiting)))
    assert [action for action in actions if action[0] == "supply"] == [
        ("supply", "environment variables HOST, TOKEN and BUCKET", "hidden", "store.py:3"),
        ("supply", "environment variable LOG", "hidden", "log.py:1"),
    ]


def test_a_name_carried_by_hand_brings_its_maker_along() -> None:
    workflow = hidden_notebook()
    evaluate = script("evaluate.py", ("out/ckpt_best_v2.pt",), ("metrics.json",))
    deliverable = replace(
        workflow.deliverables[0],
        artifact="metrics.json",
        steps=("evaluate.py",),
        inputs=("out/ckpt_best_v2.pt",),
    )
    more = (
        file("metrics.json", "metrics", Tracking.PRODUCED),
        file("out/ckpt_best_v2.pt", "checkpoint", Tracking.IGNORED),
    )
    carried = replace(
        workflow,
        steps=(*workflow.steps, evaluate),
        artifacts=(*workflow.artifacts, *more),
        deliverables=(deliverable,),
    )
    assert [(kind, what) for kind, what, _, _ in lines(carried)][1:] == [
        ("acquire", "raw/customers.csv"),
        ("run", "clean.ipynb"),
        ("run", "python train.py"),
        ("carry", "out/ckpt.pt to out/ckpt_best_v2.pt"),
        ("run", "python evaluate.py"),
    ]


def test_a_pipeline_is_cut_where_a_hand_must_come_in_between() -> None:
    workflow = declared_pipeline()
    first = stage("prepare", ("data/data.xml",), ("data/prepared",))
    middle = script("tune.py", ("data/prepared",), ("data/features",))
    last = stage("train", ("data/features",), ("model.pkl",))
    flows = (
        Flow(first.id, "tune.py", "data/prepared", "data/prepared", "exact"),
        Flow("tune.py", last.id, "data/features", "data/features", "exact"),
    )
    deliverable = replace(workflow.deliverables[0], steps=(first.id, "tune.py", last.id))
    cut = replace(
        workflow, steps=(first, last, middle), flows=flows, orders=(), deliverables=(deliverable,)
    )
    assert [what for kind, what, _, _ in lines(cut) if kind == "run"] == [
        "dvc repro prepare",
        "python tune.py",
        "dvc repro train",
    ]


def test_triggers_leave_nothing_but_gates_and_switches() -> None:
    workflow = declared_pipeline()
    off = Trigger(TriggerKind.SCHEDULE, "0 5 * * *", Place("flow.py", 1), enabled=False)
    gate = Gate(Place("dvc.yaml", 3), "environment production")
    steps = tuple(
        replace(step, automation=Automation.AUTOMATED, triggers=(off,), gates=(gate,))
        for step in workflow.steps
    )
    task = Step(
        "flow.py:flow.make",
        StepKind.AIRFLOW_TASK,
        "flow.make",
        "flow.py",
        Place("flow.py", 2),
        triggers=(off,),
        group="flow.py#flow",
        unit=False,
    )
    actions = build_runbook(replace(workflow, steps=(*steps, task)), workflow.deliverables[0])
    by_hand = [(action.kind, action.what) for action in actions if action.manual]
    assert by_hand == [
        ("approve", "environment production"),
        ("activate", "the DAG flow in flow.py"),
    ]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(plans())
def test_every_step_is_in_exactly_one_run_and_in_order(plan: Plan) -> None:
    workflow = build(plan)
    for deliverable in workflow.deliverables:
        runs = [a for a in build_runbook(workflow, deliverable) if a.kind == "run"]
        place = {step: i for i, run in enumerate(runs) for step in run.about}
        assert sorted(step for run in runs for step in run.about) == sorted(deliverable.steps)
        for flow in workflow.flows:
            if flow.before in place and flow.after in place:
                assert place[flow.before] <= place[flow.after]

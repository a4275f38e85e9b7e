"""Registered manual steps as nodes of the workflow."""

from __future__ import annotations

from mlaudit.graph.explanation.explain import explain_artifact
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation, StepKind
from mlaudit.scan import read_linked, read_workflow
from tests.conftest import WriteTree

PREPARE = "import pandas as pd\npd.read_csv('raw.csv').to_csv('data/clean.csv')\n"
TRAIN = (
    "import pickle\nimport pandas as pd\n"
    "frame = pd.read_csv('data/labels.csv')\n"
    "pickle.dump(frame, open('model.pkl', 'wb'))\n"
)
ENTRY = """\
[[manual-step]]
id = "label"
what = "Label the rows"
needs = ["data/clean.csv"]
produces = ["data/labels.csv"]
how = "docs/labels.md"
"""
TREE = {"prepare.py": PREPARE, "train.py": TRAIN, "raw.csv": "a\n", "mlaudit.toml": ENTRY}


def orders(workflow: Workflow) -> set[tuple[str, str, tuple[str, ...], str | None]]:
    return {(o.before, o.after, o.evidence, o.artifact) for o in workflow.orders}


def test_a_registered_step_is_a_node_with_what_it_reads_and_writes(write_tree: WriteTree) -> None:
    workflow = read_workflow(write_tree(TREE))
    (step,) = workflow.manual_steps
    assert (step.id, step.kind) == ("mlaudit.toml:label", StepKind.MANUAL_STEP)
    assert (step.automation, step.command) == (Automation.DOCUMENTED, "")
    assert [a.artifact for a in step.reads] == ["data/clean.csv"]
    assert [a.artifact for a in step.writes] == ["data/labels.csv"]
    assert {a.evidence for a in step.accesses} == {"declared"}


def test_it_stands_between_what_it_needs_and_what_it_feeds(write_tree: WriteTree) -> None:
    both = ("documented", "data-flow")
    assert orders(read_workflow(write_tree(TREE))) == {
        ("prepare.py", "mlaudit.toml:label", both, "data/clean.csv"),
        ("mlaudit.toml:label", "train.py", both, "data/labels.csv"),
    }


def test_what_it_makes_is_made_by_no_step_of_the_project(write_tree: WriteTree) -> None:
    workflow = read_workflow(write_tree(TREE))
    assert "mlaudit.toml:label" not in workflow.unit_ids
    assert "data/labels.csv" not in workflow.producers
    assert "data/labels.csv" not in workflow.writes
    (model,) = (d for d in workflow.deliverables if d.artifact == "model.pkl")
    assert model.inputs == ("data/labels.csv",)


def test_names_of_steps_give_an_order(write_tree: WriteTree) -> None:
    entry = (
        '[[manual-step]]\nid = "look"\nwhat = "Look"\nafter = ["prepare.py"]\n'
        'before = ["train.py", "nowhere.py"]\n'
    )
    assert orders(read_workflow(write_tree({**TREE, "mlaudit.toml": entry}))) == {
        ("prepare.py", "mlaudit.toml:look", ("documented",), None),
        ("mlaudit.toml:look", "train.py", ("documented",), None),
    }


def test_one_manual_step_may_wait_for_another(write_tree: WriteTree) -> None:
    more = '\n[[manual-step]]\nid = "check"\nwhat = "Check"\nneeds = ["data/labels.csv"]\n'
    workflow = read_workflow(write_tree({**TREE, "mlaudit.toml": ENTRY + more}))
    assert ("mlaudit.toml:label", "mlaudit.toml:check") in workflow.order_by_pair


def test_entries_of_tests_count_for_nothing(write_tree: WriteTree) -> None:
    workflow = read_workflow(write_tree({**TREE, "mlaudit.toml": "", "tests/mlaudit.toml": ENTRY}))
    assert workflow.manual_steps == ()
    assert orders(workflow) == set()


def test_anchors_of_named_documents_are_known(write_tree: WriteTree) -> None:
    documents = {"docs/labels.md": "# How to label\n", "docs/other.md": "# Other\n"}
    workflow = read_workflow(write_tree({**TREE, **documents}))
    assert workflow.anchors == (("docs/labels.md", ("how-to-label",)),)


def test_what_is_past_its_end_depends_on_the_day(write_tree: WriteTree) -> None:
    workflow = read_workflow(write_tree({**TREE, "mlaudit.toml": ENTRY + "until = 2030-06-30\n"}))
    assert workflow.expired == frozenset()
    assert workflow.expired_on("2030-06-30") == frozenset()
    assert workflow.expired_on("2030-07-01") == {"mlaudit.toml:label"}


def test_why_names_it_among_those_that_write(write_tree: WriteTree) -> None:
    linked = read_linked(write_tree(TREE))
    artifact = linked.workflow.artifact_by_id["data/labels.csv"]
    told = {(access.step, access.mode) for access in explain_artifact(linked, artifact).accesses}
    assert told == {("mlaudit.toml:label", "write"), ("train.py", "read")}

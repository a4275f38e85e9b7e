from __future__ import annotations

import json
from dataclasses import replace

from mlaudit.model.facts import Gate, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind, TriggerKind
from mlaudit.model.workflow import Step
from mlaudit.report.base import Presentation
from mlaudit.report.graph_json import build_graph, render
from tests.report.examples import MODEL, RAW, make_workflow


def test_it_has_exactly_the_keys_of_its_schema() -> None:
    graph = build_graph(make_workflow(), "churn")
    assert list(graph) == [
        "schema",
        "root",
        "stats",
        "steps",
        "artifacts",
        "invocations",
        "orders",
    ]
    assert (graph["schema"], graph["root"]) == ("mlaudit/graph/1", "churn")
    step = next(step for step in graph["steps"] if step["id"] == "dvc.yaml:train")
    assert step == {
        "id": "dvc.yaml:train",
        "kind": "dvc-stage",
        "name": "train",
        "path": "dvc.yaml",
        "line": 3,
        "automation": "scripted",
        "triggers": [],
        "gates": [],
        "runs": ["src/train.py"],
        "reads": [
            {
                "artifact": RAW,
                "evidence": "inferred",
                "via": "pandas.read_csv",
                "at": "src/train.py:4",
                "confidence": "high",
            }
        ],
        "writes": [
            {
                "artifact": MODEL,
                "evidence": "declared",
                "via": "out",
                "at": "dvc.yaml:5",
                "confidence": "high",
            },
            {
                "artifact": MODEL,
                "evidence": "inferred",
                "via": "pickle.dump",
                "at": "src/train.py:9",
                "confidence": "high",
            },
        ],
        "unresolved": [
            {
                "mode": "read",
                "via": "open",
                "at": "src/train.py:12",
                "reason": "command-line value that no known command gives",
            }
        ],
        "variables": [],
    }


def test_artifacts_invocations_and_orders() -> None:
    graph = build_graph(make_workflow(), ".")
    assert graph["artifacts"] == [
        {"id": RAW, "kind": "dataset", "tracking": "ignored", "deliverable": False},
        {"id": MODEL, "kind": "model", "tracking": "ignored", "deliverable": True},
    ]
    assert graph["invocations"] == [
        {"by": "dvc.yaml:train", "of": "src/train.py", "at": "dvc.yaml:3"}
    ]
    assert graph["orders"] == [
        {
            "before": "clean.ipynb",
            "after": "src/train.py",
            "evidence": ["data-flow"],
            "artifact": "data/clean.csv",
        }
    ]


def test_code_that_two_steps_run_is_counted_once() -> None:
    assert build_graph(make_workflow(), ".")["stats"] == {
        "files": 2,
        "steps": 3,
        "artifacts": 2,
        "accesses": 5,
        "resolved": 4,
        "unresolved_accesses": 1,
        "unread": 1,
        "skipped": 1,
    }


def test_places_in_notebooks_name_the_cell() -> None:
    notebook = build_graph(make_workflow(), ".")["steps"][0]
    assert notebook["writes"][0]["at"] == "clean.ipynb:cell 3:5"


def test_the_order_of_the_model_does_not_matter() -> None:
    workflow = make_workflow()
    turned = replace(
        workflow,
        steps=tuple(
            replace(step, accesses=step.accesses[::-1]) for step in reversed(workflow.steps)
        ),
        artifacts=workflow.artifacts[::-1],
    )
    assert render(turned, Presentation()) == render(workflow, Presentation())


def test_a_step_that_says_the_same_twice_says_it_once() -> None:
    workflow = make_workflow()
    doubled = replace(
        workflow,
        steps=tuple(replace(step, accesses=step.accesses * 2) for step in workflow.steps),
    )
    assert json.loads(render(doubled, Presentation())) == build_graph(workflow, ".")


def test_it_tells_what_starts_a_step_and_where_it_waits() -> None:
    place = Place("ci.yml", 4)
    trigger = Trigger(TriggerKind.SCHEDULE, "0 5 * * 1", place, enabled=False)
    gate = Gate(Place("ci.yml", 9), "environment production")
    job = Step(
        "ci.yml:train",
        StepKind.GITHUB_JOB,
        "train",
        "ci.yml",
        place,
        triggers=(trigger,),
        gates=(gate,),
    )
    (step,) = build_graph(replace(make_workflow(), steps=(job,)), "churn")["steps"]
    assert step["triggers"] == [
        {"kind": "schedule", "detail": "0 5 * * 1", "enabled": False, "at": "ci.yml:4"}
    ]
    assert step["gates"] == [{"detail": "environment production", "at": "ci.yml:9"}]

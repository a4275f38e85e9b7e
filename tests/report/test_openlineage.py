"""The events as the classes of OpenLineage's own client take them: generated from its JSON schema.

They refuse what the schema does not know and what it misses, check times and addresses, and tell
the address of the schema that each event and facet belongs to.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from openlineage.client.event_v2 import (
    DatasetEvent,
    InputDataset,
    Job,
    JobEvent,
    OutputDataset,
    StaticDataset,
)
from openlineage.client.facet_v2 import documentation_dataset, documentation_job, job_type_job
from openlineage.client.serde import Serde

from mlaudit.model.graph import Workflow
from mlaudit.report.base import Presentation
from mlaudit.report.openlineage import EVENT_TIME, PRODUCER, render
from tests.report.examples import MODEL, RAW, make_workflow
from tests.report.hostile import TEXTS
from tests.report.pictures.workflows import make_hostile_workflow

FACETS = {
    "jobType": job_type_job.JobTypeJobFacet,
    "documentation": documentation_job.DocumentationJobFacet,
    "dataset": documentation_dataset.DocumentationDatasetFacet,
}


def read(workflow: Workflow) -> list[dict[str, Any]]:
    return [json.loads(line) for line in render(workflow, Presentation()).splitlines()]


def build_facet(kind: Any, told: dict[str, str]) -> Any:
    content = {key: value for key, value in told.items() if not key.startswith("_")}
    return kind(**content, producer=told["_producer"])


def build(event: dict[str, Any]) -> JobEvent | DatasetEvent:
    common = {"eventTime": event["eventTime"], "producer": event["producer"]}
    if "dataset" in event:
        told = dict(event["dataset"])
        facet = build_facet(FACETS["dataset"], told.pop("facets")["documentation"])
        return DatasetEvent(
            dataset=StaticDataset(**told, facets={"documentation": facet}), **common
        )
    job = dict(event["job"])
    facets = {name: build_facet(FACETS[name], told) for name, told in job.pop("facets").items()}
    return JobEvent(
        job=Job(**job, facets=facets),
        inputs=[InputDataset(**told) for told in event["inputs"]],
        outputs=[OutputDataset(**told) for told in event["outputs"]],
        **common,
    )


def drop_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: drop_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in ({}, [], None)}
    return [drop_empty(item) for item in value] if isinstance(value, list) else value


def test_every_event_is_what_the_client_writes_of_the_same() -> None:
    events = read(make_workflow())
    assert len(events) == 5
    for event in events:
        assert drop_empty(Serde.to_dict(build(event))) == drop_empty(event)


def test_jobs_name_what_they_read_and_write() -> None:
    jobs = {e["job"]["name"]: e for e in read(make_workflow()) if "job" in e}
    train = jobs["src/train.py"]
    assert [told["name"] for told in train["inputs"]] == [RAW]
    assert [told["name"] for told in train["outputs"]] == [MODEL]
    assert train["job"]["facets"]["jobType"]["jobType"] == "script"


def test_time_and_producer_are_the_same_every_time() -> None:
    assert {(e["eventTime"], e["producer"]) for e in read(make_workflow())} == {
        (EVENT_TIME, PRODUCER)
    }


def test_addresses_are_named_by_scheme_and_host() -> None:
    events = read(make_hostile_workflow("s3://bucket/raw/a.csv"))
    (dataset,) = [event["dataset"] for event in events if "dataset" in event]
    assert (dataset["namespace"], dataset["name"]) == ("s3://bucket", "raw/a.csv")


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_name_gives_events(text: str) -> None:
    assert [type(build(event)) for event in read(make_hostile_workflow(text))][:1] == [JobEvent]

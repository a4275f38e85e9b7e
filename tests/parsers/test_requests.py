"""Requests by which code starts jobs of a scheduler."""

from __future__ import annotations

import pytest

from mlaudit.parsers.requests import find_requests


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('mutation { launchRun(executionParams: {selector: {jobName: "train"}}) }', ("train",)),
        ('launchPipelineExecution(\n  selector: {\n  jobName: \\"train_all\\" }', ("train_all",)),
        ('client.submit_job_execution("train", run_config={})', ("train",)),
        ('post(f"{url}/api/v1/dags/churn.weekly/dagRuns", json={})', ("churn.weekly",)),
        ('post(f"{url}/api/v1/dags/{dag}/dagRuns", json={})', ()),
        ("curl -X POST $API/actions/workflows/deploy.yml/dispatches", ("deploy.yml",)),
        ('query { runsOrError { jobName: "train" } }', ()),
        ("launch the jobName", ()),
        ("", ()),
    ],
)
def test_names_of_what_is_asked_for(text: str, names: tuple[str, ...]) -> None:
    assert find_requests(text) == names

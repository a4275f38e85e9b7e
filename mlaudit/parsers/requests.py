"""Jobs that code starts by a request to the server of a scheduler.

Sources: the GraphQL mutations of Dagster (`launchRun`, `launchPipelineExecution`) and its client,
the stable REST interface of Airflow, and the dispatch of workflows of GitHub.
"""

from __future__ import annotations

from mlaudit.patterns import lazy_regex

_SIGNS = ("launch", "submit_job_execution", "dagRuns", "dispatches")
_REQUESTS = (
    lazy_regex(r"\blaunch(?:Run|PipelineExecution|Pipeline)\b[^;]{0,1500}?"
               r"\b(?:jobName|pipelineName)\b\W{1,6}([\w.-]+)"),
    lazy_regex(r"\bsubmit_job_execution\(\s*['\"]([\w.-]+)"),
    lazy_regex(r"/dags/([\w.-]+)/dagRuns\b"),
    lazy_regex(r"/actions/workflows/([\w.-]+)/dispatches\b"),
)  # fmt: skip


def find_requests(text: str) -> tuple[str, ...]:
    """Names of the jobs, DAGs and workflow files that some text asks a server to start."""
    if not any(sign in text for sign in _SIGNS):
        return ()
    return tuple(dict.fromkeys(name for request in _REQUESTS for name in request.findall(text)))

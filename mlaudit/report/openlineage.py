"""The workflow as static events of OpenLineage 2-0-2, one JSON object a line.

A JobEvent describes a job outside of any run, a DatasetEvent a dataset (https://openlineage.io/spec,
OpenLineage.json, `$defs`). Standard facets tell the kind of a step, how it comes to run, and what
keeps an artifact.
"""

from __future__ import annotations

from typing import Any

from mlaudit import __version__
from mlaudit.model.graph import Workflow
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import to_json, visible
from mlaudit.report.pictures.looks import tell
from mlaudit.report.pictures.picture import Node, Picture, draw

EVENT_TIME = "1970-01-01T00:00:00Z"
"""Of every event: the format wants a time, and the same tree must give the same bytes."""
PRODUCER = f"urn:mlaudit:{__version__}"
_SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/"
_FACETS = "https://openlineage.io/spec/facets/"


def render(workflow: Workflow, presentation: Presentation) -> str:
    """The lines: jobs by id, then datasets by id."""
    picture, project = draw(workflow), visible(workflow.project.name)
    nodes = {node.key: node for node in picture.nodes if not node.id.startswith("env:")}
    events = [
        _describe_job(picture, nodes, node, project)
        if node.sort == "step"
        else _event("DatasetEvent", dataset=_describe_dataset(node, project))
        for node in nodes.values()
    ]
    return "".join(to_json(event, indent=None) for event in events)


def _event(sort: str, **content: Any) -> dict[str, Any]:
    common = {"eventTime": EVENT_TIME, "producer": PRODUCER, "schemaURL": f"{_SPEC}{sort}"}
    return common | content


def _describe_job(
    picture: Picture, nodes: dict[str, Node], node: Node, project: str
) -> dict[str, Any]:
    reads = [e.source for e in picture.edges if (e.sort, e.target) == ("reads", node.key)]
    writes = [e.target for e in picture.edges if (e.sort, e.source) == ("writes", node.key)]
    job_type = {"processingType": "BATCH", "integration": "MLAUDIT", "jobType": node.kind}
    facets = {
        "jobType": _facet("2-0-4/JobTypeJobFacet", **job_type),
        "documentation": _facet("1-1-0/DocumentationJobFacet", description=tell(node)),
    }
    return _event(
        "JobEvent",
        job={"namespace": project, "name": visible(node.id), "facets": facets},
        inputs=[_name_dataset(nodes[key], project) for key in reads if key in nodes],
        outputs=[_name_dataset(nodes[key], project) for key in writes if key in nodes],
    )


def _describe_dataset(node: Node, project: str) -> dict[str, Any]:
    told = _facet("1-1-0/DocumentationDatasetFacet", description=tell(node))
    return _name_dataset(node, project) | {"facets": {"documentation": told}}


def _name_dataset(node: Node, project: str) -> dict[str, Any]:
    """Addresses are named by scheme and host, as OpenLineage does; the rest lies in the project."""
    name = visible(node.id)
    scheme, mark, rest = name.partition("://")
    host, _, path = rest.partition("/")
    if mark and host and path:
        return {"namespace": f"{scheme}://{host}", "name": path}
    return {"namespace": project, "name": name}


def _facet(schema: str, **content: str) -> dict[str, str]:
    name = schema.partition("/")[2]
    url = f"{_FACETS}{schema}.json#/$defs/{name}"
    return {"_producer": PRODUCER, "_schemaURL": url, **content}


REPORTER = Reporter("graph", "openlineage", render)

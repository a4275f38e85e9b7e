"""Kubeflow Pipelines of both versions, also as Vertex AI runs them, read statically.

Understood are functions with `@dsl.pipeline`, components that are Python functions, container
components and `ContainerOp`, components made from functions or loaded from files, and recurring
runs. A pipeline runs where code submits it, not where it is only compiled.
"""

from __future__ import annotations

from mlaudit.model.facts import Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.orchestrators.definitions.facts import declare_in
from mlaudit.parsers.orchestrators.definitions.source import read_source
from mlaudit.parsers.orchestrators.kubeflow.pipelines import read_pipelines


def parse_kubeflow(path: str, data: bytes) -> Facts:
    """The pipelines of a file; files without them give nothing."""
    source = read_source(path, data, b"pipeline") if b"kfp" in data else None
    if source is None:
        return Facts(path, PARSER.name)
    return declare_in(source, PARSER.name, "pipelines", read_pipelines)


PARSER = Parser("kubeflow", lambda path: path.endswith(".py"), parse_kubeflow)

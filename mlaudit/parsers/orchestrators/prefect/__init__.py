"""Prefect: flows and tasks of all versions, read statically.

Read are functions with `@flow` and the tasks and flows that they call, `with Flow(…)` of the first
version, and what starts flows by itself: `serve`, `deploy`, `to_deployment`, `build_from_flow`,
and the deployments of YAML files.
"""

from __future__ import annotations

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.orchestrators.definitions.facts import declare_in
from mlaudit.parsers.orchestrators.definitions.source import Source, read_source
from mlaudit.parsers.orchestrators.prefect.deployments import read_deployments
from mlaudit.parsers.orchestrators.prefect.flows import read_flows
from mlaudit.parsers.orchestrators.prefect.settings import declared_deployments
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import read_yaml

_WORDS = (b"prefect", b".serve(", b".deploy(", b".to_deployment(")


def parse_prefect(path: str, data: bytes) -> Facts:
    """The flows of a file and what starts them; files without Prefect give nothing.

    Broken YAML is reported where the file is read as configuration.
    """
    if not path.endswith(".py"):
        steps = tuple(declared_deployments(path, read_yaml(data)[0]))
        return Facts(path, PARSER.name, steps=steps)
    source = read_source(path, data, *_WORDS)
    if source is None:
        return Facts(path, PARSER.name)
    return declare_in(source, PARSER.name, "flows", _steps)


def _steps(source: Source) -> tuple[DeclaredStep, ...]:
    return (*read_flows(source), *read_deployments(source))


def _claims(path: str) -> bool:
    name = name_of(path)
    stem, _, ending = name.rpartition(".")
    yaml = ending in ("yaml", "yml") and (stem == "prefect" or stem.endswith("deployment"))
    return yaml or ending == "py"


PARSER = Parser("prefect", _claims, parse_prefect)

"""Kedro: nodes of pipelines, the data catalogue and parameters.

Nodes name data; which file holds it, and which node makes it, other files say: linking joins them.
"""

from __future__ import annotations

from mlaudit.model.facts import Facts
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.orchestrators.definitions.facts import declare_in
from mlaudit.parsers.orchestrators.definitions.source import read_source
from mlaudit.parsers.orchestrators.kedro.catalog import read_catalog, read_parameters
from mlaudit.parsers.orchestrators.kedro.steps import KEDRO_NODE, declare_nodes
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

_CONFIGURATION = lazy_regex(r"(?:^|/)conf/[^/]+/(?:.*/)?(catalog|parameters)[^/]*(?:/.*)?\.ya?ml$")


def parse_kedro(path: str, data: bytes) -> Facts:
    """The nodes of a Python file, or what a file of the configuration says of data.

    Broken YAML is reported where the file is read as configuration.
    """
    found = _CONFIGURATION.search(path)
    if found is not None:
        read = read_catalog if found[1] == "catalog" else read_parameters
        return Facts(path, PARSER.name, kept=tuple(read(path, read_yaml(data)[0])))
    source = read_source(path, data, b"node", b"Node") if b"kedro" in data else None
    if source is None:
        return Facts(path, PARSER.name)
    return declare_in(source, PARSER.name, "nodes", declare_nodes)


def _claims(path: str) -> bool:
    if path.endswith(".py"):
        return name_of(path) != "__init__.py"
    return path.endswith((".yml", ".yaml")) and _CONFIGURATION.search(path) is not None


PARSER = Parser(
    "kedro",
    _claims,
    parse_kedro,
    launchers=(
        Launcher(
            KEDRO_NODE,
            ("kedro",),
            before=(("run",),),
            valued=(
                *("-e", "--env", "-r", "--runner", "--params", "-c", "--config", "--conf-source"),
                *("-lv", "--load-versions", "-fi", "--from-inputs", "-to", "--to-outputs"),
                *("--load-version", "-l", "--only-missing-outputs"),
            ),
            name_options=("--nodes", "-n", "--node", "--pipeline", "-p"),
            asking=("--from-nodes", "--to-nodes", "--from-inputs", "--to-outputs", "-t", "--tags"),
        ),
    ),
)

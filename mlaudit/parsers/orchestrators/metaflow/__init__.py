"""Metaflow: flow classes, read statically.

Understood are classes of `FlowSpec` with their `@step` methods, `self.next` with branches, for each
item and under conditions, `Parameter`, `IncludeFile`, `Config`, and triggers of flow decorators.
"""

from __future__ import annotations

from mlaudit.model.facts import Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.orchestrators.definitions.facts import too_deep
from mlaudit.parsers.orchestrators.definitions.source import read_source
from mlaudit.parsers.orchestrators.metaflow.driving import drive
from mlaudit.parsers.orchestrators.metaflow.flows import find_flows
from mlaudit.parsers.orchestrators.metaflow.steps import declare
from mlaudit.parsers.python import parse_python


def parse_metaflow(path: str, data: bytes) -> Facts:
    """The flows of a file, and its code with what Metaflow does when it makes one of them.

    Where the facts of several parsers are joined, the code of the first of them counts; this one
    comes before the reader of plain Python code.
    """
    source = read_source(path, data, b"FlowSpec") if b"metaflow" in data else None
    if source is None:
        return Facts(path, PARSER.name)
    try:
        flows = list(find_flows(source))
        steps = tuple(step for flow in flows for step in declare(source, flow))
        plain = parse_python(path, data) if flows else Facts(path, PARSER.name)
        module = drive(plain.module, source, flows) if plain.module is not None else None
    except RecursionError:
        return too_deep(path, PARSER.name, "steps")
    return Facts(path, plain.format, module=module, steps=steps)


PARSER = Parser("metaflow", lambda path: path.endswith(".py"), parse_metaflow)

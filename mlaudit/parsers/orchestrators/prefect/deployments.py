"""What starts flows by itself: deployments in Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.facts import DeclaredStep, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.orchestrators.definitions import values
from mlaudit.parsers.orchestrators.definitions.schedules import shown
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.prefect.flows import declare_deployment

_METHODS = ("serve", "deploy", "to_deployment")
_SCHEDULES = ("cron", "interval", "rrule", "schedule", "schedules")
_BUILDERS = (
    "prefect.deployments.Deployment.build_from_flow",
    "prefect.deployments.Deployment",
    "prefect.deployments.deployments.Deployment.build_from_flow",
)


def read_deployments(source: Source) -> Iterator[DeclaredStep]:
    """The deployments that the code of a file makes."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        flow: ast.expr | None = None
        if isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
            flow = node.func.value
        elif source.qualified(node.func) in _BUILDERS:
            flow = values.argument(node, 0, "flow")
        function = _function_of(source, flow) if flow is not None else None
        if function is not None:
            name = values.text_of(values.argument(node, 0, "name"), source.constants)
            yield declare_deployment(
                Place(source.path, node.lineno),
                name or function[1],
                function,
                tuple(_triggers(source, node)),
            )


def _function_of(source: Source, flow: ast.expr) -> tuple[str, str] | None:
    """The function of a flow, through settings and `from_source(entrypoint="path.py:name")`."""
    while isinstance(flow, ast.Call):
        given = values.text_of(values.keyword(flow, "entrypoint"), source.constants)
        if given and ":" in given:
            path, _, name = given.rpartition(":")
            return path.removeprefix("./"), name
        flow = flow.func.value if isinstance(flow.func, ast.Attribute) else ast.Constant(None)
    found = source.function_of(flow)
    return found if found and not found[0].startswith("prefect") else None


def _triggers(source: Source, call: ast.Call) -> Iterator[Trigger]:
    off = values.is_true(values.keyword(call, "paused")) or values.is_false(
        values.keyword(call, "is_schedule_active")
    )
    found = False
    for name in (*_SCHEDULES, "triggers"):
        given = values.keyword(call, name)
        if not values.is_empty(given) and given is not None:
            kind = TriggerKind.EVENT if name == "triggers" else TriggerKind.SCHEDULE
            found = True
            detail = shown(source.made(given), source.constants)
            yield Trigger(kind, detail, Place(source.path, given.lineno), not off)
    if not found:
        yield Trigger(TriggerKind.PERSON, "deployment", Place(source.path, call.lineno))

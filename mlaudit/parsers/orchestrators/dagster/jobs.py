"""Jobs: of ops and graphs, of selected assets, and the one of all assets that Dagster makes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.facts import DeclaredStep, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.orchestrators.dagster.keys import key_of, keys_of
from mlaudit.parsers.orchestrators.definitions.building import (
    System,
    declare_flows,
    flow_functions,
)
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.uses import Rules
from mlaudit.parsers.orchestrators.definitions.values import argument, keyword, text_of

DAGSTER_JOB = StepKind("dagster-job", StepFamily.PART, "job")
DAGSTER_OP = StepKind("dagster-op", StepFamily.PART, "job")

_JOBS = tuple(f"dagster.{name}" for name in ("job", "graph", "pipeline"))
_MARKS = (*(f"dagster.{name}" for name in ("op", "solid", "graph")), *_JOBS)
_SYSTEM = System(DAGSTER_JOB, DAGSTER_OP, _JOBS, Rules(_MARKS, False, "dagster"))
_ALL = "*:*"


def read_jobs(source: Source) -> Iterator[DeclaredStep]:
    """The jobs of a file."""
    by_hand = {
        name: (_by_hand(Place(source.path, function.lineno)),)
        for name, function in flow_functions(source, _SYSTEM).items()
        if source.decorator(function, "dagster.graph") is None
    }
    yield from declare_flows(source, _SYSTEM, by_hand)
    for node in source.statements():
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            target = node.targets[0]
            variable = target.id if isinstance(target, ast.Name) else ""
            yield from _job(source, node.value, variable)
    for call in list(source.calls("dagster.Definitions"))[:1]:
        if keyword(call, "assets") is not None:
            yield _declare(source, call, "__ASSET_JOB", "__ASSET_JOB", (_ALL,))


def _job(source: Source, call: ast.Call, variable: str) -> Iterator[DeclaredStep]:
    """`define_asset_job(…)`, and `graph.to_job(…)`."""
    if source.qualified(call.func) == "dagster.define_asset_job":
        name = text_of(argument(call, 0, "name"), source.constants) or variable
        selected = tuple(selection_of(source, argument(call, 1, "selection")))
        yield _declare(source, call, name, variable or name, selected)
    elif isinstance(call.func, ast.Attribute) and call.func.attr == "to_job":
        graph = key_of(source, call.func.value)
        name = text_of(keyword(call, "name"), source.constants) or variable
        if graph and name:
            yield _declare(source, call, name, variable or name, (f"*:{graph}",))


def selection_of(source: Source, node: ast.expr | None) -> Iterator[str]:
    """The steps that a selection names: all, groups, or assets by their keys."""
    if node is None or (isinstance(node, ast.Constant) and node.value in ("*", None)):
        yield _ALL
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        yield from (f"*:{key.strip('*+')}" for key in keys_of(source, node))
    elif isinstance(node, ast.BinOp):
        yield from selection_of(source, node.left)
        if not isinstance(node.op, ast.Sub):
            yield from selection_of(source, node.right)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from _selected(source, node.func.attr, node)
    elif key := key_of(source, source.made(node)):
        kind, _, name = key.rpartition(":")
        yield f"#{name}" if kind == "group" else f"*:{key.strip('*+')}"


def _selected(source: Source, method: str, call: ast.Call) -> Iterator[str]:
    if method == "all":
        yield _ALL
    elif method == "groups":
        names = (text_of(node, source.constants) for node in call.args)
        yield from (f"#{name}" for name in names if name)
    elif method in ("assets", "keys"):
        yield from (f"*:{key}" for node in call.args if (key := key_of(source, node)))
    elif isinstance(call.func, ast.Attribute):
        yield from selection_of(source, call.func.value)  # `.upstream()` and the like


def _declare(
    source: Source, call: ast.Call, name: str, variable: str, starts: tuple[str, ...]
) -> DeclaredStep:
    place = Place(source.path, call.lineno)
    return DeclaredStep(
        DAGSTER_JOB,
        name,
        place,
        f"jobs.{variable}",
        runs=tuple(Run(place, step=started) for started in dict.fromkeys(starts)),
        triggers=(_by_hand(place),),
        group=f"{source.path}#{name}",
    )


def _by_hand(place: Place) -> Trigger:
    return Trigger(TriggerKind.PERSON, "launched by hand", place)

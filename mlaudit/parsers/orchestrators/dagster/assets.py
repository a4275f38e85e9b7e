"""Assets as declared steps: each function is a step, after those that make what it takes."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from mlaudit.model.facts import DeclaredStep, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.orchestrators.dagster.keys import key_of, keys_of
from mlaudit.parsers.orchestrators.definitions.schedules import shown
from mlaudit.parsers.orchestrators.definitions.source import Function, Source
from mlaudit.parsers.orchestrators.definitions.values import argument, keyword, text_of
from mlaudit.parsers.path_text import folder_of, join_path

DAGSTER_ASSET = StepKind("dagster-asset", StepFamily.PART, "asset")

_ASSETS = tuple(f"dagster.{name}" for name in ("asset", "multi_asset", "graph_asset"))
_CHECKS = ("dagster.asset_check", "dagster.multi_asset_check")
_NOTEBOOKS = ("dagstermill.define_dagstermill_asset",)
_CONDITIONS = ("automation_condition", "auto_materialize_policy")
_BY_HAND = "materialized by hand"


def read_assets(source: Source) -> Iterator[DeclaredStep]:
    """The assets and the checks of assets that a file defines."""
    for name, function in source.functions.items():
        call = source.decorator(function, *_ASSETS, *_CHECKS)
        if call is not None:
            yield _asset(source, name, function, call)
    for call in source.calls(*_NOTEBOOKS):
        yield from _notebook(source, call)


def _asset(source: Source, name: str, function: Function, call: ast.Call) -> DeclaredStep:
    place = Place(source.path, function.lineno)
    before = dict.fromkeys(_upstream(source, function, call))
    before.pop(name, None)
    key = text_of(keyword(call, "name"), source.constants) or name
    prefix = keyword(call, "key_prefix")
    whole = key_of(source, keyword(call, "key"))
    if prefix is not None and whole is None:
        whole = f"{key_of(source, prefix) or '{prefix}'}/{key}"
    group = text_of(keyword(call, "group_name"), source.constants) or "default"
    return DeclaredStep(
        DAGSTER_ASSET,
        whole or key,
        place,
        f"assets.{name}",
        runs=(Run(place, callable_=(source.path, name)),),
        after=tuple(f"*:{earlier}" for earlier in before),
        triggers=_triggers(source, call, place),
        group=f"#{group}",
    )


def _upstream(source: Source, function: Function, call: ast.Call) -> Iterator[str]:
    """The assets that it takes as parameters, and those that it only comes after."""
    inputs = keyword(call, "ins")
    renamed: set[str] = set()
    if isinstance(inputs, ast.Dict):
        renamed = {key.value for key in inputs.keys if isinstance(key, ast.Constant)}  # type: ignore[misc]
    yield from keys_of(source, inputs)
    yield from keys_of(source, keyword(call, "deps", "non_argument_deps", "additional_deps"))
    checked = key_of(source, keyword(call, "asset"))
    if checked:
        yield checked
    arguments = function.args
    for parameter in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        if parameter.arg not in ("context", "config") and parameter.arg not in renamed:
            yield parameter.arg


def _triggers(source: Source, call: ast.Call, place: Place) -> tuple[Trigger, ...]:
    """Conditions that start it; without one a person does."""
    given = keyword(call, *_CONDITIONS)
    if given is None or (isinstance(given, ast.Constant) and given.value is None):
        return (Trigger(TriggerKind.PERSON, _BY_HAND, place),)
    timed = [n for n in ast.walk(given) if isinstance(n, ast.Call) and "cron" in _method(n)]
    kind = TriggerKind.SCHEDULE if timed else TriggerKind.EVENT
    detail = shown(timed[0] if timed else given, source.constants)
    return (Trigger(kind, detail, Place(source.path, given.lineno)),)


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _notebook(source: Source, call: ast.Call) -> Iterator[DeclaredStep]:
    name = text_of(argument(call, 0, "name"), source.constants)
    given = argument(call, 1, "notebook_path")
    paths = [
        node.value
        for node in ast.walk(given or ast.Constant(None))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    if name is None or not paths or not paths[-1].endswith(".ipynb"):
        return
    place = Place(source.path, call.lineno)
    path = join_path(folder_of(source.path), posixpath.join(*paths))
    yield DeclaredStep(
        DAGSTER_ASSET,
        name,
        place,
        f"assets.{name}",
        runs=(Run(place, code=path),),
        after=tuple(f"*:{key}" for key in keys_of(source, keyword(call, "ins", "deps"))),
        triggers=(Trigger(TriggerKind.PERSON, _BY_HAND, place),),
        group="#default",
    )

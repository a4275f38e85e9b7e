"""Flyte: workflows and their tasks, read statically.

Understood are functions with `@workflow` and `@dynamic` and the tasks that they start, also by
`map_task` and under conditions, launch plans with schedules, `approve` and `wait_for_input`, and
`pyflyte run` as a command.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.facts import DeclaredStep, Facts, Gate, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.orchestrators.definitions.building import (
    System,
    declare_flows,
    flow_functions,
)
from mlaudit.parsers.orchestrators.definitions.facts import declare_in
from mlaudit.parsers.orchestrators.definitions.flows import FlowReader
from mlaudit.parsers.orchestrators.definitions.schedules import shown
from mlaudit.parsers.orchestrators.definitions.source import Function, Source, read_source
from mlaudit.parsers.orchestrators.definitions.uses import Names, Rules
from mlaudit.parsers.orchestrators.definitions.values import argument, is_false, keyword, text_of

FLYTE_WORKFLOW = StepKind("flyte-workflow", StepFamily.PART, "workflow")
FLYTE_TASK = StepKind("flyte-task", StepFamily.PART, "workflow")
FLYTE_LAUNCH_PLAN = StepKind("flyte-launch-plan", StepFamily.TASK, "launch plan")

_FLOWS = tuple(
    f"{module}.{name}"
    for module in ("flytekit", "flytekit.core.workflow", "flytekit.core.dynamic_workflow_task")
    for name in ("workflow", "dynamic", "eager")
)
_MARKS = (
    *("flytekit.task", "flytekit.core.task.task", "flytekit.core.python_function_task.task"),
    *_FLOWS,
)
_PLANS = tuple(
    f"{module}.LaunchPlan.{method}"
    for module in ("flytekit", "flytekit.core.launch_plan")
    for method in ("get_or_create", "create")
)
_WAITS = {
    "approve": "approval",
    "wait_for_input": "an answer",
}
_TESTS = frozenset({"if_", "elif_"})


class _Reader(FlowReader):
    """Reads `conditional("x").if_(test).then(task()).else_().then(other())`, too."""

    def _method(self, node: ast.Call, func: ast.Attribute, given: list[ast.expr]) -> Names:
        if func.attr != "then":
            return super()._method(node, func, given)
        before = self._flow(func.value)
        self._conditions.append(self._join(_tests_of(func.value)))
        found = self._join(given)
        self._conditions.pop()
        return {**before, **found}


def _tests_of(node: ast.expr) -> list[ast.expr]:
    """What the tests in front of a branch ask."""
    tests: list[ast.expr] = []
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in _TESTS:
            tests += node.args
        node = node.func.value
    return tests


_SYSTEM = System(
    FLYTE_WORKFLOW, FLYTE_TASK, _FLOWS, Rules(_MARKS, False, "flytekit"), reader=_Reader
)


def parse_flyte(path: str, data: bytes) -> Facts:
    """The workflows of a file and their launch plans; files without Flyte give nothing."""
    source = read_source(path, data, b"flytekit")
    if source is None:
        return Facts(path, PARSER.name)
    return declare_in(source, PARSER.name, "workflows", _read)


def _read(source: Source) -> Iterator[DeclaredStep]:
    flows = flow_functions(source, _SYSTEM)
    for step in declare_flows(source, _SYSTEM, {}):
        if step.part_of:
            yield step
        else:
            waits = tuple(_gates(source, flows[step.name]))
            yield replace(step, gates=waits, inputs=tuple(_inputs(source, flows[step.name])))
    yield from _plans(source)


def _gates(source: Source, function: Function) -> Iterator[Gate]:
    """Where the workflow waits until a person approves or answers."""
    for node, name in _waits_in(source, function):
        asked = text_of(argument(node, 1 if name == "approve" else 0, "name"), source.constants)
        about = f" “{asked}”" if asked else ""
        yield Gate(Place(source.path, node.lineno), f"{_WAITS[name]}{about}")


def _inputs(source: Source, function: Function) -> Iterator[tuple[str, str | None]]:
    """What a person types where the workflow waits for it."""
    for node, name in _waits_in(source, function):
        asked = text_of(argument(node, 0, "name"), source.constants)
        if name == "wait_for_input" and asked:
            yield asked, None


def _waits_in(source: Source, function: Function) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            module, _, name = source.qualified(node.func).rpartition(".")
            if module.startswith("flytekit") and name in _WAITS:
                yield node, name


def _plans(source: Source) -> Iterator[DeclaredStep]:
    """Launch plans with a schedule; others say only which inputs a person need not give."""
    for call in source.calls(*_PLANS):
        created = source.qualified(call.func).endswith(".create")
        function = source.function_of(argument(call, 1 if created else 0, "workflow") or call)
        schedule = keyword(call, "schedule", "trigger")
        if function is None or schedule is None:
            continue
        made = source.made(schedule)
        detail = (
            shown(keyword(made, "schedule") or made, source.constants)
            if isinstance(made, ast.Call)
            else shown(made, source.constants)
        )
        place = Place(source.path, call.lineno)
        name = text_of(argument(call, 0 if created else 1, "name"), source.constants)
        enabled = not is_false(keyword(call, "auto_activate"))
        where = Place(source.path, schedule.lineno)
        yield DeclaredStep(
            FLYTE_LAUNCH_PLAN,
            name or f"plan of {function[1]}",
            place,
            f"plans.{name or function[1]}",
            runs=(Run(place, callable_=function),),
            triggers=(Trigger(TriggerKind.SCHEDULE, detail, where, enabled),),
            marks=_FLOWS,
        )


PARSER = Parser(
    "flyte",
    lambda path: path.endswith(".py"),
    parse_flyte,
    launchers=(
        Launcher(
            FLYTE_WORKFLOW,
            ("pyflyte",),
            before=(("run",),),
            form="flyte-run",
            takes_file=True,
            several=True,
            valued=(
                *("-p", "--project", "-d", "--domain", "-i", "--image", "-n", "--name"),
                *("--destination-dir", "--service-account", "--raw-output-data-prefix"),
                *("--limit", "--cluster-pool", "--env", "--envvars", "--tags", "--tag"),
            ),
            default="none",
        ),
    ),
)

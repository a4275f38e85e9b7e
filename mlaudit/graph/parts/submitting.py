"""Calls of libraries that run a flow: it is handed to them, or was compiled before."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.parts.index import PartIndex
from mlaudit.graph.python.values import (
    Arguments,
    BoundMethod,
    DictValue,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
    Value,
)

_COMPILING = frozenset({"compile"})
_RUNNING = frozenset({"create_run_from_pipeline_func"})
_SUBMITTING = frozenset(
    {"create_run_from_pipeline_package", "create_run_from_job_spec", "create_recurring_run"}
    | {"run_pipeline", "create_schedule", "create_schedule_from_job_spec"}
)
_OF_JOBS = frozenset({"submit", "run"})
_TELLING = _COMPILING | _RUNNING | _SUBMITTING | _OF_JOBS
_VALUES = ("arguments", "params", "parameter_values")


class Submissions:
    """What of the flows of a tree is compiled, and which call runs it."""

    def __init__(self, index: PartIndex) -> None:
        self._index = index
        self._compiled: dict[int, FunctionValue] = {}

    def started_by(
        self, callee: Value, arguments: Arguments
    ) -> Iterator[tuple[FunctionValue, Arguments]]:
        """The flows that a call of a library runs, with what it hands to them."""
        if not isinstance(callee, (ExternalValue, BoundMethod)):
            return
        name = callee.name.rpartition(".")[2]
        if name not in _TELLING:
            return
        given = [*arguments.positional, *arguments.keywords.values()]
        flows = [v for v in given if isinstance(v, FunctionValue) and self._is_flow(v)]
        if name in _COMPILING:
            self._compiled.update((id(flow.definition), flow) for flow in flows)
        elif name in _RUNNING:
            yield from ((flow, _handed(arguments)) for flow in flows)
        elif name in _SUBMITTING or (name in _OF_JOBS and _is_job(callee)):
            for flow in self._compiled.values():
                yield flow, Arguments()

    def _is_flow(self, value: FunctionValue) -> bool:
        return (value.module.module.path, value.qualified) in self._index.flows


def _is_job(callee: Value) -> bool:
    receiver = callee.receiver if isinstance(callee, BoundMethod) else None
    made = receiver.call or receiver.type if isinstance(receiver, ExternalInstance) else ""
    return made.endswith("PipelineJob")


def _handed(arguments: Arguments) -> Arguments:
    """The parameters of the run."""
    for name in _VALUES:
        table = arguments.keywords.get(name)
        if isinstance(table, DictValue):
            known = {key: value for key, value in table.entries.items() if isinstance(key, str)}
            return Arguments([], known)
    return Arguments()

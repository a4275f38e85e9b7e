"""Flows and their steps as declared steps."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.facts import DeclaredStep, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.orchestrators.definitions.building import declare_flow
from mlaudit.parsers.orchestrators.definitions.source import Function, Source
from mlaudit.parsers.orchestrators.definitions.values import is_true, keyword, text_of
from mlaudit.parsers.orchestrators.metaflow.flows import Flow
from mlaudit.parsers.orchestrators.metaflow.triggers import flows_before, read_triggers

METAFLOW_FLOW = StepKind("metaflow-flow", StepFamily.PART, "flow")
METAFLOW_STEP = StepKind("metaflow-step", StepFamily.PART, "flow")


def declare(source: Source, flow: Flow) -> Iterator[DeclaredStep]:
    """The flow and its steps."""
    name, line = flow.node.name, flow.node.lineno
    whole = declare_flow(
        source,
        METAFLOW_FLOW,
        name,
        line,
        (source.path, name),
        read_triggers(source, flow),
        words=("run",),
        inputs=tuple(_inputs(source, flow)),
    )
    yield replace(whole, after=tuple(flows_before(source, flow)))
    for step, (owner, function) in flow.steps.items():
        place = Place(source.path, function.lineno)
        before = dict.fromkeys(n.before for n in flow.nexts if n.after == step)
        yield DeclaredStep(
            METAFLOW_STEP,
            f"{name}.{step}",
            place,
            f"flows.{name}.{step}",
            runs=(Run(place, callable_=(source.path, f"{owner}.{step}")),),
            after=tuple(f"{name}.{earlier}" for earlier in before),
            image=_image(source, function),
            group=f"{source.path}#{name}",
            part_of=name,
        )


def _inputs(source: Source, flow: Flow) -> Iterator[tuple[str, str | None]]:
    for option in flow.options:
        default = keyword(option.call, "default", "default_value")
        if default is None:
            needed = is_true(keyword(option.call, "required"))
            yield option.name, None if needed else ""
        else:
            yield option.name, text_of(default, source.constants) or ast.unparse(default)


def _image(source: Source, function: Function) -> str | None:
    """The image that a decorator of the step names."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call):
            image = text_of(keyword(decorator, "image"), source.constants)
            if image is not None:
                return image
    return None

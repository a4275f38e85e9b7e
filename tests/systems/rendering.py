"""A workflow as lines that a person can check against the files of the system."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.graph import Workflow
from mlaudit.model.workflow import Access, Order, Step


def render_workflow(workflow: Workflow) -> Iterator[str]:
    """Its steps in the order of their places, then who starts whom, then the orders."""
    for step in sorted(workflow.steps, key=lambda step: (step.place.sort_key, step.id)):
        yield from _render_step(step)
        yield ""
    yield "invocations"
    starts = {f"  {i.by} starts {i.of}" for i in workflow.invocations}
    yield from sorted(starts)
    yield ""
    yield "orders"
    yield from sorted({_render_order(order) for order in workflow.orders})


def _render_step(step: Step) -> Iterator[str]:
    unit = "" if step.unit else ", no unit"
    yield f"{step.kind} {step.id}  {step.place}  {step.automation}{unit}"
    for trigger in step.triggers:
        off = "" if trigger.enabled else ", switched off"
        yield f"  on {trigger.kind} {trigger.detail}".rstrip() + f"  {trigger.place}{off}"
    yield from (f"  waits for {gate.detail}  {gate.place}" for gate in step.gates)
    yield from (f"  asks for {name} [{default}]" for name, default in step.inputs)
    yield from (f"  runs {path}" for path in step.runs)
    yield from dict.fromkeys(_render_access(access) for access in step.accesses)
    for effect in step.effects:
        about = f" {effect.artifact}" if effect.artifact else ""
        yield f"  does {effect.kind}{about}  {effect.call}  {effect.place}"
    for missing in step.unresolved:
        yield f"  {missing.mode}s ?  {missing.call}  {missing.place}  {missing.reason}"


def _render_access(access: Access) -> str:
    return f"  {access.mode}s {access.artifact}  {access.evidence} {access.call}  {access.place}"


def _render_order(order: Order) -> str:
    through = f"  {order.artifact}" if order.artifact else ""
    return f"  {order.before} before {order.after}  {', '.join(order.evidence)}{through}"

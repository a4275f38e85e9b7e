"""The workflow as JSON, schema mlaudit/graph/1: the same tree gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mlaudit.model.facts import Trigger
from mlaudit.model.graph import Workflow
from mlaudit.model.workflow import Access, Step, Unresolved
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.counts import count_workflow
from mlaudit.report.escape import to_json

SCHEMA = "mlaudit/graph/1"


def render(workflow: Workflow, presentation: Presentation) -> str:
    """The JSON text."""
    return to_json(build_graph(workflow, presentation.root))


def build_graph(workflow: Workflow, root: str) -> dict[str, Any]:
    """The plain data of the document."""
    return {
        "schema": SCHEMA,
        "root": root,
        "stats": _count(workflow),
        "steps": [_describe_step(s) for s in sorted(workflow.steps, key=lambda step: step.id)],
        "artifacts": [
            {
                "id": artifact.id,
                "kind": artifact.kind,
                "tracking": artifact.tracking.value,
                "deliverable": artifact.deliverable,
            }
            for artifact in sorted(workflow.artifacts, key=lambda artifact: artifact.id)
        ],
        "invocations": _list_invocations(workflow),
        "orders": _list_orders(workflow),
    }


def _count(workflow: Workflow) -> dict[str, int]:
    counts = count_workflow(workflow)
    return {
        "files": counts.files,
        "steps": counts.steps,
        "artifacts": counts.artifacts,
        "accesses": counts.accesses,
        "resolved": counts.resolved,
        "unresolved_accesses": counts.unresolved,
        "unread": counts.unread,
        "skipped": counts.skipped,
    }


def _describe_step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "kind": step.kind.value,
        "name": step.name,
        "path": step.path,
        "line": step.place.line,
        "automation": step.automation.value,
        "triggers": [_describe_trigger(trigger) for trigger in step.triggers],
        "gates": [{"detail": gate.detail, "at": str(gate.place)} for gate in step.gates],
        "runs": sorted(set(step.runs)),
        "reads": _list_accesses(a for a in step.reads if not _is_variable(a)),
        "writes": _list_accesses(step.writes),
        "unresolved": _list_unresolved(step.unresolved),
        "variables": _list_accesses(a for a in step.reads if _is_variable(a)),
    }


def _describe_trigger(trigger: Trigger) -> dict[str, Any]:
    return {
        "kind": trigger.kind.value,
        "detail": trigger.detail,
        "enabled": trigger.enabled,
        "at": str(trigger.place),
    }


def _is_variable(access: Access) -> bool:
    """Is it an environment variable? They are listed apart: `reads` is for data."""
    return access.artifact.startswith("env:")


def _list_accesses(accesses: Iterable[Access]) -> list[dict[str, str]]:
    ordered = sorted(accesses, key=lambda a: (a.artifact, a.evidence, a.place.sort_key, a.via))
    return _drop_doubles(
        {
            "artifact": access.artifact,
            "evidence": access.evidence,
            "via": access.call,
            "at": str(access.place),
            "confidence": access.confidence.value,
        }
        for access in ordered
    )


def _list_unresolved(accesses: Iterable[Unresolved]) -> list[dict[str, str]]:
    ordered = sorted(accesses, key=lambda a: (a.place.sort_key, a.mode, a.via, a.reason))
    return _drop_doubles(
        {
            "mode": access.mode,
            "via": access.call,
            "at": str(access.place),
            "reason": access.reason.value,
        }
        for access in ordered
    )


def _list_invocations(workflow: Workflow) -> list[dict[str, str]]:
    ordered = sorted(workflow.invocations, key=lambda i: (i.by, i.of, i.place.sort_key))
    return _drop_doubles({"by": i.by, "of": i.of, "at": str(i.place)} for i in ordered)


def _list_orders(workflow: Workflow) -> list[dict[str, Any]]:
    ordered = sorted(
        workflow.orders, key=lambda o: (o.before, o.after, o.artifact or "", o.evidence)
    )
    return _drop_doubles(
        {
            "before": order.before,
            "after": order.after,
            "evidence": list(order.evidence),
            "artifact": order.artifact,
        }
        for order in ordered
    )


def _drop_doubles(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each entry once, in the given order."""
    return list({repr(entry): entry for entry in entries}.values())


REPORTER = Reporter("graph", "json", render)

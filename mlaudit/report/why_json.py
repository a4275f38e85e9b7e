"""Explanations as JSON, schema mlaudit/why/1."""

from __future__ import annotations

from typing import Any

from mlaudit.model.explanation import AccessExplanation, CodeLine, Explanation, Source, Way
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import to_json

SCHEMA = "mlaudit/why/1"


def render(explanation: Explanation, presentation: Presentation) -> str:
    """The JSON text."""
    artifact = explanation.artifact
    described = artifact and {
        "id": artifact.id,
        "kind": artifact.kind,
        "tracking": artifact.tracking.value,
        "exists": artifact.exists,
        "deliverable": artifact.deliverable,
    }
    return to_json(
        {
            "schema": SCHEMA,
            "root": presentation.root,
            "question": explanation.question,
            "artifact": described,
            "accesses": [_describe_access(access) for access in explanation.accesses],
            "possible_writers": [
                {
                    "step": write.step,
                    "via": write.via,
                    "at": str(write.place),
                    "reason": write.reason or None,
                }
                for write in explanation.possible
            ],
        }
    )


def _describe_access(access: AccessExplanation) -> dict[str, Any]:
    return {
        "step": access.step,
        "kind": access.kind,
        "automation": access.automation.value,
        "mode": access.mode,
        "artifact": access.artifact,
        "match": access.match or None,
        "evidence": access.evidence,
        "via": access.via,
        "at": str(access.place),
        "confidence": access.confidence.value,
        "reason": access.reason or None,
        "ways": [_describe_way(way) for way in access.ways],
    }


def _describe_way(way: Way) -> dict[str, Any]:
    return {
        "starts": [
            {"lines": [_describe_line(line) for line in start.lines], "directory": start.directory}
            for start in way.starts
        ],
        "calls": [_describe_line(line) for line in way.calls],
        "sources": [_describe_source(source) for source in way.sources],
    }


def _describe_line(line: CodeLine) -> dict[str, Any]:
    return {"code": line.code, "at": str(line.place) if line.place is not None else None}


def _describe_source(source: Source) -> dict[str, Any]:
    return {
        "kind": source.kind.value,
        "name": source.name,
        "code": source.code or None,
        "value": source.value,
        "at": str(source.place) if source.place is not None else None,
        "note": source.note or None,
        "sources": [_describe_source(part) for part in source.parts],
    }


REPORTER = Reporter("why", "json", render)

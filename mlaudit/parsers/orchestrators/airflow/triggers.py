"""What starts a DAG."""

from __future__ import annotations

import ast
import re

from mlaudit.model.facts import Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.values import keyword, text_of

_ASSET = re.compile(r"\b(?:Asset|Dataset)(?:Alias|All|Any)?\(")


def read_trigger(call: ast.Call, source: Source, line: int) -> Trigger | None:
    """What starts the DAG; None where the file leaves it to the version's default."""
    schedule = keyword(call, "schedule", "schedule_interval", "timetable")
    place = Place(source.path, schedule.lineno if schedule is not None else line)
    paused = keyword(call, "is_paused_upon_creation")
    enabled = not (isinstance(paused, ast.Constant) and paused.value is True)
    if schedule is None:
        return None
    if isinstance(schedule, ast.Constant) and schedule.value in (None, "@once"):
        return Trigger(TriggerKind.PERSON, "schedule=None", place)
    written = ast.unparse(schedule)
    if isinstance(schedule, ast.List | ast.Tuple) or _ASSET.search(written):
        return Trigger(TriggerKind.EVENT, written, place, enabled)
    detail = text_of(schedule, source.constants)
    return Trigger(
        TriggerKind.SCHEDULE, detail if detail and detail != "{x}" else written, place, enabled
    )

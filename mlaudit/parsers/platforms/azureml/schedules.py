"""When a schedule of Azure Machine Learning starts its job."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar
from mlaudit.model.facts import Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.environment.values import find, text_of


def schedule_triggers(path: str, data: Data) -> Iterator[Trigger]:
    """The cron line or the recurrence."""
    declared = find(data, "trigger")
    if declared is None:
        return
    off = find(data, "is_enabled")
    enabled = not (isinstance(off, Scalar) and off.value is False)
    expression = text_of(find(declared, "expression"))
    interval = text_of(find(declared, "interval")) or "1"
    frequency = text_of(find(declared, "frequency")) or "?"
    detail = expression or f"every {interval} {frequency}"
    yield Trigger(TriggerKind.SCHEDULE, detail, Place(path, declared.line), enabled)

"""Values as text, and why they are not known."""

from __future__ import annotations

from mlaudit.graph.python.text import CONTENT, HOLE, is_handle, text_of
from mlaudit.graph.python.values import (
    ROOT,
    ExternalInstance,
    Known,
    PathValue,
    UnknownValue,
    Value,
    options_of,
)
from mlaudit.model.vocabulary import UnresolvedReason


def show_value(value: Value) -> str | None:
    """A value as text, relative to the root; None where it is unknown or no text."""
    texts = []
    for option in options_of(value):
        handle = isinstance(option, ExternalInstance) and is_handle(option)
        text = text_of(option) if handle or isinstance(option, Known | PathValue) else None
        if text is None or (isinstance(option, Known) and option.value is None):
            return None
        texts.append(text.replace(ROOT + "/", "").replace(ROOT, "."))
    shown = " or ".join(texts[:3]) + (f" or {len(texts) - 3} more" if len(texts) > 3 else "")
    return None if HOLE.fullmatch(shown) else shown


def reason_of_unknown(value: Value) -> str:
    """Why a value is not known, "" where it is."""
    for option in options_of(value):
        if isinstance(option, UnknownValue):
            return option.reason.value
        if isinstance(option, ExternalInstance) and not is_handle(option):
            is_content = option.type == CONTENT
            reason = UnresolvedReason.DATA if is_content else UnresolvedReason.CALL_RESULT
            return reason.value
    return ""

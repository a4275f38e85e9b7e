"""Inputs of workflows and actions, and the defaults that they have."""

from __future__ import annotations

from mlaudit.model.data import Data
from mlaudit.parsers.ci.github.triggers import find_on
from mlaudit.parsers.ci.texts import is_true, text_as_written
from mlaudit.parsers.environment.values import entries_of, find, texts_of


def read_inputs(root: Data | None) -> tuple[tuple[str, str | None], ...]:
    """(name, default) of what a person types at a dispatch; None where it must be typed.

    Of a list the first option is chosen beforehand, and a box is not ticked:
    https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
    """
    found: list[tuple[str, str | None]] = []
    for entry in entries_of(find(find_on(root), "workflow_dispatch", "inputs")):
        default = text_as_written(find(entry.value, "default")) or _preset(entry.value)
        needed = is_true(find(entry.value, "required"))
        found.append((entry.key, default if default or not needed else None))
    return tuple(found)


def _preset(definition: Data) -> str:
    """What stands in the form although the file gives no default."""
    kind = text_as_written(find(definition, "type"))
    if kind == "boolean":
        return "false"
    options = [text for text, _ in texts_of(find(definition, "options"))]
    return options[0] if kind == "choice" and options else ""


def is_called(root: Data | None) -> bool:
    """Whether other workflows call this one, with inputs of theirs."""
    on = find_on(root)
    names = [text for text, _ in texts_of(on)] + [entry.key for entry in entries_of(on)]
    return "workflow_call" in names


def read_defaults(root: Data | None) -> tuple[tuple[str, str], ...]:
    """(`inputs.x`, default) for the inputs that a caller may leave out."""
    on = find_on(root)
    found: dict[str, str] = {}
    for inputs in (find(on, "workflow_dispatch", "inputs"), find(on, "workflow_call", "inputs")):
        found.update(_defaults(inputs))
    return tuple(found.items())


def read_action_defaults(root: Data | None) -> tuple[tuple[str, str], ...]:
    """The same for an action."""
    return tuple(_defaults(find(root, "inputs")).items())


def _defaults(inputs: Data | None) -> dict[str, str]:
    texts = ((e.key, text_as_written(find(e.value, "default"))) for e in entries_of(inputs))
    return {f"inputs.{name}": text for name, text in texts if text and "${{" not in text}

"""Functions that are commands of a command-line application (click, typer)."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.graph.python.values import (
    Arguments,
    BoundMethod,
    FunctionValue,
    Known,
    Value,
)


def note_command(callee: Value, function: FunctionValue, arguments: Arguments | None) -> None:
    """Remember a function that `@app.command()` adds to a command-line application."""
    if not isinstance(callee, BoundMethod) or callee.name not in ("command", "callback", "group"):
        return
    holder = callee.receiver
    name = command_name(function, arguments.get(0, "name") if arguments else None)
    state = getattr(holder, "state", None)
    if isinstance(state, dict) and callee.name == "callback":
        state["callback"] = function
    elif isinstance(state, dict):
        state.setdefault("commands", {})[name] = function
    elif isinstance(holder, FunctionValue):
        holder.commands[name] = function


def command_name(function: FunctionValue, given: Value | None) -> str:
    """The word that starts a function: as given, as its decorator says, else the function's own."""
    candidates = [given]
    for decoration in function.decorators:
        if decoration.name.endswith((".command", ".group")) and decoration.arguments is not None:
            candidates.append(decoration.arguments.get(0, "name"))
    for value in candidates:
        if isinstance(value, Known) and isinstance(value.value, str):
            return value.value
    return function.name.replace("_", "-")


def undecorated(function: FunctionValue) -> FunctionValue:
    """The function behind a command (`command.callback`)."""
    return replace(function, decorators=())

"""Executes `with`: what it binds, and the working directory inside it."""

from __future__ import annotations

from mlaudit.graph.python.assignment import assign
from mlaudit.graph.python.attributes import bind_member
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.inheritance import find_in_class
from mlaudit.graph.python.text import normalise, texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ExternalInstance,
    FunctionValue,
    InstanceValue,
    ListValue,
    Value,
)
from mlaudit.model import summary as s

ABSENCE = ("FileNotFoundError", "OSError", "IOError", "Exception", "EnvironmentError")
"""Errors of asking for a file that is not there."""
_GENERATORS = ("contextlib.contextmanager", "contextlib.asynccontextmanager")
_TRANSPARENT = ("contextlib.closing", "contextlib.nullcontext", "contextlib.aclosing")


def execute_with(run: Evaluation, node: s.With, frame: Frame) -> str | None:
    """`with context as target: …`."""
    guard: frozenset[str] = frozenset()
    entered: list[tuple[Value, str]] = []
    for context, target in node.items:
        value = run.evaluate(run, context, frame)
        if _suppresses_absence(value):
            guard = frozenset({"."})
        entered.append((value, run.directory))
        bound = enter_context(run, value, frame)
        if target is not None:
            assign(run, target, bound, frame)
    with run.guarded(guard):
        signal = run.execute(run, node.body, frame)
    for value, directory in reversed(entered):
        _leave_context(run, value, directory, frame)
    return signal


def make_context(run: Evaluation, function: FunctionValue, frame: Frame) -> ExternalInstance | None:
    """What a function that `contextmanager` decorates returns, or None for any other one.

    Its body has been followed to the end; `inside` is the directory in which it yields.
    """
    if not any(decoration.name in _GENERATORS for decoration in function.decorators):
        return None
    made = ExternalInstance("contextlib.AbstractContextManager", _GENERATORS[0])
    made.state.update(entered=frame.yielded[0], inside=frame.inside, outside=run.directory)
    return made


def enter_context(run: Evaluation, value: Value, frame: Frame) -> Value:
    """What `with value as target` binds."""
    if isinstance(value, InstanceValue):
        return _call_member(run, value, "__enter__", Arguments(), frame) or value
    if isinstance(value, ExternalInstance):
        if "entered" in value.state:
            run.directory = str(value.state["inside"])
            return value.state["entered"]  # type: ignore[return-value]
        given = value.arguments.get(0, None) if value.arguments is not None else None
        if value.call == "contextlib.chdir" and given is not None:
            texts = texts_of(given)
            if len(texts) == 1 and not run.uncertain:
                run.directory = normalise(texts[0], run.directory)
            return NONE
        if value.call in _TRANSPARENT:
            return given or NONE
    if isinstance(value, ListValue) and value.kind == "generator" and value.items:
        return value.items[0]
    return value


def _leave_context(run: Evaluation, value: Value, directory: str, frame: Frame) -> None:
    if isinstance(value, InstanceValue):
        _call_member(run, value, "__exit__", Arguments([NONE, NONE, NONE]), frame)
    elif isinstance(value, ExternalInstance):
        if "entered" in value.state:
            run.directory = str(value.state["outside"])
        elif callable(leave := value.state.get("leave")):
            leave()
        elif value.call == "contextlib.chdir":
            run.directory = directory


def _call_member(
    run: Evaluation, instance: InstanceValue, name: str, arguments: Arguments, frame: Frame
) -> Value | None:
    member = find_in_class(instance.class_, name) if instance.class_ is not None else None
    if member is None:
        return None
    site = Site(frame, frame.line)
    return run.call(run, bind_member(run, member[0], instance, member[1], site), arguments, site)


def _suppresses_absence(value: Value) -> bool:
    """Is it `contextlib.suppress(FileNotFoundError)` or wider?"""
    if getattr(value, "call", "") != "contextlib.suppress":
        return False
    arguments = getattr(value, "arguments", None)
    given = arguments.positional if isinstance(arguments, Arguments) else []
    return any(getattr(type_, "name", "") in ABSENCE for type_ in given)

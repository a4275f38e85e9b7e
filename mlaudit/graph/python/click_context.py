"""The context that click and typer hand from a group to its commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mlaudit.graph.python.applications import undecorated
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    DictValue,
    FunctionValue,
    InstanceValue,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

CONTEXT = "click context"
"""Marks the objects that stand for a context."""


def make_context(given: Value | None = None, parent: InstanceValue | None = None) -> InstanceValue:
    """A context; that of a sub-command shares the object of its group."""
    attributes: dict[str, Value] = {"invoked_subcommand": NONE, "parent": parent or NONE}
    if parent is not None:
        given = parent.attributes.get("obj")
    attributes["obj"] = given if given is not None else NONE
    return InstanceValue(None, attributes, open_=True, label=CONTEXT)


def object_of(context: InstanceValue) -> Value:
    """`ctx.obj`."""
    return context.attributes.get("obj", NONE)


@contextmanager
def enter(run: Evaluation, context: InstanceValue) -> Iterator[None]:
    """Make a context the current one."""
    outer = run.kept.get(CONTEXT)
    run.kept[CONTEXT] = context
    try:
        yield
    finally:
        run.kept[CONTEXT] = outer


def current_context(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`click.get_current_context()`."""
    found = run.kept.get(CONTEXT)
    if isinstance(found, InstanceValue):
        return found
    return unknown(UnresolvedReason.CALL_RESULT, "context")


def call_context_method(
    run: Evaluation, context: InstanceValue, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`ctx.ensure_object(dict)`, `ctx.invoke(command, …)`, `ctx.forward(command)`."""
    if name == "ensure_object" and arguments.positional:
        if object_of(context) == NONE:
            context.attributes["obj"] = run.call(run, arguments.positional[0], Arguments(), site)
        return object_of(context)
    if name == "find_object":
        return object_of(context)
    if name in ("invoke", "forward") and arguments.positional:
        return _invoke(run, context, arguments, site, forward=name == "forward")
    return None


def _invoke(
    run: Evaluation, context: InstanceValue, arguments: Arguments, site: Site, *, forward: bool
) -> Value:
    """Another command is called with the given values, and its defaults for all others."""
    from mlaudit.graph.python.click_line import call_with_defaults

    command, *rest = arguments.positional
    keywords = dict(arguments.keywords)
    known = context.attributes.get("params")
    if forward and isinstance(known, DictValue):
        kept = {str(key): value for key, value in known.entries.items()}
        keywords = {**kept, **keywords}
    given = Arguments(rest, keywords, arguments.open_)
    if isinstance(command, FunctionValue) and command.decorators:
        return call_with_defaults(run, command, given, context, site)
    target = undecorated(command) if isinstance(command, FunctionValue) else command
    return run.call(run, target, given, site)

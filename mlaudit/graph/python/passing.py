"""Models of calls that give back what they are given."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.values import Arguments, Value, unknown
from mlaudit.model.vocabulary import UnresolvedReason


def first_of(arguments: Arguments) -> Value:
    """The first argument, unknown where none is given."""
    return arguments.positional[0] if arguments.positional else unknown(UnresolvedReason.DATA)


def give_first(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """The first argument goes through: a wrapper, a reference, a view of a value."""
    return arguments.positional[0] if arguments.positional else None


def give_receiver(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value:
    """A method that is called for its effect, in a chain."""
    return receiver

"""Methods that are called through their class: `DataFrame.to_csv(table, path)`."""

from __future__ import annotations

from mlaudit.catalog import CallModel
from mlaudit.graph.python.values import Arguments, Known, PathValue, Value

_MAKING = ("from_", "load", "read", "open", "connect", "create")
"""How the names of methods begin that a class itself has, and that make an object of it."""


def is_builtin_method(name: str, arguments: Arguments) -> bool:
    """Is it a method of a built-in class, called as a function (`map(str.lower, names)`)?"""
    receiver = arguments.positional[0] if arguments.positional else None
    class_ = name.rpartition(".")[0]
    if class_ == "str":
        return isinstance(receiver, Known) and isinstance(receiver.value, str)
    return class_ == "pathlib.Path" and isinstance(receiver, PathValue)


def split_receiver(
    model: CallModel | None, name: str, arguments: Arguments
) -> tuple[Value | None, Arguments]:
    """The object and the arguments proper of a method that is called through its class.

    For everything else there is no object. Classes are told by their capital; a text is never the
    object, but the path that a class method takes first.
    """
    class_, _, method = name.rpartition(".")
    if model is None or not model.receiver or not class_.rpartition(".")[2][:1].isupper():
        return None, arguments
    first = arguments.positional[0] if arguments.positional else None
    if first is None or isinstance(first, Known | PathValue) or method.startswith(_MAKING):
        return None, arguments
    rest = Arguments(arguments.positional[1:], arguments.keywords, arguments.open_)
    return first, rest

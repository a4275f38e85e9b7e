"""What macros of Julia mean."""

from __future__ import annotations

from mlaudit.model.expression import Argument, Call, Collection, Constant, Expression, Name
from mlaudit.parsers.languages.values import formatted

_PASSING = frozenset(
    {"@time", "@show", "@info", "@elapsed", "@timed", "@btime", "@suppress", "@async", "@sync"}
    | {"@threads", "@distributed", "@everywhere", "@inbounds", "@view", "@views", "@unpack"}
)


def macro_of(name: str, arguments: tuple[Argument, ...], line: int) -> Expression:
    """What a macro means: those that only look on give their last argument."""
    if name in _PASSING:
        return arguments[-1].value if arguments else Constant(None)
    if name in ("@save", "@load", "@quickactivate"):
        return Call(Name("macro_" + name[1:]), arguments, line)
    if name == "@sprintf":
        return formatted(arguments, line) or Constant(None)
    return Collection("list", tuple(argument.value for argument in arguments))

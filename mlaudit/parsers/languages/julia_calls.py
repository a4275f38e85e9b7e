"""What functions and macros of Julia mean for texts, paths and the flow of code."""

from __future__ import annotations

from mlaudit.model.expression import Argument, Call, Constant, Expression, Name
from mlaudit.parsers.languages.reader import Special, call
from mlaudit.parsers.languages.values import (
    each,
    given,
    joined,
    parsed_yaml,
    positional,
    run_here,
)


def _include(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    """A path of `include` is one beside the file that holds it."""
    plain = positional(arguments)
    if not plain:
        return None
    folder = call("os.path.dirname", line, Name("__file__"))
    return run_here(call("joinpath", line, folder, plain[-1]), line)


def _last(name: str) -> Special:
    """A function whose first argument may be left out."""

    def keep(arguments: tuple[Argument, ...], line: int) -> Expression | None:
        plain = positional(arguments)
        return call(name + ".file", line, plain[-1]) if plain else None

    return keep


def _map(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    plain = positional(arguments)
    return each(plain[1], plain[0], (), line) if len(plain) == 2 else None


def _run(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    command = given(arguments, 0)
    if isinstance(command, Call) and command.function == Name("command"):
        return call("os.system", line, command.arguments[0].value)
    return None


def _get(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    """`get(ENV, "NAME", default)`."""
    plain = positional(arguments)
    if len(plain) < 2 or plain[0] != Name("os.environ"):
        return None
    return call("os.environ.get", line, *plain[1:])


def _open(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    """`open(function, path, mode)` hands the opened file to a function."""
    plain = positional(arguments)
    handler = plain[0] if len(plain) > 1 else None
    if not isinstance(handler, Name) or not handler.identifier.startswith("function "):
        return None
    return Call(handler, (Argument(call("open", line, *plain[1:])),), line)


def _settings(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    path = given(arguments, 0)
    return parsed_yaml(path, line) if path is not None else None


def _folder(*parts: str) -> Special:
    """`datadir("a.csv")` of DrWatson."""

    def make(arguments: tuple[Argument, ...], line: int) -> Expression:
        constants = tuple(Constant(part) for part in parts)
        return call("projectdir", line, *constants, *positional(arguments))

    return make


_SPECIAL: dict[str, Special] = {
    "string": joined,
    "include": _include,
    "savefig": _last("savefig"),
    "Plots.savefig": _last("savefig"),
    **dict.fromkeys(("map", "foreach", "pmap"), _map),
    "run": _run,
    "open": _open,
    "get": _get,
    "YAML.load_file": _settings,
    "datadir": _folder("data"),
    "plotsdir": _folder("plots"),
    "srcdir": _folder("src"),
    "scriptsdir": _folder("scripts"),
}


def meaning_of(value: Call) -> Expression:
    """What a call means, where it does something to texts or to the flow of code."""
    function = value.function
    special = _SPECIAL.get(function.identifier) if isinstance(function, Name) else None
    found = special(value.arguments, value.line) if special is not None else None
    return value if found is None else found

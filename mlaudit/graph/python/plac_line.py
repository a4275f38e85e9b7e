"""Command lines of `plac.call(main)`: the parameters of a function and what is said of them."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.options import Option, bind_options
from mlaudit.graph.python.text import texts_given, texts_of
from mlaudit.graph.python.values import (
    Arguments,
    Decoration,
    DictValue,
    FunctionValue,
    Known,
    Value,
)


def _plac(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`plac.call(main)`: parameters are words in order, unless they are declared as options."""
    function = arguments.get(0, "obj")
    if not isinstance(function, FunctionValue):
        return None
    declared = _plac_options(function)
    frame = Frame(function.scope, function.module, function.qualified)
    options = []
    for parameter in function.parameters:
        default = None
        if parameter.default is not None:
            default = run.evaluate(run, parameter.default, frame)
        kind, letter = declared.get(parameter.name, ("positional", ""))
        option = Option((), parameter.name, default, default is None)
        if kind in ("option", "flag"):
            dashed = "--" + parameter.name.replace("_", "-")
            option.names = tuple(flag for flag in (dashed, f"-{letter}") if flag != "-")
            option.flag = Known(True) if kind == "flag" else None
        options.append(option)
    bound = bind_options(run, options, run.arguments, site)
    return run.call(run, function, Arguments([], bound.values), site)


def _plac_options(function: FunctionValue) -> dict[str, tuple[str, str]]:
    """(kind, letter) by parameter, from `@plac.annotations`, `@plac.opt` and `@plac.flg`."""
    found: dict[str, tuple[str, str]] = {}
    for decoration in function.decorators:
        kind = {"plac.opt": "option", "plac.flg": "flag"}.get(decoration.name)
        given = decoration.arguments or Arguments()
        if kind is not None:
            names = texts_given(given, 0, "arg")
            letter = texts_given(given, None, "abbrev")
            found.update({name: (kind, letter[0] if letter else name[0]) for name in names[:1]})
        elif decoration.name == "plac.annotations":
            found.update(_annotated(decoration, given))
    return found


def _annotated(decoration: Decoration, given: Arguments) -> dict[str, tuple[str, str]]:
    """`out=("help", "option", "o")` of `@plac.annotations`."""
    tables = [v.entries for v in given.positional if isinstance(v, DictValue)]
    entries = {key: value for table in (*tables, given.keywords) for key, value in table.items()}
    found = {}
    for key, value in entries.items():
        items = [texts_of(item) for item in getattr(value, "items", ())]
        kind = items[1][0] if len(items) > 1 and items[1] else "positional"
        letter = items[2][0] if len(items) > 2 and items[2] else str(key)[:1]
        found[str(key)] = (kind, letter if kind != "positional" else "")
    return found


MODELS = {"plac.call": _plac}

"""What functions of MATLAB mean for texts, paths and the flow of code."""

from __future__ import annotations

from mlaudit.model.expression import Argument, Call, Constant, Expression, Name
from mlaudit.parsers.languages.reader import Special, call
from mlaudit.parsers.languages.values import each, formatted, given, joined, positional, run_here


def _with_suffix(value: Expression, suffix: str) -> Expression:
    """A name as MATLAB completes it."""
    if isinstance(value, Constant) and isinstance(value.value, str):
        name = value.value.replace("\\", "/").rpartition("/")[2]
        return value if "." in name else Constant(value.value + suffix)
    return value


def _run(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    path = given(arguments, 0)
    return run_here(_with_suffix(path, ".m"), line) if path is not None else None


def _load(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    path = given(arguments, 0)
    if path is None or path == Constant("-ascii"):
        return None
    return call("load.file", line, _with_suffix(path, ".mat"))


def _print(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    """`print(figure, '-dpng', 'name')`: the name gets the ending of the format."""
    texts = [v.value for v in positional(arguments) if isinstance(v, Constant)]
    form = next((t[2:] for t in texts if isinstance(t, str) and t.startswith("-d")), None)
    name = positional(arguments)[-1] if arguments else None
    if form is None or name is None or (name in [Constant("-d" + form)]):
        return None
    ending = {"epsc": "eps", "jpeg": "jpg", "tiff": "tif"}.get(form, form)
    return call("print.file", line, _with_suffix(name, "." + ending))


def _last(name: str) -> Special:
    """A function whose first argument may be left out."""

    def keep(arguments: tuple[Argument, ...], line: int) -> Expression | None:
        plain = positional(arguments)
        return call(name + ".file", line, plain[-1]) if plain else None

    return keep


def _cellfun(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    plain = positional(arguments)
    return each(plain[1], plain[0], (), line) if len(plain) >= 2 else None


def _folder(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    path = given(arguments, 0)
    return call("os.path.dirname", line, path) if path is not None else None


def _first(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    return given(arguments, 0)


def _exists(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    path, kind = given(arguments, 0), given(arguments, 1)
    if path is None or kind not in (Constant("file"), Constant("dir")):
        return None
    return call("os.path.exists", line, path)


_SPECIAL: dict[str, Special] = {
    "strcat": joined,
    "append": joined,
    "sprintf": formatted,
    "run": _run,
    "load": _load,
    "print": _print,
    "savefig": _last("savefig"),
    **dict.fromkeys(("cellfun", "arrayfun"), _cellfun),
    "fileparts": _folder,
    "mfilename": lambda arguments, line: Name("__file__"),
    **dict.fromkeys(("num2str", "string", "char", "cellstr", "lower"), _first),
    "exist": _exists,
}


def meaning_of(value: Call) -> Expression:
    """What a call means, where it does something to texts or to the flow of code."""
    function = value.function
    special = _SPECIAL.get(function.identifier) if isinstance(function, Name) else None
    found = special(value.arguments, value.line) if special is not None else None
    return value if found is None else found

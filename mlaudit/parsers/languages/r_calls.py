"""What functions of R mean for texts, paths and the flow of code."""

from __future__ import annotations

from collections.abc import Callable

from mlaudit.model.expression import Argument, Call, Collection, Constant, Expression, Item, Name
from mlaudit.parsers.languages.reader import Special, call
from mlaudit.parsers.languages.values import (
    each,
    filled,
    formatted,
    given,
    joined,
    joined_by,
    listed,
    parsed_yaml,
    positional,
    run_here,
    words_of_command_line,
)


def _paste(arguments: tuple[Argument, ...], line: int) -> Expression:
    separator = next((a.value for a in arguments if a.name == "sep"), Constant(" "))
    return joined_by(arguments, separator)


def _glue(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    plain = positional(arguments)
    if plain and all(isinstance(value, Constant) for value in plain):
        return filled("".join(str(v.value) for v in plain if isinstance(v, Constant)))
    return None


def _source(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    path = given(arguments, 0, "file")
    return run_here(path, line) if path is not None else None


def _apply(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    items = given(arguments, 0, "X", ".x")
    function = given(arguments, 1, "FUN", ".f")
    if items is None or function is None:
        return None
    names = ("X", ".x", "FUN", ".f", "simplify", "USE.NAMES", ".id", "mc.cores", ".progress")
    rest = tuple(a for a in arguments if a.name not in names and a.value not in (items, function))
    return each(items, function, rest, line)


def _command(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    program, words = given(arguments, 0, "command"), given(arguments, 1, "args")
    if program is None:
        return None
    further = words.elements if isinstance(words, Collection) else (words,) if words else ()
    return call("subprocess.run", line, Collection("list", (program, *further)))


def _environment(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    name, default = given(arguments, 0, "x"), given(arguments, 1, "unset")
    if name is None:
        return None
    return call("os.getenv", line, name, *((default,) if default is not None else ()))


def _yaml(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    path = given(arguments, 0, "file", "path", "input", "txt")
    return parsed_yaml(path, line) if path is not None else None


def _settings(arguments: tuple[Argument, ...], line: int) -> Expression:
    """`config::get()`: the profile `default` of config.yml."""
    file = next((a.value for a in arguments if a.name == "file"), Constant("config.yml"))
    return Item(parsed_yaml(file, line), Constant("default"))


def _render(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    """`rmarkdown::render("report.Rmd")` runs the document."""
    path = given(arguments, 0, "input")
    text = path.value if isinstance(path, Constant) else None
    if not isinstance(text, str) or not text.lower().endswith((".rmd", ".qmd")):
        return None
    return call("os.system", line, Constant(f"quarto render {text}"))


def _first(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    plain = positional(arguments)
    return plain[0] if plain else None


_SPECIAL: dict[str, Special] = {
    **dict.fromkeys(("paste0", "str_c"), joined),
    "paste": _paste,
    **dict.fromkeys(("glue", "str_glue"), _glue),
    "sprintf": formatted,
    "list": listed,
    "c": lambda arguments, line: Collection("list", tuple(a.value for a in arguments)),
    **dict.fromkeys(("source", "sys.source", "plumb", "pr"), _source),
    **dict.fromkeys(("lapply", "sapply", "vapply", "mclapply", "parLapply"), _apply),
    **dict.fromkeys(("map", "map_dfr", "map_df", "map_chr", "map_dfc", "walk"), _apply),
    **dict.fromkeys(("future_map", "future_map_dfr", "future_lapply", "pblapply"), _apply),
    "system2": _command,
    **dict.fromkeys(("stdout", "stderr"), lambda arguments, line: Constant(None)),
    **dict.fromkeys(("render", "quarto_render"), _render),
    "Sys.getenv": _environment,
    "commandArgs": lambda arguments, line: words_of_command_line(),
    **dict.fromkeys(("read_yaml", "yaml.load_file"), _yaml),
    "config::get": _settings,
    **dict.fromkeys(("suppressWarnings", "suppressMessages", "invisible", "print"), _first),
    **dict.fromkeys(("as.character", "unlist", "here_path", "identity", "trimws"), _first),
    "suppressPackageStartupMessages": _first,
}


def meaning_of(value: Call) -> Expression:
    """What a call means, where it does something to texts or to the flow of code."""
    function = value.function
    special: Callable[[tuple[Argument, ...], int], Expression | None] | None = (
        _SPECIAL.get(function.identifier) if isinstance(function, Name) else None
    )
    found = special(value.arguments, value.line) if special is not None else None
    return value if found is None else found

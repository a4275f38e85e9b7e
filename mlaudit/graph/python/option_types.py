"""What the type of an option makes of a word of the command line."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
    Known,
    PathValue,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_FILE_TYPES = ("argparse.FileType", "click.File", "typer.FileText", "typer.FileTextWrite")


def convert_word(run: Evaluation, convert: Value | None, word: str, site: Site) -> Value:
    """A word as the value that the program makes of it."""
    known = Known(word)
    if convert is None:
        return known
    if isinstance(convert, ExternalInstance) and convert.call in _FILE_TYPES:
        return _open_file(run, convert, word, site)
    if isinstance(convert, FunctionValue | ClassValue):
        return run.call(run, convert, Arguments([known]), site)
    name = convert.name if isinstance(convert, ExternalValue) else getattr(convert, "call", "")
    last = name.rsplit(".", 1)[-1]
    if name in ("pathlib.Path", "pathlib.PurePath", "Path") or (
        last == "Path" and "click" not in name
    ):
        return PathValue(word)
    if last in ("int", "float", "INT", "FLOAT") and "{" not in word:
        try:
            return Known(int(word) if last.lower() == "int" else float(word))
        except ValueError:
            return known
    if last == "bool":
        return Known(word.lower() not in ("", "false", "0", "no"))
    if isinstance(convert, ExternalValue) and "." in name:
        from mlaudit.graph.python.library_index import library_models

        if name in library_models():
            return run.call(run, convert, Arguments([known]), site)
    return known


def _open_file(run: Evaluation, type_: ExternalInstance, word: str, site: Site) -> Value:
    """The open file that `argparse.FileType("w")` and `click.File("w")` make of a word."""
    mode = type_.arguments.get(0, "mode") if type_.arguments is not None else None
    if word == "-":
        return unknown(UnresolvedReason.DATA, "stream")
    return run.call(run, ExternalValue("open"), Arguments([Known(word), mode or Known("r")]), site)

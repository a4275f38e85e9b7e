"""Files that hold values of options: what configargparse and jsonargparse read before words."""

from __future__ import annotations

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_configuration import read_configuration
from mlaudit.graph.python.options import Option, bind_options
from mlaudit.graph.python.record_plan import merge_settings
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    Known,
    ListValue,
    PathValue,
    Value,
    join,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


def default_files(arguments: Arguments) -> ListValue:
    """The files that a parser reads whenever it is started."""
    given = arguments.get(None, "default_config_files")
    return given if isinstance(given, ListValue) else ListValue([])


def apply_settings(
    run: Evaluation,
    options: list[Option],
    words: tuple[str, ...] | None,
    files: object,
    site: Site,
) -> None:
    """Put what the files say in the place of the defaults of options."""
    named: list[Value] = list(files.items) if isinstance(files, ListValue) else []
    naming = [option for option in options if option.settings]
    if naming and words is not None:
        given = bind_options(run, naming, words, site).values
        named += [given[option.destination] for option in naming]
    found: list[Value] = []
    for file in named:
        if isinstance(file, PathValue | Known) and file != Known(None):
            record_path(run, file, "read", "configargparse", site, "config")
            found.append(read_configuration(run, file))
    settings = merge_settings(found)
    for option in options if settings is not None else ():
        _fill(option, settings)


def _fill(option: Option, settings: DictValue | None) -> None:
    keys = [name.lstrip("-") for name in option.names] + [option.destination]
    for key in keys:
        if settings is not None and key in settings.entries:
            option.default = _unquote(settings.entries[key])


def _unquote(value: Value) -> Value:
    """A text without the quotes around it, which such files may have and INI files keep."""
    text = value.value if isinstance(value, Known) else None
    if not isinstance(text, str) or len(text) < 2 or text[0] not in "'\"" or text[0] != text[-1]:
        return value
    return Known(text[1:-1])


def leave_argument_files(
    run: Evaluation,
    options: list[Option],
    made_with: Arguments | None,
    words: tuple[str, ...] | None,
    site: Site,
) -> tuple[str, ...] | None:
    """The words without those that name files of further words (`fromfile_prefix_chars="@"`).

    What such a file gives is not known, so that every option may have another value.
    """
    prefix = made_with.get(None, "fromfile_prefix_chars") if made_with is not None else None
    letters = tuple(str(prefix.value)) if isinstance(prefix, Known) and prefix.value else ()
    named = [word for word in words or () if letters and word.startswith(letters)]
    if words is None or not named:
        return words
    for word in named:
        record_path(run, Known(word[1:]), "read", "argparse", site, "config")
    for option in options:
        open_value = unknown(UnresolvedReason.COMMAND_LINE, option.destination)
        if option.flag is None:
            option.default = join([option.default or open_value, open_value])
    return tuple(word for word in words if word not in named)

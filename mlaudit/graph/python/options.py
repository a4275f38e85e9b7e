"""Binds the words of a command line to the options that a program declares."""

from __future__ import annotations

from dataclasses import dataclass, field

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    ExternalValue,
    FunctionValue,
    Known,
    ListValue,
    PathValue,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


@dataclass(eq=False, slots=True)
class Option:
    """One declared option or positional argument.

    Attributes:
        names: its flags ("--epochs", "-e"); empty for a positional argument.
        destination: the name under which its value is found.
        default: its default, or None when it has none.
        required: a value must be given.
        flag: the value that its mere presence gives, or None when it takes a value.
        negations: flags that give False.
        count: how many words it takes: "1", "?", "*", "+", or a number.
        convert: what is applied to the words.
        constant: the value of `nargs="?"` without a word.
        repeated: it may be given several times and makes a list.
    """

    names: tuple[str, ...]
    destination: str
    default: Value | None = None
    required: bool = False
    flag: Value | None = None
    negations: tuple[str, ...] = ()
    count: str = "1"
    convert: Value | None = None
    constant: Value | None = None
    repeated: bool = False


@dataclass(slots=True)
class Bound:
    """The outcome: values by destination, and the words that no option took."""

    values: dict[str, Value] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)


def bind_options(
    run: Evaluation, options: list[Option], words: tuple[str, ...] | None, site: Site
) -> Bound:
    """Values of all options for one command line; None stands for an unknown command line."""
    bound = Bound()
    positional: list[str] = []
    if words is not None:
        _take_flags(run, options, list(words), bound, positional, site)
        _take_positional(run, options, positional, bound, site)
    for option in options:
        name = option.destination
        given = name in bound.values
        if not given:
            bound.values[name] = _absent(run, option, site)
        if run.watcher is not None:
            run.watcher.note_option(bound.values[name], option.names, name, given)
    return bound


def _absent(run: Evaluation, option: Option, site: Site) -> Value:
    default = option.default
    if default is not None:
        if isinstance(default, Known) and isinstance(default.value, str):
            return convert_word(run, option.convert, default.value, site)
        return default
    if option.flag is not None:
        return Known(False)
    if option.required or not option.names:
        run.record.missing_arguments[option.names[0] if option.names else option.destination] = None
        return unknown(UnresolvedReason.COMMAND_LINE, option.destination)
    return NONE


def _take_flags(
    run: Evaluation,
    options: list[Option],
    words: list[str],
    bound: Bound,
    positional: list[str],
    site: Site,
) -> None:
    flags = {name: option for option in options for name in option.names}
    negated = {name: option for option in options for name in option.negations}
    while words:
        word = words.pop(0)
        if word == "--":
            positional.extend(words)
            return
        name, sign, attached = word.partition("=")
        option = _match_flag(flags, name if word.startswith("--") else word)
        if word in negated:
            bound.values[negated[word].destination] = Known(False)
        elif option is None and _is_short_with_value(flags, word):
            _store(run, flags[word[:2]], [word[2:]], bound, site)
        elif option is None:
            (bound.rest if word.startswith("--") else positional).append(word)
        elif option.flag is not None:
            bound.values[option.destination] = option.flag
        elif sign and word.startswith("--"):
            _store(run, option, [attached], bound, site)
        else:
            _store(run, option, _take_words(option, words, flags), bound, site)


def _match_flag(flags: dict[str, Option], name: str) -> Option | None:
    """Flags may be shortened to an unambiguous prefix, as argparse allows."""
    if name in flags:
        return flags[name]
    if not name.startswith("--") or len(name) < 4:
        return None
    longer = [flag for flag in flags if flag.startswith(name)]
    return flags[longer[0]] if len(longer) == 1 else None


def _is_short_with_value(flags: dict[str, Option], word: str) -> bool:
    return (
        len(word) > 2
        and word[0] == "-"
        and word[1] != "-"
        and word[:2] in flags
        and flags[word[:2]].flag is None
    )


def _take_words(option: Option, words: list[str], flags: dict[str, Option]) -> list[str]:
    limit = {"1": 1, "?": 1}.get(option.count)
    if limit is None:
        limit = int(option.count) if option.count.isdigit() else 1_000
    taken: list[str] = []
    while words and len(taken) < limit:
        is_flag = words[0].startswith("-") and not words[0].lstrip("-").replace(".", "").isdigit()
        if is_flag and (words[0] in flags or words[0].startswith("--")) and option.count != "1":
            break
        taken.append(words.pop(0))
    return taken


def _take_positional(
    run: Evaluation, options: list[Option], words: list[str], bound: Bound, site: Site
) -> None:
    declared = [option for option in options if not option.names]
    for position, option in enumerate(declared):
        if not words:
            return
        if option.count in ("*", "+"):
            later = sum(1 for other in declared[position + 1 :] if other.count in ("1",))
            take = max(len(words) - later, 0)
        else:
            take = int(option.count) if option.count.isdigit() else 1
        taken, words[:] = words[:take], words[take:]
        if taken:
            _store(run, option, taken, bound, site)
    bound.rest.extend(words)


def _store(run: Evaluation, option: Option, words: list[str], bound: Bound, site: Site) -> None:
    values = [convert_word(run, option.convert, word, site) for word in words]
    if option.count in ("*", "+") or (option.count.isdigit() and option.count != "1"):
        value: Value = ListValue(values)
    elif values:
        value = values[0]
    else:
        value = option.constant or option.default or NONE
    if option.repeated:
        old = bound.values.get(option.destination)
        items: list[Value] = list(old.items) if isinstance(old, ListValue) else []
        items.extend(value.items if isinstance(value, ListValue) else [value])
        value = ListValue(items)
    bound.values[option.destination] = value


def convert_word(run: Evaluation, convert: Value | None, word: str, site: Site) -> Value:
    """A word as the value that the program makes of it."""
    known = Known(word)
    if convert is None:
        return known
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
    return known

"""Binds the words of a command line to the options that a program declares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.option_actions import store_by_action
from mlaudit.graph.python.option_types import convert_word
from mlaudit.graph.python.values import (
    NONE,
    Known,
    ListValue,
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
        count: how many words it takes: "1", "?", "*", "+", "..." for all that follow, or a number.
        convert: what is applied to the words.
        constant: the value of `nargs="?"` without a word.
        repeated: it may be given several times and makes a list.
        grouped: each time it is given adds one list of its words to that list.
        action: a class of the scanned code that stores the values, or one that makes a dict.
        environment: variables that give the value where no word does.
        settings: its value names a file that holds values of other options.
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
    environment: tuple[str, ...] = ()
    settings: bool = False
    grouped: bool = False
    action: Value | None = None


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
    given = _from_environment(run, option, site)
    if given is not None:
        return given
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


def _from_environment(run: Evaluation, option: Option, site: Site) -> Value | None:
    """The value of the variables that an option falls back on, or None where it does not."""
    from mlaudit.graph.python.library_system import read_environment

    for name in option.environment:
        fallback = option.default or (None if option.required else NONE)
        read_environment(run, Known(name), fallback, site)
        if name in run.environment:
            return convert_word(run, option.convert, run.environment[name], site)
        if option.default is None:
            return unknown(UnresolvedReason.ENVIRONMENT, name)
    return None


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
    before = _before_remainder(options)
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
        elif option is None and _is_combined(flags, word):
            words[:0] = [word[:2], "-" + word[2:]]
        elif option is None and len(positional) == before:
            positional.extend([word, *words])
            return
        elif option is None:
            (bound.rest if word.startswith("--") else positional).append(word)
        elif option.flag is not None:
            _bind(option, option.flag, bound)
        elif sign and word.startswith("--"):
            _store(run, option, [attached], bound, site)
        else:
            _store(run, option, _take_words(option, words, flags), bound, site)


def _before_remainder(options: list[Option]) -> int | None:
    """How many words stand before the argument that takes all others, None without such a one."""
    declared = [option for option in options if not option.names]
    return next((n for n, option in enumerate(declared) if option.count == "..."), None)


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


def _is_combined(flags: dict[str, Option], word: str) -> bool:
    """Does the word hold several flags of one letter (`-vo`)?"""
    short = [f"-{letter}" for letter in word[1:]]
    return len(short) > 1 and word[0] == "-" and all(flag in flags for flag in short)


def find_command(options: list[Option], words: tuple[str, ...], names: Iterable[str]) -> int | None:
    """The position of the first word that is a sub-command and not the value of an option."""
    flags = {name: option for option in options for name in option.names}
    known, position = set(names), 0
    while position < len(words):
        word = words[position]
        option = _match_flag(flags, word)
        if option is not None and option.flag is None:
            position += len(_take_words(option, list(words[position + 1 :]), flags))
        elif word in known:
            return position
        position += 1
    return None


def _take_words(option: Option, words: list[str], flags: dict[str, Option]) -> list[str]:
    limit = {"1": 1, "?": 1}.get(option.count)
    if limit is None:
        limit = int(option.count) if option.count.isdigit() else 1_000
    taken: list[str] = []
    while words and len(taken) < limit:
        is_flag = words[0].startswith("-") and not words[0].lstrip("-").replace(".", "").isdigit()
        if (
            is_flag
            and (words[0] in flags or words[0].startswith("--"))
            and option.count not in ("1", "...")
        ):
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
        if option.count in ("*", "+", "..."):
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
    several = option.count in ("*", "+", "...") or (option.count.isdigit() and option.count != "1")
    if option.action is not None:
        given = ListValue(values) if several else values
        store_by_action(run, option, given, bound.values, site)
        return
    if several:
        value: Value = ListValue(values)
    elif values:
        value = values[0]
    else:
        value = option.constant or option.default or NONE
    _bind(option, value, bound)


def _bind(option: Option, value: Value, bound: Bound) -> None:
    if option.repeated:
        old = bound.values.get(option.destination, option.default)
        items: list[Value] = list(old.items) if isinstance(old, ListValue) else []
        spread = isinstance(value, ListValue) and not option.grouped
        items.extend(value.items if spread and isinstance(value, ListValue) else [value])
        value = ListValue(items)
    bound.values[option.destination] = value

"""Command lines that docopt binds to the usage text of a program."""

from __future__ import annotations

from mlaudit.graph.python.docopt_usage import Usage, UsageLine, UsageOption, is_argument, read_usage
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import texts_given, texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    DictValue,
    Known,
    ListValue,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


def _docopt(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`docopt(__doc__)`: a dict of commands, arguments and options."""
    texts = texts_given(arguments, 0, "doc")
    given = arguments.get(1, "argv")
    words = run.arguments
    if isinstance(given, ListValue):
        words = tuple(text for item in given.items for text in texts_of(item)[:1])
    usage = read_usage(texts[0]) if texts else None
    if usage is None:
        return None
    if words is None:
        return DictValue(_unknown_values(usage), True)
    return DictValue(dict(_bind(usage, words)))


def _unknown_values(usage: Usage) -> dict[object, Value]:
    """Without a command line: defaults of options, and everything else unknown."""
    found: dict[object, Value] = {}
    for option in usage.options.values():
        given = Known(option.default) if option.default is not None else None
        found[option.key] = given or unknown(UnresolvedReason.COMMAND_LINE, option.key.strip("-"))
    for element in (element for line in usage.lines for element in line.elements):
        found[element] = unknown(UnresolvedReason.COMMAND_LINE, element.strip("<>"))
    return found


def _bind(usage: Usage, words: tuple[str, ...]) -> dict[object, Value]:
    found: dict[object, Value] = {}
    for line in usage.lines:
        found.update({e: NONE if is_argument(e) else Known(False) for e in line.elements})
    for option in usage.options.values():
        found[option.key] = _not_given(option)
    alone = _take_options(usage.options, list(words), found)
    chosen = next((line for line in usage.lines if _matches(line, alone)), None)
    if chosen is not None:
        found.update(_take_words(chosen, alone))
    return found


def _not_given(option: UsageOption) -> Value:
    """What an option is without the command line: its default, or nothing of its kind."""
    if option.repeated:
        if not option.takes:
            return Known(0)
        return ListValue([Known(word) for word in (option.default or "").split()])
    default: Value = Known(option.default) if option.default is not None else NONE
    return default if option.takes else Known(False)


def _take_options(
    options: dict[str, UsageOption], words: list[str], found: dict[object, Value]
) -> list[str]:
    """Set the options that the words give; the other words are returned."""
    alone: list[str] = []
    given: dict[str, list[str]] = {}
    while words:
        word = words.pop(0)
        name, sign, attached = word.partition("=")
        option = options.get(name) or options.get(word[:2])
        if option is None or not word.startswith("-"):
            alone.append(word)
        elif not option.takes:
            given.setdefault(option.key, []).append(word)
        elif sign and name in options:
            given.setdefault(option.key, []).append(attached)
        elif name not in options:
            given.setdefault(option.key, []).append(word[2:])
        elif words:
            given.setdefault(option.key, []).append(words.pop(0))
    for option in options.values():
        if option.key in given:
            found[option.key] = _given(option, given[option.key])
    return alone


def _given(option: UsageOption, words: list[str]) -> Value:
    if option.repeated:
        texts: list[Value] = [Known(word) for word in words]
        return ListValue(texts) if option.takes else Known(len(words))
    return Known(words[-1]) if option.takes else Known(True)


def _matches(line: UsageLine, words: list[str]) -> bool:
    """Are the commands of a line where the words have them?"""
    commands = [element for element in line.elements if not is_argument(element)]
    found = [command in words for command in commands]
    return all(found) or (line.either and any(found))


def _take_words(line: UsageLine, words: list[str]) -> dict[object, Value]:
    found: dict[object, Value] = {}
    waiting = list(words)
    for number, element in enumerate(line.elements):
        if not waiting and is_argument(element):
            found[element] = ListValue([]) if element in line.repeated else NONE
        elif not is_argument(element):
            found[element] = Known(element in waiting)
            waiting = [word for word in waiting if word != element]
        elif element in line.repeated:
            later = sum(map(is_argument, line.elements[number + 1 :]))
            taken = max(len(waiting) - later, 1)
            found[element] = ListValue([Known(word) for word in waiting[:taken]])
            waiting = waiting[taken:]
        else:
            found[element] = Known(waiting.pop(0))
    return found


MODELS = dict.fromkeys(["docopt.docopt", "docopt_ng.docopt", "type_docopt.docopt"], _docopt)

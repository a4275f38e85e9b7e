"""Command lines of `fire.Fire(component)`: a component's members are its commands."""

from __future__ import annotations

import shlex

from mlaudit.graph.python.attributes import get_attribute
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import find_in_class, linearise
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    DictValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    Value,
)

_MAX_DEPTH = 6


def fire(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """Call what the words name; where nobody knows them, everything that they may name."""
    words = run.arguments
    given = arguments.get(1, "command")
    if isinstance(given, ListValue):
        words = tuple(text for item in given.items for text in texts_of(item)[:1])
    elif given is not None and texts_of(given):
        words = tuple(shlex.split(texts_of(given)[0]))
    return enter_component(run, arguments.get(0, "component"), words, site, 0)


def enter_component(
    run: Evaluation,
    component: Value | None,
    given: tuple[str, ...] | None,
    site: Site,
    depth: int,
) -> Value | None:
    """Go from member to member as the words say; what is met first and can be called is called."""
    words = list(given or ())
    if isinstance(component, ClassValue):
        component = run.call(run, component, _take_for(component, words), site)
    if isinstance(component, FunctionValue):
        return run.call(run, component, _read_words(words, given is None), site)
    members = _members(run, component, site)
    if given is None:
        for member in members.values():
            if isinstance(member, FunctionValue):
                run.call(run, member, Arguments(open_=True), site)
    elif words and words[0].replace("-", "_") in members and depth < _MAX_DEPTH:
        chosen = members[words[0].replace("-", "_")]
        return enter_component(run, chosen, tuple(words[1:]), site, depth + 1)
    return None


def _members(run: Evaluation, component: Value | None, site: Site) -> dict[str, Value]:
    """What a component holds by name; without a component the functions of the calling module."""
    found: dict[str, Value]
    if component is None:
        module = site.frame.module
        found = {
            name: value
            for name, value in module.scope.variables.items()
            if isinstance(value, FunctionValue) and value.module is module
        }
    elif isinstance(component, DictValue):
        found = {str(key).replace("-", "_"): value for key, value in component.entries.items()}
    elif isinstance(component, InstanceValue) and component.class_ is not None:
        names = [n for c in linearise(component.class_) for n in getattr(c, "namespace", ())]
        names += list(component.attributes)
        public = sorted({name for name in names if not name.startswith("_")})
        found = {name: get_attribute(run, component, name, site) for name in public}
    else:
        found = {}
    kept = FunctionValue | ClassValue | InstanceValue | DictValue
    return {key: value for key, value in found.items() if isinstance(value, kept)}


def _take_for(class_: ClassValue, words: list[str]) -> Arguments:
    """Take the words that the constructor of a class needs; fire allows them anywhere."""
    member = find_in_class(class_, "__init__")
    known = {p.name for p in getattr(member[0], "parameters", ())} if member else set()
    mine: list[str] = []
    position = 0
    while position < len(words):
        name, sign, _ = words[position].partition("=")
        if name.startswith("--") and name[2:].replace("-", "_") in known:
            mine.append(words.pop(position))
            if not sign and position < len(words) and not words[position].startswith("-"):
                mine.append(words.pop(position))
        else:
            position += 1
    return _read_words(mine, False)


def _read_words(words: list[str], open_: bool) -> Arguments:
    made = Arguments(open_=open_)
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, sign, attached = word.lstrip("-").partition("=")
        key = name.replace("-", "_")
        if word.startswith("--") and sign:
            made.keywords[key] = Known(attached)
        elif word.startswith("-") and waiting and not waiting[0].startswith("-"):
            made.keywords[key] = Known(waiting.pop(0))
        elif word.startswith("-"):
            made.keywords[key] = Known(True)
        else:
            made.positional.append(Known(word))
    return made

"""Options that the fields of a class, or the parameters of a function, stand for.

A field whose class is itself a record adds the options of that class under its own name
(`--trainer.output_dir`); values of a configuration file take the place of defaults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mlaudit.graph.python.click_line import class_of
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.inheritance import find_in_class, linearise
from mlaudit.graph.python.options import Option
from mlaudit.graph.python.records import default_of, is_record
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    DictValue,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    UnknownValue,
    Value,
    options_of,
)
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.immutable import immutable

_MAX_DEPTH = 6
_LISTS = frozenset({"List", "list", "Sequence", "Tuple", "tuple", "Iterable"})


@dataclass(eq=False, slots=True)
class Plan:
    """What a class or function asks the command line for.

    Attributes:
        target: what is called with the values.
        options: its own options by field.
        parts: fields that are records themselves.
    """

    target: ClassValue | FunctionValue
    options: dict[str, Option] = field(default_factory=dict)
    parts: dict[str, Plan] = field(default_factory=dict)

    def all_options(self) -> Iterator[Option]:
        """The options of the target and of its parts."""
        yield from self.options.values()
        for part in self.parts.values():
            yield from part.all_options()

    def fill(self, run: Evaluation, values: dict[str, Value], site: Site) -> Value:
        """The target, called with what the options were bound to."""
        return run.call(run, self.target, self.arguments(run, values, site), site)

    def arguments(self, run: Evaluation, values: dict[str, Value], site: Site) -> Arguments:
        """What the target is called with."""
        given = {name: values[option.destination] for name, option in self.options.items()}
        for name, part in self.parts.items():
            given[name] = part.fill(run, values, site)
        return Arguments([], given)


@immutable
class _Field:
    """A field or parameter before it is an option."""

    name: str
    default: Value | None
    annotation: e.Expression | None
    frame: Frame


class Planner:
    """Makes plans for one command line."""

    def __init__(self, run: Evaluation, words: tuple[str, ...] | None, site: Site) -> None:
        self.run, self.words, self.site = run, words, site
        self.used: set[str] = set()

    def plan(
        self,
        target: ClassValue | FunctionValue,
        settings: DictValue | None = None,
        prefix: str = "",
        depth: int = 0,
    ) -> Plan:
        """The plan of a class or function; `settings` stand for the defaults of its fields."""
        made = Plan(target)
        for each in self._fields(target):
            dotted = prefix + each.name
            default = each.default
            if settings is not None and each.name in settings.entries:
                default = settings.entries[each.name]
            class_ = class_of(self.run, each.annotation, each.frame)
            chosen = self._chosen_class(each, dotted)
            part = chosen or self._part(class_, default, dotted)
            if part is not None and depth < _MAX_DEPTH:
                inner = _entries_of(default, chosen is None)
                made.parts[each.name] = self.plan(part, inner, dotted + ".", depth + 1)
            else:
                made.options[each.name] = self._option(each, dotted, default, class_)
        return made

    def _fields(self, target: ClassValue | FunctionValue) -> Iterator[_Field]:
        if isinstance(target, ClassValue) and not target.fields:
            member = find_in_class(target, "__init__")
            if member is not None and isinstance(member[0], FunctionValue):
                yield from self._parameters(member[0], skipped=1)
            return
        if isinstance(target, FunctionValue):
            yield from self._parameters(target, skipped=0 if target.owner is None else 1)
            return
        annotations = _annotations(target)
        for name, default in target.fields:
            value = default_of(self.run, default, name, self.site)
            annotation, frame = annotations.get(name, (None, _frame_of(target)))
            yield _Field(name, _known(value, default), annotation, frame)

    def _parameters(self, function: FunctionValue, skipped: int) -> Iterator[_Field]:
        frame = Frame(function.scope, function.module, function.qualified)
        for parameter in function.parameters[skipped:]:
            if parameter.kind in ("args", "kwargs"):
                continue
            default = None
            if parameter.default is not None:
                default = self.run.evaluate(self.run, parameter.default, frame)
            yield _Field(parameter.name, default, parameter.annotation, frame)

    def _chosen_class(self, each: _Field, dotted: str) -> ClassValue | None:
        """simple-parsing's `subgroups({"name": Class}, default="name")`."""
        if getattr(each.default, "call", "").rpartition(".")[2] != "subgroups":
            return None
        given = getattr(each.default, "arguments", None)
        choices = given.get(0, "subgroups") if isinstance(given, Arguments) else None
        if not isinstance(given, Arguments) or not isinstance(choices, DictValue):
            return None
        default = given.get(1, "default")
        name = self._word_after("--" + dotted) or getattr(default, "value", None)
        found = choices.entries.get(name, default)
        return found if isinstance(found, ClassValue) else None

    def _word_after(self, flag: str) -> str | None:
        words = self.words or ()
        for number, word in enumerate(words):
            if word == flag and number + 1 < len(words):
                return words[number + 1]
            if word.startswith(flag + "="):
                return word.partition("=")[2]
        return None

    def _part(self, class_: Value | None, default: Value | None, dotted: str) -> ClassValue | None:
        """The class of a field that is a record itself; None where the field stays empty."""
        made = default.class_ if isinstance(default, InstanceValue) else None
        found = made or class_
        if not isinstance(found, ClassValue) or not is_record(found):
            return None
        asked = any(word.startswith(f"--{dotted}.") for word in self.words or ())
        return None if default == NONE and not asked else found

    def _option(
        self, each: _Field, dotted: str, default: Value | None, class_: Value | None
    ) -> Option:
        flags = self._flags(each.name, dotted)
        option = Option(flags, dotted, default, default is None)
        option.convert = class_ if isinstance(class_, ExternalValue) else None
        last = getattr(class_, "name", "").rsplit(".", 1)[-1]
        if last == "bool":
            option.count, option.constant = "?", Known(True)
            option.default = default or Known(False)
            option.negations = tuple(f"--no{sign}{flag[2:]}" for flag in flags for sign in "-_")
        elif last in _LISTS:
            option.count, option.convert = "*", None
        return option

    def _flags(self, name: str, dotted: str) -> tuple[str, ...]:
        """The dotted name; the bare one too where no other field has it."""
        names = [dotted]
        if name not in self.used:
            self.used.add(name)
            names.append(name)
        both = [text for each in names for text in (each, each.replace("_", "-"))]
        return tuple("--" + text for text in dict.fromkeys(both))


def _entries_of(default: Value | None, usable: bool) -> DictValue | None:
    """What a default says of the fields of a part: an object's attributes, a file's table."""
    if isinstance(default, InstanceValue) and usable:
        return DictValue(dict(default.attributes))
    return default if isinstance(default, DictValue) else None


def _known(value: Value, default: Value | None) -> Value | None:
    """A default, or None where a field has none; what a library call made stays as it is."""
    if isinstance(value, UnknownValue):
        return None
    return default if getattr(default, "call", "").endswith("subgroups") else value


def _frame_of(class_: ClassValue) -> Frame:
    return Frame(class_.module.scope, class_.module)


def _annotations(class_: ClassValue) -> dict[str, tuple[e.Expression, Frame]]:
    """The annotation of every field, with the names that the module of its class knows."""
    found: dict[str, tuple[e.Expression, Frame]] = {}
    for base in reversed(linearise(class_)):
        for statement in base.definition.body if isinstance(base, ClassValue) else ():
            if not isinstance(statement, s.Assign) or statement.annotation is None:
                continue
            target = statement.targets[0]
            if isinstance(target, e.Name) and isinstance(base, ClassValue):
                found[target.identifier] = (statement.annotation, _frame_of(base))
    return found


def merge_settings(settings: list[Value]) -> DictValue | None:
    """Tables of several configuration files, later ones over earlier ones."""
    merged: DictValue | None = None
    for value in settings:
        for option in options_of(value)[:1]:
            if isinstance(option, DictValue):
                merged = option if merged is None else _merge(merged, option)
    return merged


def _merge(first: DictValue, second: DictValue) -> DictValue:
    entries = dict(first.entries)
    for key, value in second.entries.items():
        old = entries.get(key)
        both = isinstance(old, DictValue) and isinstance(value, DictValue)
        entries[key] = _merge(old, value) if both else value  # type: ignore[arg-type]
    return DictValue(entries, first.open_ or second.open_)

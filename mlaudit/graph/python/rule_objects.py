"""The object `snakemake` that the script of a rule finds: its files, wildcards and settings."""

from __future__ import annotations

from mlaudit.graph.python.configuration_values import find_value, merge_tables, value_of_data
from mlaudit.graph.python.evaluation import World
from mlaudit.graph.python.notebook_parameters import read_parameter
from mlaudit.graph.python.text import HOLE
from mlaudit.graph.python.values import (
    DictValue,
    InstanceValue,
    Known,
    ListValue,
    NamedListValue,
    Value,
    unknown,
)
from mlaudit.model.rule_object import RuleObject, RulePart
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex

RULE_OBJECT = "snakemake"
_SETTING = lazy_regex(r"\{config\.([\w.-]+)\}")
_OF_FILES = frozenset({"input", "output", "log", "benchmark"})
_ALWAYS = ("input", "output", "params", "log", "resources")


def make_rule_object(rule: RuleObject, world: World) -> Value:
    """The object, as https://snakemake.readthedocs.io/en/stable/snakefiles/rules.html has it."""
    configuration = _read_configuration(rule, world)
    wildcards = {name: Known(f"{{{name}}}") for name in rule.wildcards}
    found: dict[str, Value] = {
        "rule": Known(rule.rule),
        "threads": unknown(UnresolvedReason.CONFIGURATION, "threads"),
        "config": configuration,
        "wildcards": _named_list(wildcards),
    }
    directives = dict.fromkeys(_ALWAYS, ()) | dict(rule.directives)
    for directive, parts in directives.items():
        found[directive] = _make_list(rule, directive, parts, configuration)
    return InstanceValue(None, found, label=RULE_OBJECT)


def _named_list(names: dict[str, Known]) -> Value:
    return NamedListValue(list(names.values()), names=dict(names), fixed=len(names))


def _read_configuration(rule: RuleObject, world: World) -> DictValue:
    """All files over one another; open, for a command line may set more."""
    merged = DictValue({}, open_=True)
    for path in rule.configuration:
        data = world.configuration(path)
        table = value_of_data(data) if data is not None else None
        if isinstance(table, DictValue):
            merged = merge_tables(merged, table)
    return merged


def _make_list(
    rule: RuleObject, directive: str, parts: tuple[RulePart, ...], configuration: DictValue
) -> Value:
    made = NamedListValue([])
    complete = True
    for part in parts:
        values = [_make_value(rule, directive, text, configuration) for text in part.texts]
        made.items += values
        whole = _is_whole(part, values, rule.wildcards)
        complete = complete and whole
        if complete:
            made.fixed = len(made.items)
        if part.name:
            alone = values[0] if values and not part.several else None
            made.names[part.name] = alone or ListValue(values, open_=not whole)
    if directive in ("threads", "benchmark") and len(made.items) == 1:
        return made.items[0]
    made.open_ = not complete
    return made


def _make_value(rule: RuleObject, directive: str, text: str, configuration: DictValue) -> Value:
    setting = _SETTING.fullmatch(text)
    if setting is not None:
        found = find_value(configuration, setting[1])
        return found or unknown(UnresolvedReason.CONFIGURATION, setting[1].rpartition(".")[2])
    of_files = directive in _OF_FILES
    if _is_hole(text) and (of_files or text[1:-1] not in rule.wildcards):
        return unknown(UnresolvedReason.CONFIGURATION, text[1:-1])
    return Known(text) if of_files else read_parameter(text)


def _is_whole(part: RulePart, values: list[Value], wildcards: tuple[str, ...]) -> bool:
    """Does each text surely stand for one value, so that positions behind it are known?"""
    if not part.several:
        return all(isinstance(value, Known | DictValue) for value in values)
    holes = {hole[1:-1] for text in part.texts for hole in HOLE.findall(text)}
    return holes <= set(wildcards)


def _is_hole(text: str) -> bool:
    return HOLE.fullmatch(text) is not None

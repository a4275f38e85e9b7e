"""Finds the rules that installed packages bring along."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType

from mlaudit.judge.rule import Rule
from mlaudit.patterns import lazy_regex
from mlaudit.plugins import RULES, PluginError, find_modules, list_entries

_CODE = lazy_regex(r"[A-Z]{3}\d{3}")
_SLUG = lazy_regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class RuleLoadError(PluginError):
    """The rules cannot be used as they are installed; the message says what to do."""


@cache
def installed_rules() -> tuple[Rule, ...]:
    """Every rule of every entry point of the group, by code.

    Raises:
        RuleLoadError: no package registers rules, one cannot be imported, or two rules share a
            code or a slug.
    """
    if not list_entries(RULES):
        raise RuleLoadError(
            "no rules are installed: mlaudit runs from a checkout without its package metadata; "
            "install it once with `pip install -e .`"
        )
    rules: list[Rule] = []
    for module in find_modules(RULES):
        try:
            rules.extend(rules_of(module))
        except RuleLoadError:
            raise
        except Exception as error:
            raise RuleLoadError(
                f"the rules of {module.__name__} cannot be loaded: {type(error).__name__}: {error}"
            ) from error
    return checked(rules)


def rules_of(module: ModuleType) -> Iterator[Rule]:
    """The rule of a module and, for a package, those of every module below it."""
    rule = getattr(module, "RULE", None)
    if isinstance(rule, Rule):
        yield rule
    folders = getattr(module, "__path__", None)
    if folders is None:
        return
    for found in sorted(pkgutil.iter_modules(folders), key=lambda info: info.name):
        yield from rules_of(importlib.import_module(f"{module.__name__}.{found.name}"))


def checked(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules by code; raises RuleLoadError on a malformed or doubled code or slug."""
    by_name: dict[str, Rule] = {}
    for rule in rules:
        if not _CODE.fullmatch(rule.code) or not _SLUG.fullmatch(rule.slug):
            raise RuleLoadError(
                f"{rule.code!r} {rule.slug!r}: a code is three capitals and three digits, "
                "a slug lower-case words with hyphens"
            )
        for name in (rule.code, rule.slug):
            other = by_name.setdefault(name, rule)
            if other is not rule:
                raise RuleLoadError(
                    f"{name!r} names two rules, in {other.check.__module__} "
                    f"and in {rule.check.__module__}"
                )
    return tuple(sorted(set(by_name.values()), key=lambda rule: rule.code))

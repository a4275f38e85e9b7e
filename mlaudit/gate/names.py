"""Are there the rules that a configuration names?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from mlaudit.configuration import ConfigurationError, Problem
from mlaudit.gate.selection import explain_unknown, list_names

if TYPE_CHECKING:
    from mlaudit.judge.rule import Rule
    from mlaudit.model.configuration import Configuration


def check_names(configuration: Configuration, rules: Iterable[Rule]) -> None:
    """Raise ConfigurationError with every name that is neither a rule nor a family."""
    if not configuration.named:
        return
    problems = find_unknown(configuration.path, configuration.named, list_names(rules))
    if problems:
        raise ConfigurationError(problems)


def find_unknown(
    file: str, named: Iterable[tuple[str, str]], known: Collection[str]
) -> list[Problem]:
    """A problem for each (key, word) whose word is not known.

    Args:
        file: as the person knows it.
        named: as the configuration names them.
        known: folded names.
    """
    return [
        Problem(file, key, explain_unknown(word, known))
        for key, word in named
        if word.casefold() not in known
    ]

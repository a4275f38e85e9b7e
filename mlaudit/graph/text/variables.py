"""Environment variables that a document, a template or the settings of a tool name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.model.data import Data, Scalar, Sequence, Table
from mlaudit.model.facts import Facts
from mlaudit.parsers.own_settings import without_own_settings
from mlaudit.patterns import lazy_regex

_NAME = lazy_regex(r"(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{2,}(?![A-Za-z0-9_])")
_SETTINGS = (".yml", ".yaml", ".toml", ".ini", ".cfg", ".env")


def find_named_variables(facts: Mapping[str, Facts]) -> frozenset[str]:
    """Every name in capitals in documents, templates of settings, jobs and deployments."""
    found: set[str] = set()
    for path, known in facts.items():
        found.update(known.variables)
        for step in known.steps:
            found.update(name for name, _ in step.environment)
            found.update(name for run in step.runs for name, _ in run.environment)
        name = path.rpartition("/")[2].lower()
        if name.endswith(_SETTINGS) or ".env" in name:
            for text in texts_of(without_own_settings(path, known.data)):
                found.update(_NAME.findall(text))
    return frozenset(found)


def texts_of(data: Data | None) -> Iterator[str]:
    """The keys and the values that are text, at any depth."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Table):
            for entry in value.entries:
                yield entry.key
                waiting.append(entry.value)
        elif isinstance(value, Sequence):
            waiting += value.items
        elif isinstance(value, Scalar) and isinstance(value.value, str):
            yield value.value

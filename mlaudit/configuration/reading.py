"""From what a file says to the values that it settles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from mlaudit.configuration.keys import ROOT
from mlaudit.configuration.problems import Check, ConfigurationError
from mlaudit.configuration.source import Source
from mlaudit.model.configuration import (
    CallSettings,
    Configuration,
    PathSettings,
    SeverityOverrides,
)
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.patterns import lazy_regex

_OVERRIDE = lazy_regex(r"^\s*\[\[[\s\w.\"']*\boverrides\b[\s\"']*\]\]", re.MULTILINE)


def read(source: Source) -> Configuration:
    """The values of a file; raises ConfigurationError with everything that is wrong with it."""
    check = Check(source.label)
    ROOT.check(source.data, (), check)
    if check.problems:
        raise ConfigurationError(check.problems, check.named)
    data = source.data
    return Configuration(
        path=source.label,
        folder=source.folder,
        select=tuple(data.get("select", ())),
        ignore=tuple(data.get("ignore", ())),
        severity=_read_severity(data),
        by_path=_read_overrides(source),
        exclude=tuple(_read_reasons(data.get("exclude", ()))),
        calls=tuple(CallSettings(t["name"], tuple(t.items())) for t in data.get("call", ())),
        named=tuple(check.named),
        notes=(*source.notes, *_note_steps(source)),
        **{field: type_(data[key]) for key, (field, type_) in _PLAIN.items() if key in data},
    )


_PLAIN: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "profile": ("profile", str),
    "baseline": ("baseline", str),
    "fail-on": ("fail_on", str),
    "min-severity": ("min_severity", Severity),
    "min-confidence": ("min_confidence", Confidence),
}
"""Field and type of the keys that hold one word; without them the defaults of the model hold."""


def _read_overrides(source: Source) -> tuple[PathSettings, ...]:
    tables = source.data.get("overrides", ())
    lines = [source.text.count("\n", 0, m.end()) + 1 for m in _OVERRIDE.finditer(source.text)]
    if len(lines) != len(tables):  # written in another way, or inside of a text
        lines = [0] * len(tables)
    return tuple(_read_override(*each) for each in zip(tables, lines, strict=True))


def _read_override(table: Mapping[str, Any], line: int) -> PathSettings:
    return PathSettings(
        paths=tuple(table["paths"]),
        ignore=tuple(table.get("ignore", ())),
        reason=table["reason"],
        severity=_read_severity(table),
        line=line,
    )


def _read_severity(table: Mapping[str, Any]) -> SeverityOverrides:
    found = table.get("severity", {})
    return tuple((n, None if level == "off" else Severity(level)) for n, level in found.items())


def _note_steps(source: Source) -> Iterator[str]:
    """Manual steps are read with the files of the tree, so that others are not known to it."""
    number = len(source.data.get("manual-step", ()))
    if number and not source.scanned:
        told = "1 manual step" if number == 1 else f"{number} manual steps"
        yield (
            f"{told} of {source.label} not counted, as that is no file of the scanned folder: scan "
            "the folder around, or register the work next to the code"
        )


def _read_reasons(value: Mapping[str, str] | Iterable[str]) -> Iterable[tuple[str, str]]:
    if isinstance(value, Mapping):
        return value.items()
    return ((entry, "") for entry in value)

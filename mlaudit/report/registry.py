"""Finds the reporters."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import mlaudit.report
from mlaudit.plugins import REPORTERS, find_modules
from mlaudit.report.base import Reporter


@cache
def reporters() -> tuple[Reporter, ...]:
    """Every reporter under `mlaudit.report`, in the order of their module names, then plugins."""
    found = []
    for name in _list_modules():
        reporter = getattr(importlib.import_module(name), "REPORTER", None)
        if isinstance(reporter, Reporter):
            found.append(reporter)
    plugged = (getattr(module, "REPORTER", None) for module in find_modules(REPORTERS))
    found.extend(reporter for reporter in plugged if isinstance(reporter, Reporter))
    return tuple(found)


def formats(subject: str) -> tuple[str, ...]:
    """The names of the formats that show a subject, sorted."""
    return tuple(sorted(r.format for r in reporters() if r.subject == subject))


def find_reporter(subject: str, format_: str) -> Reporter | None:
    """The reporter of a subject in a format, or None.

    Looks first in modules whose names tell of both, for some of the others load half of mlaudit.
    """

    def rate(name: str) -> int:
        return sum(word in name for word in (subject, format_))

    for name in sorted(_list_modules(), key=rate, reverse=True):
        reporter = getattr(importlib.import_module(name), "REPORTER", None)
        if isinstance(reporter, Reporter) and _is(reporter, subject, format_):
            return reporter
    return next((found for found in reporters() if _is(found, subject, format_)), None)


def _is(reporter: Reporter, subject: str, format_: str) -> bool:
    return (reporter.subject, reporter.format) == (subject, format_)


@cache
def _list_modules() -> tuple[str, ...]:
    walked = pkgutil.walk_packages(mlaudit.report.__path__, "mlaudit.report.")
    return tuple(module.name for module in walked)

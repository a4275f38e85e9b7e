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
    for module in pkgutil.walk_packages(mlaudit.report.__path__, "mlaudit.report."):
        reporter = getattr(importlib.import_module(module.name), "REPORTER", None)
        if isinstance(reporter, Reporter):
            found.append(reporter)
    plugged = (getattr(module, "REPORTER", None) for module in find_modules(REPORTERS))
    found.extend(reporter for reporter in plugged if isinstance(reporter, Reporter))
    return tuple(found)


def formats(subject: str) -> tuple[str, ...]:
    """The names of the formats that show a subject, sorted."""
    return tuple(sorted(r.format for r in reporters() if r.subject == subject))


def find_reporter(subject: str, format_: str) -> Reporter | None:
    """The reporter of a subject in a format, or None."""
    for reporter in reporters():
        if (reporter.subject, reporter.format) == (subject, format_):
            return reporter
    return None

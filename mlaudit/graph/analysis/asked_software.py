"""Software of the system that documents ask a person to install."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from mlaudit.graph.analysis.installs import (
    AROUND,
    Install,
    installs_of,
    name_of_package,
    provided_software,
)
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import StepKind
from mlaudit.patterns import lazy_regex

Asked: TypeAlias = tuple[Install, tuple[str, ...]]
"""A command of a document, and what it installs that nothing else provides."""

_OPTIONAL = lazy_regex(
    r"\b(optional|mac|macos|osx|apple|m1|windows|wsl|gpu|cuda|troubleshoot\w*|develop\w*|contribut\w*|"
    r"deploy\w*|docs?|faq|issues?)\b",
    re.IGNORECASE,
)
"""Headings of what concerns only some machines, or something else than the work itself."""


def asked_software(workflow: Workflow) -> Mapping[str, list[Asked]]:
    """What documents ask a person to install and nothing provides, by their paths, sorted."""
    provided = provided_software(workflow)
    found: dict[str, list[Asked]] = {}
    for step in workflow.steps:
        if step.kind != StepKind.README_COMMAND or _OPTIONAL.search(step.scope):
            continue
        for install in installs_of(workflow, step, of_system=True):
            names = [name for name in map(name_of_package, install.packages) if _counts(name)]
            open_ones = tuple(name for name in names if name not in provided)
            if open_ones:
                found.setdefault(step.path, []).append((install, open_ones))
    return dict(sorted(found.items()))


def _counts(name: str) -> bool:
    is_file = name.endswith((".rb", ".deb", ".rpm", ".exe"))
    around = name.startswith(("python3.", "python@", "docker"))
    return name not in AROUND and not is_file and not around

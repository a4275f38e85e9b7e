"""The command that a hook or a job runs."""

from __future__ import annotations

import re
import shlex

from mlaudit.configuration.quoting import quote


def scan_command(folder: str, *options: str) -> str:
    """What to type at the top of the repository.

    Args:
        folder: the project's, as seen from there.
        options: further words.
    """
    return shlex.join(["mlaudit", "scan", folder, *options])


def as_yaml(text: str) -> str:
    """The text as a value of YAML, quoted where its characters might mean something."""
    return text if re.fullmatch(r"[\w ./'+=-]+", text) else quote(text)

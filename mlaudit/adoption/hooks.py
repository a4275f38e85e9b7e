"""The hook of pre-commit."""

from __future__ import annotations

import re
import textwrap

from mlaudit import __version__
from mlaudit.adoption.commands import as_yaml, scan_command
from mlaudit.patterns import lazy_regex

FILE = ".pre-commit-config.yaml"
_ENTRY = lazy_regex(r"^( *)- +repo:", re.MULTILINE)


def render_hooks(folder: str) -> str:
    """A file with the hook alone; `folder` is what it scans."""
    return f"repos:\n{textwrap.indent(_render_entry(folder), '  ')}"


def render_hook(folder: str, around: str) -> str:
    """The entry for a file that holds other hooks, indented as they are."""
    found = _ENTRY.search(around)
    return textwrap.indent(_render_entry(folder), found[1] if found else "  ")


def _render_entry(folder: str) -> str:
    command = as_yaml(scan_command(folder, "--format", "concise"))
    return f"""\
- repo: local
  hooks:
    - id: mlaudit
      name: mlaudit
      entry: {command}
      language: python
      additional_dependencies: ["mlaudit=={__version__}"]
      pass_filenames: false
      require_serial: true
"""

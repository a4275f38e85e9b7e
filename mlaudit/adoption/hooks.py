"""The hook of pre-commit."""

from __future__ import annotations

import re
import textwrap

from mlaudit import __version__

FILE = ".pre-commit-config.yaml"
_ENTRY = re.compile(r"^( *)- +repo:", re.MULTILINE)


def render_hooks(command: str) -> str:
    """A file with the hook alone; `command` is a value of YAML."""
    return f"repos:\n{textwrap.indent(_render_entry(command), '  ')}"


def render_hook(command: str, around: str) -> str:
    """The entry for a file that holds other hooks, indented as they are."""
    found = _ENTRY.search(around)
    return textwrap.indent(_render_entry(command), found[1] if found else "  ")


def _render_entry(command: str) -> str:
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

"""Reads shell code (sh, bash and what is near them) into `Script` values."""

from __future__ import annotations

from mlaudit.model.shell import Script
from mlaudit.parsers.shell.script import parse_script

__all__ = ["Script", "parse_script"]

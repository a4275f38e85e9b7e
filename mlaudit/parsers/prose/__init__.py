"""Finds, in human prose, the sentences that tell a person to do something."""

from __future__ import annotations

from mlaudit.parsers.prose.instruction import FoundInstruction, find_instructions

__all__ = ["FoundInstruction", "find_instructions"]

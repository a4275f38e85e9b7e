"""What a lock file says, whatever its format."""

from __future__ import annotations

from typing import TypeAlias

Locked: TypeAlias = tuple[list[tuple[str, str, int]], str | None]
"""(name, version, line) of every package, and the Python that they are for."""

"""Programs of the system that the work of a project needs, and what brings them."""

from __future__ import annotations

import tomllib
from functools import cache

from mlaudit.catalog.data import FOLDER


@cache
def _packages() -> dict[str, tuple[str, ...]]:
    found = tomllib.loads((FOLDER / "programs.toml").read_text(encoding="utf-8"))["packages"]
    return {name: (name.lower(), *others) for name, others in found.items()}


def packages_of_program(name: str) -> tuple[str, ...]:
    """The packages of apt, conda, brew or pip that bring a program; none for others."""
    return _packages().get(name, ())

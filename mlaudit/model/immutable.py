"""How the values are made that a scan makes by the hundred thousand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(class_: type[Class]) -> type[Class]:
    """A dataclass with slots that nobody may change, which mypy sees to and not the interpreter.

    `frozen=True` makes each new object set its fields by calls of `object.__setattr__`, which takes
    several times longer.
    """
    own = "__hash__" in vars(class_)
    return dataclass(slots=True, unsafe_hash=not own)(class_)

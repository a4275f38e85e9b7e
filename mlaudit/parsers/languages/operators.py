"""Operators, numbers and indices as all languages have them."""

from __future__ import annotations

from mlaudit.model.expression import Constant, Expression
from mlaudit.model.immutable import immutable

ASSIGNING = 2
"""The power of assignments."""
PREFIX = 70
"""The power of signs before a value."""


@immutable
class Infix:
    """An operator between two values.

    Attributes:
        power: how strongly it binds.
        meaning: the operator of `Operation`, or a word that the reader of the language knows.
        right: several of them group from the right.
    """

    power: int
    meaning: str
    right: bool = False


def number_of(text: str) -> Constant:
    """The number that a text is; whole ones stay whole."""
    digits = text.rstrip("L")
    try:
        return Constant(int(digits, 0) if not digits.isdigit() else int(digits))
    except ValueError:
        pass
    try:
        return Constant(float(digits))
    except ValueError:
        return Constant(0)


def shift_index(index: Expression) -> Expression:
    """An index that counts from 1 as one that counts from 0."""
    if isinstance(index, Constant) and isinstance(index.value, int) and index.value > 0:
        return Constant(index.value - 1)
    return index

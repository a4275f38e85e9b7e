"""Conditions of `when` and `unless`, as far as the file tells whether they hold.

Source: https://circleci.com/docs/configuration-reference/#logic-statements
"""

from __future__ import annotations

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.parsers.ci.circleci.parameters import is_open
from mlaudit.parsers.environment.values import items_of


def holds(condition: Data | None) -> bool | None:
    """Whether a condition holds; None where its values, substituted before, do not tell."""
    if isinstance(condition, Scalar):
        return _is_truthy(condition)
    if not isinstance(condition, Table) or len(condition.entries) != 1:
        return None
    (entry,) = condition.entries
    if entry.key == "not":
        inner = holds(entry.value)
        return None if inner is None else not inner
    if entry.key == "equal":
        return _are_equal(items_of(entry.value))
    found = [holds(item) for item in items_of(entry.value)]
    if entry.key == "and":
        return False if False in found else None if None in found else True
    if entry.key == "or":
        return True if True in found else None if None in found else False
    return None


def _is_truthy(scalar: Scalar) -> bool | None:
    value = scalar.value
    if not isinstance(value, str):
        return bool(value)
    if is_open(value):
        return None
    # Newer files write expressions (`pipeline.git.branch == "main"`): these are not read.
    return None if "pipeline." in value else value not in ("", "false")


def _are_equal(items: tuple[Data, ...]) -> bool | None:
    if not all(isinstance(item, Scalar) for item in items):
        return None
    texts = [str(item.value) for item in items if isinstance(item, Scalar)]
    known = {text for text in texts if not is_open(text)}
    if len(known) > 1:
        return False
    return True if len(known) == 1 and not any(map(is_open, texts)) else None

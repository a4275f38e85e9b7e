"""What a magic line becomes."""

from __future__ import annotations

from mlaudit.model.immutable import immutable
from mlaudit.model.summary import Statement


@immutable
class Replacement:
    """What stands in place of a magic: Python code, or statements, or neither.

    Attributes:
        code: Python code, which may hold magics itself.
        statements: what it does where that is no Python.
    """

    code: str = ""
    statements: tuple[Statement, ...] = ()


NOTHING = Replacement()


def sql_call(text: str, target: str = "") -> Replacement:
    """A query as a call that carries its text; `target` is the variable that takes the result."""
    call = f"__sql_magic__({text!r})"
    return Replacement(f"{target} = {call}" if target.isidentifier() else call)

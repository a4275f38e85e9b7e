"""Calls that stand for a notebook's magic lines: placeholders and `get_ipython().…`."""

from __future__ import annotations

from mlaudit.model.expression import Attribute, Call, Constant, Name
from mlaudit.model.summary import Statement
from mlaudit.parsers.python.translation import Translation

SUBSTITUTE = "__mlaudit_substitute__"
"""A call of this name with a number stands for statements that were prepared before."""

_INTERACTIVE = frozenset(
    {"system", "getoutput", "getoutputs", "magic", "run_line_magic", "run_cell_magic"}
)


def interactive_statements(
    call: Call, line: int, state: Translation
) -> tuple[Statement, ...] | None:
    """The statements that a call stands for, or None for every ordinary call."""
    function = call.function
    if type(function) is Name:
        return _prepared_statements(call, state) if function.identifier == SUBSTITUTE else None
    if (
        type(function) is Attribute
        and function.name in _INTERACTIVE
        and type(function.base) is Call
        and function.base.function in (Name("get_ipython"), _GET_IPYTHON)
    ):
        texts = [_fixed_text(argument.value) for argument in call.arguments]
        if texts and None not in texts:
            return _magic_statements(function.name, [text or "" for text in texts], line)
    return None


_GET_IPYTHON = Attribute(Name("IPython"), "get_ipython")


def _fixed_text(value: object) -> str | None:
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else None


def _prepared_statements(call: Call, state: Translation) -> tuple[Statement, ...] | None:
    value = call.arguments[0].value if call.arguments else None
    if isinstance(value, Constant) and isinstance(value.value, int):
        return state.substitutes.get(value.value)
    return None


def _magic_statements(method: str, texts: list[str], line: int) -> tuple[Statement, ...] | None:
    """What a notebook that was exported as a script hands to the shell or to a magic."""
    from mlaudit.parsers.python.magics.source import read_magic_code

    if method in ("system", "getoutput", "getoutputs"):
        return read_magic_code(f"!{texts[0]}", line)
    if method == "run_cell_magic":
        body = texts[2] if len(texts) > 2 else ""
        return read_magic_code(f"%%{' '.join(texts[:2])}\n{body}", line - 1)
    return read_magic_code(f"%{' '.join(texts)}", line)

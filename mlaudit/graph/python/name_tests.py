"""What tests of code tell of the names of files."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.python.evaluation import Evaluation, Frame
from mlaudit.graph.python.outlines import (
    VARYING,
    outline_of_end,
    outline_of_expression,
    outline_of_wildcards,
)
from mlaudit.graph.python.text import HOLE
from mlaudit.graph.python.values import (
    Arguments,
    ExternalInstance,
    ExternalValue,
    Known,
    ListValue,
    Value,
)
from mlaudit.model import expression as e
from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_REPETITION = lazy_regex(r"\{\d+(?:,\d*)?\}")
"""Braces of a pattern that are no unknown part."""
_NEGATED = {"==": "!=", "!=": "==", "in": "not in", "not in": "in"}
_MATCHING = ("search", "match", "fullmatch")
_WHOLE = ("os.path.basename", "str")
"""Functions whose result is the name itself, as far as its end goes."""


@immutable
class Told:
    """What a test says: the variable, and the outline of its name.

    `whole` tells that the test is of the variable with the folders that it may hold.
    """

    variable: str
    outline: str
    whole: bool = False


def tell(run: Evaluation, test: e.Expression, holds: bool, frame: Frame) -> Iterator[Told]:
    """What is known of names where a test `holds` or does not."""
    if isinstance(test, e.Operation):
        if test.operator == "not":
            yield from tell(run, test.operands[0], not holds, frame)
        elif test.operator == ("and" if holds else "or"):
            for operand in test.operands:
                yield from tell(run, operand, holds, frame)
        elif len(test.operands) == 2:
            operator = test.operator if holds else _NEGATED.get(test.operator, "")
            yield from _tell_equal(run, operator, test.operands, frame)
    elif isinstance(test, e.Call) and holds and test.arguments:
        yield from _tell_call(run, test, frame)


def _tell_equal(
    run: Evaluation, operator: str, sides: tuple[e.Expression, ...], frame: Frame
) -> Iterator[Told]:
    """`path.suffix == ".csv"` and `path.suffix in {".csv"}`."""
    if operator not in ("==", "in"):
        return
    variable = _variable_of_ending(run, sides[0], frame)
    if variable is None:
        return
    text = _only_text(run.evaluate(run, sides[1], frame), inside=operator == "in")
    if text:
        yield Told(variable, VARYING + text)


def _tell_call(run: Evaluation, test: e.Call, frame: Frame) -> Iterator[Told]:
    function, first = test.function, test.arguments[0].value
    if isinstance(function, e.Attribute) and function.name in ("startswith", "endswith"):
        variable = _variable_of_name(run, function.base, frame)
        text = _only_text(run.evaluate(run, first, frame), inside=True) if variable else None
        if variable and text:
            outline = outline_of_end(function.name, text)
            yield Told(variable, outline, _holds_folders(function.base))
        return
    name, pattern, tested = _pattern_test(run, test, frame)
    variable = None if tested is None else _variable_of_name(run, tested, frame)
    if tested is None or variable is None or pattern is None:
        return
    read = outline_of_expression if name in _MATCHING else outline_of_wildcards
    told = read(name, pattern)
    if told is not None:
        yield Told(variable, told, _holds_folders(tested))


def _pattern_test(
    run: Evaluation, test: e.Call, frame: Frame
) -> tuple[str, str | None, e.Expression | None]:
    """The kind of a test by pattern, the pattern, and what is tested."""
    callee = _library_name(run, test.function, frame)
    words = [argument.value for argument in test.arguments if argument.name is None]
    module, _, name = callee.rpartition(".")
    if module == "re" and name in _MATCHING and len(words) == 2:
        return name, _only_text(run.evaluate(run, words[0], frame)), words[1]
    if module == "fnmatch" and len(words) == 2:
        return "wildcards", _only_text(run.evaluate(run, words[1], frame)), words[0]
    function = test.function
    if isinstance(function, e.Attribute) and function.name in _MATCHING and len(words) == 1:
        made = run.evaluate(run, function.base, frame) if _is_name(function.base) else None
        if isinstance(made, ExternalInstance) and made.type == "re.Pattern":
            given = made.arguments or Arguments()
            pattern = given.get(0, "pattern") if len(given.positional) == 1 else None
            return function.name, None if pattern is None else _only_text(pattern), words[0]
    return "", None, None


def _library_name(run: Evaluation, function: e.Expression, frame: Frame) -> str:
    """The name of a function of a library, "" for anything else."""
    plain = _is_name(function) or (isinstance(function, e.Attribute) and _is_chain(function))
    callee = run.evaluate(run, function, frame) if plain else None
    return callee.name if isinstance(callee, ExternalValue) else ""


def _is_chain(node: e.Expression) -> bool:
    while isinstance(node, e.Attribute):
        node = node.base
    return _is_name(node)


def _is_name(node: e.Expression) -> bool:
    return isinstance(node, e.Name)


def _variable_of_name(run: Evaluation, node: e.Expression, frame: Frame) -> str | None:
    """The variable whose file name is meant: `f`, `f.name`, `str(f)` or `os.path.basename(f)`."""
    if isinstance(node, e.Name):
        return node.identifier
    if isinstance(node, e.Attribute) and node.name in ("name", "path"):
        return node.base.identifier if isinstance(node.base, e.Name) else None
    if isinstance(node, e.Call) and len(node.arguments) == 1:
        inner = node.arguments[0].value
        if isinstance(inner, e.Name) and _function_name(run, node, frame) in _WHOLE:
            return inner.identifier
    return None


def _holds_folders(node: e.Expression) -> bool:
    """May a part of the tree that stands for a name hold folders, too?"""
    named = isinstance(node, e.Attribute) and node.name == "name"
    cut = isinstance(node, e.Call) and getattr(node.function, "name", "") == "basename"
    return not named and not cut


def _variable_of_ending(run: Evaluation, node: e.Expression, frame: Frame) -> str | None:
    """The variable whose ending is meant: `f.suffix` or `os.path.splitext(f)[1]`."""
    if isinstance(node, e.Attribute) and node.name == "suffix":
        return node.base.identifier if isinstance(node.base, e.Name) else None
    if isinstance(node, e.Item) and node.index in (e.Constant(1), e.Constant(-1)):
        call = node.base
        if isinstance(call, e.Call) and _function_name(run, call, frame) == "os.path.splitext":
            return _variable_of_name(run, call.arguments[0].value, frame)
    return None


def _function_name(run: Evaluation, call: e.Call, frame: Frame) -> str:
    if isinstance(call.function, e.Name) and call.function.identifier == "str":
        return "str"
    return _library_name(run, call.function, frame)


def _only_text(value: Value, inside: bool = False) -> str | None:
    """The text where there is but one, and it is known; `inside` a container of one, too."""
    if inside and isinstance(value, ListValue) and len(value.items) == 1 and not value.open_:
        value = value.items[0]
    text = value.value if isinstance(value, Known) else None
    known = isinstance(text, str) and not HOLE.search(_REPETITION.sub("", text))
    return text if known and isinstance(text, str) else None

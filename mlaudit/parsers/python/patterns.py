"""The patterns of a `match` statement as tests and captures."""

from __future__ import annotations

import ast

from mlaudit.model.expression import (
    Argument,
    Attribute,
    Call,
    Constant,
    Expression,
    Item,
    Name,
    Operation,
    Unknown,
)
from mlaudit.model.immutable import immutable
from mlaudit.parsers.python.expressions import translate
from mlaudit.parsers.python.translation import Translation


@immutable
class Arm:
    """What a pattern asks of its subject, and the names it binds.

    Attributes:
        tests: all must hold; none for a pattern that matches everything.
        captures: (name, value) in source order.
    """

    tests: tuple[Expression, ...] = ()
    captures: tuple[tuple[str, Expression], ...] = ()


def translate_pattern(pattern: ast.pattern, subject: Expression, state: Translation) -> Arm:
    """The tests and captures of a pattern applied to a subject."""
    match pattern:
        case ast.MatchValue():
            return Arm((Operation("==", (subject, translate(pattern.value, state))),))
        case ast.MatchSingleton():
            return Arm((Operation("is", (subject, Constant(pattern.value))),))
        case ast.MatchAs():
            return _translate_capture(pattern, subject, state)
        case ast.MatchOr():
            return _translate_alternatives(pattern, subject, state)
        case ast.MatchSequence():
            return _translate_sequence(pattern, subject, state)
        case ast.MatchMapping():
            return _translate_mapping(pattern, subject, state)
        case ast.MatchClass():
            return _translate_class(pattern, subject, state)
    return Arm((Unknown("pattern"),))


def _translate_capture(pattern: ast.MatchAs, subject: Expression, state: Translation) -> Arm:
    inner = Arm()
    if pattern.pattern is not None:
        inner = translate_pattern(pattern.pattern, subject, state)
    if pattern.name is None:
        return inner
    return Arm(inner.tests, (*inner.captures, (pattern.name, subject)))


def _translate_alternatives(pattern: ast.MatchOr, subject: Expression, state: Translation) -> Arm:
    arms = [translate_pattern(inner, subject, state) for inner in pattern.patterns]
    captures = {name: Unknown("alternative pattern") for arm in arms for name, _ in arm.captures}
    if not all(arm.tests for arm in arms):
        return Arm((), tuple(captures.items()))
    tests = tuple(_join_tests(arm.tests) for arm in arms)
    return Arm((Operation("or", tests),), tuple(captures.items()))


def _translate_sequence(pattern: ast.MatchSequence, subject: Expression, state: Translation) -> Arm:
    """Elements before a star count from the front, those after it from the back."""
    arms = [Arm((Unknown("length of a sequence pattern"),))]
    after_star = False
    for index, inner in enumerate(pattern.patterns):
        if isinstance(inner, ast.MatchStar):
            after_star = True
            if inner.name is not None:
                arms.append(Arm((), ((inner.name, Unknown("rest of a sequence pattern")),)))
            continue
        position = index - len(pattern.patterns) if after_star else index
        arms.append(translate_pattern(inner, Item(subject, Constant(position)), state))
    return _join(arms)


def _translate_mapping(pattern: ast.MatchMapping, subject: Expression, state: Translation) -> Arm:
    arms = []
    for key_node, inner in zip(pattern.keys, pattern.patterns, strict=True):
        key = translate(key_node, state)
        arms.append(Arm((Operation("in", (key, subject)),)))
        arms.append(translate_pattern(inner, Item(subject, key), state))
    if pattern.rest is not None:
        arms.append(Arm((), ((pattern.rest, Unknown("rest of a mapping pattern")),)))
    return _join(arms) if pattern.keys else _join([Arm((Unknown("mapping pattern"),)), *arms])


def _translate_class(pattern: ast.MatchClass, subject: Expression, state: Translation) -> Arm:
    arguments = (Argument(subject), Argument(translate(pattern.cls, state)))
    test = Call(Name("isinstance"), arguments, pattern.lineno + state.offset)
    arms = [Arm((test,))]
    builtin = isinstance(pattern.cls, ast.Name) and pattern.cls.id in _SELF_MATCHING
    for inner in pattern.patterns:
        value = subject if builtin else Unknown("positional class pattern")
        arms.append(translate_pattern(inner, value, state))
    for name, inner in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
        arms.append(translate_pattern(inner, Attribute(subject, name), state))
    return _join(arms)


_SELF_MATCHING = frozenset(
    {"bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str"}
    | {"tuple"}
)
"""Classes whose one positional pattern takes the subject itself (PEP 634)."""


def _join(arms: list[Arm]) -> Arm:
    return Arm(
        tuple(test for arm in arms for test in arm.tests),
        tuple(capture for arm in arms for capture in arm.captures),
    )


def _join_tests(tests: tuple[Expression, ...]) -> Expression:
    return tests[0] if len(tests) == 1 else Operation("and", tests)

"""The symbolic expressions that a Python summary is written in.

A parser never resolves a value: it records how the value is made. The expressions here are the
part of Python's expression grammar through which paths, commands and parameters flow; whatever
else an expression holds becomes `Unknown` with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mlaudit.model.immutable import immutable

if TYPE_CHECKING:
    from mlaudit.model.summary import Parameter


@immutable
class Constant:
    """A literal: text, bytes, number, boolean, None or Ellipsis (recorded as None)."""

    value: str | bytes | int | float | complex | bool | None


@immutable
class Name:
    """A variable, function, class or module looked up by name."""

    identifier: str


@immutable
class Attribute:
    """`base.name`."""

    base: Expression
    name: str


@immutable
class Item:
    """`base[index]`; a slice is an `Operation("slice", (start, stop, step))` as index."""

    base: Expression
    index: Expression


@immutable
class Argument:
    """One argument of a call.

    Attributes:
        value: what is handed over.
        name: the keyword, or None for a positional argument.
        stars: 0 for an ordinary argument, 1 for `*value`, 2 for `**value`.
    """

    value: Expression
    name: str | None = None
    stars: int = 0


@immutable
class Call:
    """`function(arguments)`, with the line on which the call starts."""

    function: Expression
    arguments: tuple[Argument, ...]
    line: int


@immutable
class Collection:
    """A display of `kind` "list", "tuple" or "set"; an element may be `Starred`."""

    kind: str
    elements: tuple[Expression, ...]


@immutable
class Starred:
    """`*value` inside a display or an assignment target."""

    value: Expression


@immutable
class Mapping:
    """A dict display; a key of None stands for `**value`."""

    entries: tuple[tuple[Expression | None, Expression], ...]


@immutable
class Format:
    """An f-string: constant pieces and formatted expressions, in order."""

    pieces: tuple[Expression, ...]


@immutable
class Operation:
    """An operator applied to operands.

    `operator` is Python's spelling: "+", "/", "%", "==", "in", "not in", "is", "and", "or",
    "not" (one operand), "-" (one or two), "slice" (three); "assert" (one) for what must hold.
    """

    operator: str
    operands: tuple[Expression, ...]


@immutable
class Conditional:
    """`then if test else otherwise`."""

    test: Expression
    then: Expression
    otherwise: Expression


@immutable
class Comprehension:
    """A comprehension of `kind` "list", "set", "dict" or "generator".

    Attributes:
        element: the element; for a dict a `Collection("tuple", (key, value))`.
        clauses: (target, iterable, conditions) of each `for`, outermost first.
    """

    kind: str
    element: Expression
    clauses: tuple[tuple[Expression, Expression, tuple[Expression, ...]], ...]


@immutable
class Lambda:
    """An anonymous function."""

    parameters: tuple[Parameter, ...]
    body: Expression


@immutable
class Bind:
    """`(name := value)`."""

    name: str
    value: Expression


@immutable
class Yield:
    """`yield value`; `delegated` for `yield from value`."""

    value: Expression
    delegated: bool = False


@immutable
class Unknown:
    """What the expression language does not cover, with a short reason."""

    reason: str


Expression: TypeAlias = (
    Constant
    | Name
    | Attribute
    | Item
    | Call
    | Collection
    | Starred
    | Mapping
    | Format
    | Operation
    | Conditional
    | Comprehension
    | Lambda
    | Bind
    | Yield
    | Unknown
)

"""What an expression can evaluate to.

Text is a plain `str` in which `{name}` marks a part that is unknown or varies. Paths inside the
scanned tree that code anchors absolutely (`__file__`, `os.getcwd()`) start with `ROOT`.
Containers and instances are mutable, as they are in the code that is followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from mlaudit.model.expression import Expression
from mlaudit.model.immutable import immutable
from mlaudit.model.summary import Class, Function, Parameter
from mlaudit.model.vocabulary import UnresolvedReason

if TYPE_CHECKING:
    from mlaudit.graph.python.scope import ModuleScope, Scope

ROOT = "\x00root"
"""Stands for the absolute path of the scanned root inside values."""


@immutable
class Known:
    """A constant; text may hold holes."""

    value: str | bytes | int | float | complex | bool | None


@immutable
class PathValue:
    """A `pathlib` path."""

    text: str


@immutable
class UnknownValue:
    """A value that is not known, why, and what to call it in a pattern."""

    reason: UnresolvedReason
    label: str = "x"


@immutable
class Union:
    """One of several values; flat, without duplicates, bounded."""

    options: tuple[Value, ...]


@dataclass(eq=False, slots=True)
class ListValue:
    """A list, tuple or set; `open_` when it may hold more than its items."""

    items: list[Value]
    kind: str = "list"
    open_: bool = False


@dataclass(eq=False, slots=True)
class NamedListValue(ListValue):
    """A list some of whose items have names, too, as Snakemake hands them over.

    `fixed` is how many of the first items surely stand at their positions.
    """

    names: dict[str, Value] = field(default_factory=dict)
    fixed: int = 0


@dataclass(eq=False, slots=True)
class DictValue:
    """A dict with known keys; `open_` when it may hold more.

    `factory` is what a `defaultdict` calls for a key that it does not hold.
    """

    entries: dict[Any, Value]
    open_: bool = False
    factory: Value | None = None


@dataclass(eq=False, slots=True)
class FunctionValue:
    """A function of the scanned code, with what it closes over and what it is bound to.

    `commands` holds the sub-commands that a click group has been given, `setter` what is called
    when something is assigned to the property that the function computes.
    """

    name: str
    parameters: tuple[Parameter, ...]
    definition: Function | None
    body: Expression | None
    scope: Scope
    module: ModuleScope
    qualified: str
    owner: Value | None = None
    owner_class: ClassValue | None = None
    decorators: tuple[Decoration, ...] = ()
    commands: dict[str, FunctionValue] = field(default_factory=dict)
    setter: FunctionValue | None = None


@immutable
class Decoration:
    """An external decorator with the arguments that it was called with."""

    name: str
    arguments: Arguments | None


@dataclass(eq=False, slots=True)
class ClassValue:
    """A class of the scanned code.

    `bases` holds ClassValues and ExternalValues, `subclasses` the classes that name it as theirs;
    `line` is the class and everything that it derives from, once somebody asked for it.
    """

    name: str
    definition: Class
    bases: list[Value]
    namespace: dict[str, Value]
    module: ModuleScope
    qualified: str
    fields: list[tuple[str, Value | None]] = field(default_factory=list)
    decorators: tuple[str, ...] = ()
    line: list[Value] = field(default_factory=list)
    subclasses: list[Value] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class InstanceValue:
    """An object of a class of the scanned code, or a bag of attributes (a namespace).

    `real` is the object itself where this is its view through `super()`; `text` is the text that
    it is, too, as a member of an enumeration of texts.
    """

    class_: ClassValue | None
    attributes: dict[str, Value]
    open_: bool = False
    label: str = ""
    real: InstanceValue | None = None
    text: Value | None = None


@dataclass(eq=False, slots=True)
class ModuleValue:
    """A module of the scanned tree."""

    scope: ModuleScope


@immutable
class ExternalValue:
    """A module, class or function from outside the tree, by its qualified name."""

    name: str


@dataclass(eq=False, slots=True)
class ExternalInstance:
    """An object that an external call made.

    Attributes:
        type: its class as far as the catalogue tells, "" if it does not.
        call: the qualified name of the call that made it.
        path: the path that it was made with (a file handle, an archive), or None.
        mode: the mode that it was opened with.
        arguments: what the call was given, for libraries that are modelled in more depth.
        state: anything that a library model keeps.
    """

    type: str
    call: str = ""
    path: Value | None = None
    mode: str = ""
    arguments: Arguments | None = None
    state: dict[str, object] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class BoundMethod:
    """A method of a built-in or external object, looked up but not called yet."""

    receiver: Value
    name: str


@dataclass(eq=False, slots=True)
class PartialValue:
    """`functools.partial(function, …)`."""

    function: Value
    arguments: Arguments


Value: TypeAlias = (
    Known
    | PathValue
    | UnknownValue
    | Union
    | ListValue
    | DictValue
    | FunctionValue
    | ClassValue
    | InstanceValue
    | ModuleValue
    | ExternalValue
    | ExternalInstance
    | BoundMethod
    | PartialValue
)


@dataclass(eq=False, slots=True)
class Arguments:
    """The evaluated arguments of a call; `open_` when `*` or `**` of unknown content was given.

    `spread` says where: which positional arguments come from such a `*`, and what it is called.
    """

    positional: list[Value] = field(default_factory=list)
    keywords: dict[str, Value] = field(default_factory=dict)
    open_: bool = False
    spread: tuple[tuple[int, int, str], ...] = ()

    def get(self, position: int | None, keyword: str | None) -> Value | None:
        """The argument at a position or of a keyword, or None where it is not given."""
        if keyword is not None and keyword in self.keywords:
            return self.keywords[keyword]
        if position is not None and position < len(self.positional):
            return self.positional[position]
        return None


NONE = Known(None)
MAX_OPTIONS = 12
"""Most values that one expression may have; more become one unknown."""


def join(values: list[Value], label: str = "x") -> Value:
    """One value that stands for any of `values`."""
    if len(values) == 1:
        return values[0]
    options: list[Value] = []
    for value in values:
        if type(value) is not Union:
            if value not in options:
                options.append(value)
            continue
        for option in value.options:
            if option not in options:
                options.append(option)
    if not options:
        return UnknownValue(UnresolvedReason.UNDEFINED, label)
    if len(options) == 1:
        return options[0]
    if len(options) > MAX_OPTIONS:
        return UnknownValue(UnresolvedReason.BOUND, label)
    return Union(tuple(options))


def is_one_text(value: Value | None) -> bool:
    """Is it one text, known but for its holes, or one path?"""
    return isinstance(value, PathValue) or (
        isinstance(value, Known) and isinstance(value.value, str)
    )


def options_of(value: Value) -> tuple[Value, ...]:
    """The alternatives of a value."""
    return value.options if type(value) is Union else (value,)


@lru_cache(maxsize=4096)
def unknown(reason: UnresolvedReason, label: str = "x") -> UnknownValue:
    """An unknown value whose label is fit for a pattern."""
    clean = "".join(c if c.isalnum() or c == "_" else "_" for c in label)[:40]
    return UnknownValue(reason, clean or "x")

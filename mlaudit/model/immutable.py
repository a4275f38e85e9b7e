"""How the values are made that a scan makes by the hundred thousand."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(class_: type[Class]) -> type[Class]:
    """A dataclass with slots that nobody may change, which mypy sees to and not the interpreter.

    `frozen=True` makes each new object set its fields by calls of `object.__setattr__`, which takes
    several times longer. And for each method `dataclass` compiles text when the module is loaded,
    which for some hundred classes takes longer than a scan of a small project. So it makes
    `__init__` alone here; to compare and to hash is compiled when a value of the class first does.
    """
    own = vars(class_)
    if class_.__doc__ is None:
        class_.__doc__ = f"{class_.__name__}(...)"  # else `dataclass` renders a signature
    made: Any = dataclass(slots=True, repr=False, eq=False)(class_)
    if "__repr__" not in own:
        made.__repr__ = _show
    if "__eq__" not in own:
        _compare_later(made)
    if "__hash__" not in own:
        _hash_later(made)
    return made  # type: ignore[no-any-return]


def _show(self: Any) -> str:
    """What `dataclass` writes."""
    shown = (f"{item.name}={getattr(self, item.name)!r}" for item in fields(self) if item.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _compare_later(class_: Any) -> None:
    def __eq__(self: object, other: object) -> Any:
        class_.__eq__ = _compile(
            "__eq__",
            "(self, other):\n"
            " if other.__class__ is self.__class__:\n"
            f"  return {_list_fields(class_, 'self')} == {_list_fields(class_, 'other')}\n"
            " return NotImplemented",
        )
        return class_.__eq__(self, other)

    class_.__eq__ = __eq__


def _hash_later(class_: Any) -> None:
    def __hash__(self: object) -> int:
        text = f"(self):\n return hash({_list_fields(class_, 'self')})"
        class_.__hash__ = _compile("__hash__", text)
        return class_.__hash__(self)  # type: ignore[no-any-return]

    class_.__hash__ = __hash__


def _list_fields(class_: Any, of: str) -> str:
    """The text of a tuple of what counts when values are compared."""
    return f"({''.join(f'{of}.{item.name},' for item in fields(class_) if item.compare)})"


def _compile(name: str, text: str) -> Any:
    """A function out of text, in which nothing but names of fields varies."""
    found: dict[str, Any] = {}
    exec(f"def {name}{text}", {}, found)
    return found[name]

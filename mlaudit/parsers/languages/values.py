"""What functions of several languages mean for texts and paths."""

from __future__ import annotations

import re

from mlaudit.model.expression import (
    Argument,
    Attribute,
    Call,
    Collection,
    Comprehension,
    Constant,
    Expression,
    Format,
    Item,
    Mapping,
    Name,
    Operation,
)
from mlaudit.parsers.languages.reader import call

ELEMENT = "element"


def positional(arguments: tuple[Argument, ...]) -> tuple[Expression, ...]:
    """The arguments without a name."""
    return tuple(argument.value for argument in arguments if argument.name is None)


def named(arguments: tuple[Argument, ...], name: str) -> Expression | None:
    """The argument of that name, or None."""
    return next((a.value for a in arguments if a.name == name), None)


def given(arguments: tuple[Argument, ...], position: int, *names: str) -> Expression | None:
    """An argument by its position or one of its names, or None."""
    found = next((a.value for a in arguments if a.name in names), None)
    plain = positional(arguments)
    return found or (plain[position] if position < len(plain) else None)


def joined(arguments: tuple[Argument, ...], line: int) -> Expression:
    """Texts behind each other."""
    return Format(positional(arguments))


def joined_by(arguments: tuple[Argument, ...], separator: Expression) -> Expression:
    """Texts with a separator between them."""
    pieces: list[Expression] = []
    for value in positional(arguments):
        pieces += [separator, value] if pieces else [value]
    return Format(tuple(pieces))


def formatted(arguments: tuple[Argument, ...], line: int) -> Expression | None:
    """`sprintf("%s_%d.csv", name, number)`."""
    template, *values = positional(arguments) or (None,)
    if template is None:
        return None
    if not values:
        return template
    return Operation("%", (template, Collection("tuple", tuple(values))))


def filled(text: str) -> Expression:
    """`glue("{folder}/x.csv")`: names in braces stand for their values."""
    pieces: list[Expression] = []
    for part in re.split(r"(\{[^{}]*\})", text):
        inner = part[1:-1].strip()
        if part.startswith("{") and part.endswith("}"):
            pieces.append(Name(inner) if re.fullmatch(r"[\w.]+", inner) else Name("{" + inner))
        elif part:
            pieces.append(Constant(part))
    return Format(tuple(pieces))


def listed(arguments: tuple[Argument, ...], line: int) -> Expression:
    """A list, or a table where its elements have names."""
    if arguments and all(argument.name for argument in arguments):
        return Mapping(tuple((Constant(a.name), a.value) for a in arguments))
    return Collection("list", tuple(argument.value for argument in arguments))


def each(
    items: Expression, function: Expression, rest: tuple[Argument, ...], line: int
) -> Expression:
    """A function called for each of some items."""
    made = Call(function, (Argument(Name(ELEMENT)), *rest), line)
    return Comprehension("list", made, ((Name(ELEMENT), items, ()),))


def run_here(path: Expression, line: int) -> Expression:
    """The code of another file, run among its own."""
    opened = call("open", line, path)
    return call("exec", line, Call(Attribute(opened, "read"), (), line))


def words_of_command_line() -> Expression:
    """The words behind the name of the program."""
    whole = Operation("slice", (Constant(1), Constant(None), Constant(None)))
    return Item(Name("sys.argv"), whole)


def parsed_yaml(path: Expression, line: int) -> Expression:
    """The content of a file of YAML or JSON."""
    return call("yaml.safe_load", line, call("open", line, path))


def join_texts(left: Expression, right: Expression) -> Expression:
    """Texts with an operator between them that joins texts, and calculates with all else."""
    texts = (Format, Constant)
    if isinstance(left, texts) or isinstance(right, texts):
        sides = [
            piece
            for side in (left, right)
            for piece in (side.pieces if isinstance(side, Format) else (side,))
        ]
        if any(isinstance(p, Constant) and isinstance(p.value, str) for p in sides):
            return Format(tuple(sides))
    # What is added to a text is one, and nothing is known of it where it is a number.
    return Operation("+", (Operation("+", (Constant(""), left)), right))

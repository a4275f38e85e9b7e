"""Command lines of R scripts, as the packages optparse and argparse of R describe them."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.model.expression import (
    Argument,
    Attribute,
    Call,
    Collection,
    Constant,
    Expression,
    Name,
)
from mlaudit.model.summary import Assign, Evaluate, Statement
from mlaudit.parsers.languages.reader import call
from mlaudit.parsers.languages.values import given, named

_PARSER = Name("command line")


def declare_options(options: Iterable[Call], line: int) -> list[Statement]:
    """The options that `make_option` made, declared as those of a program."""
    made: list[Statement] = [Assign((_PARSER,), call("argparse.ArgumentParser", line), line)]
    for option in options:
        flags = given(option.arguments, 0, "opt_str")
        texts = flags.elements if isinstance(flags, Collection) else (flags,) if flags else ()
        arguments = [Argument(text) for text in texts]
        for name in ("default", "dest"):
            value = named(option.arguments, name)
            if value is not None:
                arguments.append(Argument(value, name))
        action = named(option.arguments, "action")
        if action in (Constant("store_true"), Constant("store_false")):
            arguments.append(Argument(action, "action"))
        declare = Call(Attribute(_PARSER, "add_argument"), tuple(arguments), option.line)
        made.append(Evaluate(declare, option.line))
    return made


def parsed_options(line: int) -> Expression:
    """What the command line gives, by the names of the options."""
    return call("vars", line, Call(Attribute(_PARSER, "parse_args"), (), line))

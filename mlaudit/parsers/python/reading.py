"""Reads Python source: text in; summary, instructions and problems out."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from mlaudit.collector import without_collection
from mlaudit.model.expression import Unknown
from mlaudit.model.facts import Instruction
from mlaudit.model.immutable import immutable
from mlaudit.model.summary import Evaluate, Statement
from mlaudit.parsers.python.instructions import (
    PlaceOf,
    comment_instructions,
    docstring_instructions,
    message_instructions,
)
from mlaudit.parsers.python.refusals import Refusal
from mlaudit.parsers.python.statements import translate_body
from mlaudit.parsers.python.syntax import TOO_DEEP, Parsed, parse_syntax
from mlaudit.parsers.python.translation import Translation


@immutable
class Code:
    """What was read of a file or a cell.

    Attributes:
        body: its statements, or None where nothing could be read.
        docstring: of the module.
        instructions: in its comments, docstrings and messages, by line.
        refusals: what could not be read, by line of the joined source.
    """

    body: tuple[Statement, ...] | None
    docstring: str = ""
    instructions: tuple[Instruction, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def read_code(
    source: str,
    place: PlaceOf,
    *,
    first_line: int = 1,
    substitutes: Mapping[int, tuple[Statement, ...]] | None = None,
    original: str | None = None,
    parsed: Parsed | None = None,
) -> Code:
    """Read Python code whose first line is `first_line` of the joined source. Never raises.

    Args:
        source: the code, with placeholders where `substitutes` stand.
        place: the place of a line of the joined source.
        first_line: where the code starts.
        substitutes: statements for placeholders.
        original: the text before magics were replaced, whose comments are read.
        parsed: the syntax of `source`, where it is known already.
    """
    state = Translation(offset=first_line - 1, substitutes=substitutes or {})
    parsed = parsed or parse_syntax(source)
    refusals = [_move(refusal, state.offset) for refusal in parsed.refusals]
    text = source if original is None else original
    if parsed.tree is None:
        comments = tuple(comment_instructions(text, state, place, first_line))
        return Code(None, "", comments, tuple(refusals))
    with without_collection():
        body = _translate(parsed.tree, state, refusals)
        found = [
            *comment_instructions(text, state, place, first_line),
            *docstring_instructions(parsed.tree, state, place),
            *message_instructions(state.messages, place),
        ]
        docstring = ast.get_docstring(parsed.tree) or ""
    found.sort(key=lambda instruction: instruction.place.sort_key)
    return Code(body, docstring, tuple(found), tuple(refusals))


def _move(refusal: Refusal, offset: int) -> Refusal:
    return Refusal(refusal.line + offset if refusal.line else 0, refusal.reason)


def _translate(
    tree: ast.Module, state: Translation, refusals: list[Refusal]
) -> tuple[Statement, ...]:
    """Translate statement by statement, so that one nested too deeply does not lose the others."""
    body: list[Statement] = []
    for node in tree.body:
        try:
            body.extend(translate_body((node,), state))
        except RecursionError:
            state.scope.clear()
            line = node.lineno + state.offset
            refusals.append(Refusal(line, TOO_DEEP))
            body.append(Evaluate(Unknown(TOO_DEEP), line))
    return tuple(body)

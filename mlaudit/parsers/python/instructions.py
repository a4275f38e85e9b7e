"""What comments, docstrings and messages of code tell a person to do."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator

from mlaudit.model.facts import Instruction
from mlaudit.model.place import Place
from mlaudit.parsers.prose import FoundInstruction, find_instructions
from mlaudit.parsers.python.comments import find_blocks, may_tell
from mlaudit.parsers.python.messages import render_text
from mlaudit.parsers.python.translation import Message, Translation
from mlaudit.patterns import lazy_regex

# A docstring describes code in the imperative ("Download the data."). It speaks to a person only
# where it says so.
_ADDRESSED = lazy_regex(
    r"(?i)\b(?:please|you|your|must|should|manually|by hand|make sure|remember|do ?n[o']t forget"
    r"|before (?:running|using|executing|starting)|first|beforehand|prior to|assumes?|requires?)\b"
)

PlaceOf = Callable[[int], Place]


def comment_instructions(
    source: str, state: Translation, place: PlaceOf, first_line: int = 1
) -> Iterator[Instruction]:
    """The instructions in the comments of code whose first line is `first_line`."""
    for block in find_blocks(source):
        for found in find_instructions(block.text, "comment"):
            line = block.line_at(found.offset) + first_line - 1
            yield make_instruction(found, place(line), "comment", state.scope_at(line))


def docstring_instructions(
    tree: ast.Module, state: Translation, place: PlaceOf
) -> Iterator[Instruction]:
    """The sentences of docstrings that speak to the person who runs the code."""
    for constant in _docstrings(tree):
        text = str(constant.value)
        if not may_tell(text) or not _ADDRESSED.search(text):
            continue
        for found in find_instructions(text, "comment"):
            if found.manual or _ADDRESSED.search(found.text):
                line = constant.lineno + state.offset + text.count("\n", 0, found.offset)
                yield make_instruction(found, place(line), "comment", state.scope_at(line))


def message_instructions(messages: Iterable[Message], place: PlaceOf) -> Iterator[Instruction]:
    """The instructions in what the code raises, prints, logs or leaves with."""
    for message in messages:
        text = render_text(message.values)
        if text and may_tell(text):
            for found in find_instructions(text, "message"):
                yield make_instruction(found, place(message.line), "message", message.scope)


def make_instruction(
    found: FoundInstruction, place: Place, source: str, heading: str
) -> Instruction:
    """The instruction of a found sentence."""
    return Instruction(found.text, place, source, heading, found.verb, found.mentions, found.manual)


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in _documented_nodes(tree):
        first = node.body[0]
        if (
            isinstance(first, ast.Expr)
            and isinstance(first.value, ast.Constant)
            and isinstance(first.value.value, str)
        ):
            yield first.value


def _documented_nodes(
    tree: ast.Module,
) -> Iterator[ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The module, its classes and functions, and the methods of its classes, in order."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if node.body:
                yield node
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                pending.extend(reversed(node.body))

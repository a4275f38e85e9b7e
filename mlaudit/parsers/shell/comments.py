"""Comments of shell scripts and of files with the same comment sign."""

from __future__ import annotations

import re

from mlaudit.model.facts import Instruction
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.parsers.manual.notes import is_note
from mlaudit.patterns import lazy_regex

_COMMENT = lazy_regex(r"\s*#+[ \t]?(?!!)(.*)")
_DIRECTIVE = lazy_regex(r"(?:SBATCH|PBS|BSUB|shellcheck|-\*-|vim?:|\$ -)\b")


@immutable
class Comment:
    """Comment lines that follow each other, without their signs; `line` is that of the first."""

    text: str
    line: int


def find_comments(text: str, line: int = 1) -> tuple[Comment, ...]:
    """The blocks of whole-line comments, except directives to tools."""
    found: list[Comment] = []
    block: list[str] = []
    rows = text.splitlines()
    for number, row in enumerate([*rows, ""], start=line):
        match = _COMMENT.fullmatch(row)
        if match is not None and not (_DIRECTIVE.match(match[1]) or is_note(match[1])):
            block.append(match[1])
            continue
        if any(block):
            found.append(Comment("\n".join(block), number - len(block)))
        block = []
    return tuple(found)


def told_in_comments(path: str, code: str, sign: str = "#") -> tuple[Instruction, ...]:
    """What lines that are comments tell a person to do; `sign` is how they begin, a pattern."""
    from mlaudit.parsers.prose import find_instructions

    if sign != "#":
        code = re.sub(rf"(?mi)^[ \t]*(?:{sign})", "#", code.replace("\r\n", "\n"))
    return tuple(
        Instruction(
            found.text,
            Place(path, comment.line + comment.text.count("\n", 0, found.offset)),
            "comment",
            "",
            found.verb,
            tuple(found.mentions),
            found.manual,
        )
        for comment in find_comments(code)
        for found in find_instructions(comment.text)
    )

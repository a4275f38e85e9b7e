"""The blocks of code in a page, with what their fences say.

A block of commands begins with three backticks, `console` or `sh`, and words that no reader sees:

    console in=churn exit=1 head=12

`in` names the bundled story in which the block runs (that of the block before it, or churn), `exit`
the exit code of its last command (0), `skip`, `head` and `tail` how many lines of the output are
left out at its beginning, shown from there, and shown from its end, `until=blank` that it is shown
up to its first empty line; a line `…` stands for what is left out. A block of any language with
both `in` and `path` is a file, which is written there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docs.tools.links import FENCE

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))


@dataclass(frozen=True)
class Block:
    """One fenced block.

    Attributes:
        language: the first word of the fence, "" if it has none.
        options: its words of the form `name=value`.
        first, end: numbers of the line after the opening fence and of the closing one, from 0.
        lines: what stands between.
    """

    language: str
    options: dict[str, str]
    first: int
    end: int
    lines: tuple[str, ...]


def blocks_of(text: str) -> Iterator[Block]:
    """The fenced blocks of a page that stand in no other block, in their order."""
    lines = text.splitlines()
    opened: tuple[int, str, str, str] | None = None
    for number, line in enumerate(lines):
        fence = FENCE.match(line)
        if opened is None:
            if fence is not None:
                opened = (number + 1, fence[2], fence[3], fence[4])
        elif fence is not None and fence[2].startswith(opened[1]) and not fence[3]:
            first, _, language, rest = opened
            options = dict(word.split("=", 1) for word in rest.split() if "=" in word)
            yield Block(language, options, first, number, tuple(lines[first:number]))
            opened = None
    if opened is not None:
        raise ValueError(f"line {opened[0]}: a block of code is not closed")

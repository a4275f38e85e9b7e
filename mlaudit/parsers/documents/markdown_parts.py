"""The parts of a Markdown document (CommonMark, with tables and MkDocs tabs)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from mlaudit.parsers.documents.headings import nest_heading
from mlaudit.parsers.documents.parts import Code, Divide, Part, Prose
from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = lazy_regex(r"\A\ufeff?---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TAB = lazy_regex(r"([ \t]*)(===|!!!|\?\?\?\+?)!?\+?[ \t]+(\"[^\"\n]*\"|\w[^\n]*)\Z")
_LANGUAGE = lazy_regex(r"\{?\.?(?:code-block|code|sourcecode|prompt)?\}?[ \t]*\{?\.?([\w+#-]*)")


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # The parts keep their inline markup as written, so that nobody needs it parsed.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])


def split_markdown(text: str) -> Iterator[Part]:
    """The headings' paths, paragraphs, list items, table cells and code blocks, in order."""
    lines, tokens = read_blocks(text)
    walk = _Walk(lines)
    for token in tokens:
        yield from _read_token(walk, token)


def read_blocks(text: str) -> tuple[list[str], list[Token]]:
    """The lines as they count for Markdown, and the tokens of markdown-it without inline ones."""
    lines = _unfold_tabs(_FRONT_MATTER.sub(_blank_lines, text, count=1).split("\n"))
    return lines, _reader().parse("\n".join(lines))


def _blank_lines(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def _unfold_tabs(lines: list[str]) -> list[str]:
    """Take the indentation off the content of MkDocs tabs and admonitions."""
    unfolded, depth = [], 0
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if line.strip() and indent < depth:
            depth = indent - indent % 4
        tab = _TAB.match(line)
        unfolded.append(line[min(depth, indent) :] if line.strip() else line)
        if tab is not None and indent == depth:
            depth += 4
    return unfolded


@dataclass(slots=True)
class _Walk:
    """Where the walk over the tokens stands."""

    lines: list[str]
    path: list[tuple[int, str]] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    level: int = 0
    row: int = 0

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(heading for _, heading in self.path)


def _read_token(walk: _Walk, token: Token) -> Iterator[Part]:
    kind = token.type
    if kind == "heading_open":
        walk.level = int(token.tag[1:])
    elif kind == "heading_close":
        walk.level = 0
    elif kind in ("ordered_list_open", "bullet_list_open"):
        walk.lists.append(kind)
    elif kind in ("ordered_list_close", "bullet_list_close"):
        walk.lists.pop()
    elif kind == "tr_open" and token.map:
        walk.row = token.map[0]
    elif kind in ("fence", "code_block"):
        yield _read_code(walk, token)
    elif kind == "inline":
        yield from _read_inline(walk, token)


def _read_code(walk: _Walk, token: Token) -> Code:
    fenced = token.type == "fence"
    line = (token.map[0] if token.map else 0) + (2 if fenced else 1)
    match = _LANGUAGE.match(token.info.strip()) if fenced else None
    return Code(token.content, line, walk.headings, match.group(1).lower() if match else "")


def _read_inline(walk: _Walk, token: Token) -> Iterator[Part]:
    line = (token.map[0] if token.map else walk.row) + 1
    if walk.level:
        walk.path = nest_heading(walk.path, walk.level, token.content)
        yield Prose(_spans_alone(token.content), line, walk.headings)
        return
    tab = _TAB.match(token.content)
    if tab is not None and tab.group(2) == "===":
        yield Divide(line, walk.headings)
        return
    yield Prose(token.content, line, walk.headings, "ordered_list_open" in walk.lists[-1:])


def _spans_alone(heading: str) -> str:
    """The code that a heading consists of: its words are no sentence."""
    match = re.fullmatch(r"[\W\d]*(`[^`\n]+`)[\W\d]*", heading)
    return match.group(1) if match else ""

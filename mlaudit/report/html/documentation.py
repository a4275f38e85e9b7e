"""Markdown of the pages of rules as elements; what is not known is shown as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mlaudit.report.html.markup import Content, Element, link, tag

if TYPE_CHECKING:
    from markdown_it.token import Token

_EXAMPLES = "\n## Fires"
"""From here on a page holds examples, which are for the authors of rules."""
_BLOCKS = {
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "paragraph": "p",
    "blockquote": "blockquote",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "th": "th",
    "td": "td",
    "em": "em",
    "strong": "strong",
}
_LOWEST = 6


def write_documentation(markdown: str, level: int) -> list[Content]:
    """The page of a rule without its title and its examples.

    Args:
        markdown: the whole page.
        level: of the headings that stand for those of the second level.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    _, _, body = markdown.partition(_EXAMPLES)[0].strip().partition("\n")
    return _build(iter(parser.parse(body)), level - 2)


def _build(tokens: Iterator[Token], shift: int, end: str = "") -> list[Content]:
    """What stands before the end of an element."""
    found: list[Content] = []
    for token in tokens:
        if token.type == end:
            break
        found.append(_convert(token, tokens, shift))
    return found


def _convert(token: Token, tokens: Iterator[Token], shift: int) -> Content:
    if token.type == "inline":
        return _build(iter(token.children or ()), shift)
    if token.type in ("fence", "code_block"):
        lines = token.content.rstrip("\n").split("\n")
        return tag("pre", (tag("code", line, tag("br")) for line in lines))
    if token.type == "code_inline":
        return tag("code", token.content)
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type.endswith("_open"):
        kind = token.type.removesuffix("_open")
        return _wrap(token, kind, _build(tokens, shift, f"{kind}_close"), shift)
    return token.content


def _wrap(token: Token, kind: str, children: Sequence[Content], shift: int) -> Element:
    if kind == "heading":
        return tag(f"h{min(int(token.tag[1:]) + shift, _LOWEST)}", children)
    if kind == "link":
        return link(str(token.attrs.get("href", "")), children)
    return tag(_BLOCKS.get(kind, "div"), children)

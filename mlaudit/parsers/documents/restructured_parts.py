"""The parts of a reStructuredText document, with the directives of Sphinx."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from mlaudit.parsers.documents.headings import plain_heading
from mlaudit.parsers.documents.parts import Code, Divide, Part, Prose
from mlaudit.parsers.documents.plain_parts import split_plain
from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from docutils import nodes

_DIRECTIVE = lazy_regex(r"\.\.[ \t]+([\w:-]+)::[ \t]*([^\n]*)\n?")
_OPTION = lazy_regex(r"[ \t]*:[\w-]+:[^\n]*\n?")
_CODE = ("code", "code-block", "sourcecode", "prompt", "console", "parsed-literal", "highlight")
_NESTED = (
    "tab",
    "tabs",
    "tab-item",
    "tab-set",
    "group-tab",
    "dropdown",
    "details",
    "only",
    "container",
)
_TABS = ("tab", "tab-item", "group-tab")
_MAX_DEPTH = 8
_MAX_LINE = 2_000
_MAX_BLOCK = 30_000

_SETTINGS: dict[str, Any] = {
    # what a document may do beyond being text: nothing
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "halt_level": 5,
    "report_level": 5,
    "warning_stream": None,
    "line_length_limit": 1_000_000,
    "syntax_highlight": "none",
    "smart_quotes": False,
}


def split_restructured(text: str) -> Iterator[Part]:
    """The headings' paths, paragraphs, list items, table cells and code blocks, in order.

    docutils takes quadratic time for endless lines and paragraphs: those are read as plain text.
    """
    if _is_endless(text):
        yield from split_plain(text)
        return
    walk = _Walk(text.split("\n"))
    yield from _read_children(walk, _parse(text), (), False)


def _is_endless(text: str) -> bool:
    return any(
        len(block) > _MAX_BLOCK or any(len(line) > _MAX_LINE for line in block.split("\n"))
        for block in text.split("\n\n")
    )


def _parse(text: str) -> nodes.document:
    from docutils.frontend import get_default_settings
    from docutils.parsers.rst import Parser as RestParser
    from docutils.utils import new_document

    settings = get_default_settings(RestParser)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    document = new_document("document", settings)
    RestParser().parse(text, document)
    return document


@dataclass(slots=True)
class _Walk:
    """Where the walk over the tree stands; docutils gives lines of some nodes only."""

    lines: list[str]
    cursor: int = 0
    depth: int = 0
    index: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, line in enumerate(self.lines):
            self.index.setdefault(_key(line), []).append(number)

    def locate(self, text: str) -> int:
        """The line, from 1, of the first line of `text` at or after the cursor."""
        first = next((line for line in text.split("\n") if line.strip()), "")
        for number in self.index.get(_key(first), ()):
            if number >= self.cursor:
                self.cursor = number
                return number + 1
        return self._search(first.strip()) + 1

    def _search(self, fragment: str) -> int:
        for number in range(self.cursor, min(self.cursor + 400, len(self.lines))):
            if fragment in self.lines[number]:
                self.cursor = number
                return number
        return self.cursor


def _key(line: str) -> str:
    return line.strip()


def _read_children(
    walk: _Walk, parent: nodes.Element, headings: tuple[str, ...], ordered: bool
) -> Iterator[Part]:
    from docutils import nodes

    for node in parent.children:
        if isinstance(node, nodes.title):
            continue
        if isinstance(node, nodes.section):
            yield from _read_section(walk, node, headings)
        elif isinstance(node, nodes.literal_block | nodes.doctest_block):
            yield _read_code(walk, node, headings)
        elif isinstance(node, nodes.paragraph | nodes.term):
            text = node.rawsource or node.astext()
            yield Prose(text, walk.locate(text), headings, ordered)
        elif isinstance(node, nodes.system_message):
            yield from _read_message(walk, node, headings, ordered)
        elif isinstance(node, nodes.Element) and not isinstance(node, nodes.comment):
            numbered = isinstance(node, nodes.enumerated_list)
            bulleted = isinstance(node, nodes.bullet_list)
            inner = numbered or (ordered and not bulleted)
            yield from _read_children(walk, node, headings, inner)


def _read_section(walk: _Walk, section: nodes.section, headings: tuple[str, ...]) -> Iterator[Part]:
    title = section.children[0].astext() if section.children else ""
    walk.locate(title)
    yield from _read_children(walk, section, (*headings, plain_heading(title)), False)


def _read_code(walk: _Walk, node: nodes.Element, headings: tuple[str, ...]) -> Code:
    text = node.astext()
    names: list[str] = node.get("classes", [])
    classes = [name for name in names if name != "code"]
    line = walk.locate(text)
    walk.cursor = min(line - 1 + text.count("\n"), len(walk.lines))
    return Code(text, line, headings, classes[0].lower() if classes else "")


def _read_message(
    walk: _Walk, message: nodes.Element, headings: tuple[str, ...], ordered: bool
) -> Iterator[Part]:
    """A directive that docutils does not know, given whole inside its complaint."""
    from docutils import nodes

    for block in message.children:
        match = _DIRECTIVE.match(block.astext()) if isinstance(block, nodes.literal_block) else None
        if match is None or walk.depth >= _MAX_DEPTH:
            continue
        name, argument = match.group(1), match.group(2).strip()
        walk.locate(match.group())
        content = _directive_content(block.astext()[match.end() :])
        if name in _CODE:
            yield Code(content, walk.locate(content), headings, argument.lower())
        elif name in _NESTED:
            if name in _TABS:
                yield Divide(walk.cursor + 1, headings)
            walk.depth += 1
            yield from _read_children(walk, _parse(content), headings, ordered)
            walk.depth -= 1


def _directive_content(body: str) -> str:
    while (option := _OPTION.match(body)) is not None:
        body = body[option.end() :]
    return dedent(body.expandtabs(4)).strip("\n")

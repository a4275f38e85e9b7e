"""HTML as values: text becomes markup in one place, and there it is escaped.

A page is a tree of elements. Whatever is a `str` in it is text, from wherever it comes; only
`write` makes characters of it, and nothing else of the package does. That is the whole of what the
safety of the page rests on, so it is small and our own: a template language would escape in many
places, and be loaded for each of them.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from mlaudit.report.escape import visible


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes and what is in it."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """CSS or JavaScript of mlaudit itself, the only text that is not escaped."""

    text: str


Content: TypeAlias = Element | Source | str | Iterable["Content"] | None
"""What stands in an element: text, further elements, or any number of both; None is nothing."""

_VOID = frozenset({"br", "hr", "input", "link", "meta"})
_BLOCKS = frozenset({"article", "details", "g", "li", "ol", "p", "section", "svg", "tr", "ul"})
"""Elements behind which a line ends, so that two reports can be compared line by line."""
_ADDRESSES = ("#", "http://", "https://")


def tag(name: str, *children: Content, **attributes: str | bool | None) -> Element:
    """An element.

    Args:
        name: of the element.
        children: what is in it.
        attributes: an underscore stands for a hyphen, one at the end for nothing (`class_`); True
            gives an attribute without a value, None and False give none.
    """
    kept = []
    for key, value in attributes.items():
        if value is not None and value is not False:
            word = key.rstrip("_").replace("_", "-")
            kept.append((word, "" if value is True else str(value)))
    return Element(name, tuple(kept), children)


def link(address: str, *children: Content, **attributes: str | bool | None) -> Element:
    """A link to a part of the page or to a site; what leads elsewhere becomes plain text.

    So no address of a repository (`javascript:`, `file:`) can ever be followed.
    """
    if not address.startswith(_ADDRESSES) or not address.isprintable():
        return tag("span", *children, **attributes)
    outside = None if address.startswith("#") else "noopener noreferrer"
    return tag("a", *children, href=address, rel=outside, **attributes)


def code(text: str, **attributes: str | bool | None) -> Element:
    """Text of a program or a file name."""
    return tag("code", text, **attributes)


def prose(text: str) -> Content:
    """A message of mlaudit, whose `words` between backticks are code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return text
    return [code(part) if odd % 2 else part for odd, part in enumerate(parts) if part]


def write(content: Content) -> str:
    """The characters of the page."""
    written: list[str] = []
    _write(content, written)
    return "".join(written)


def _write(content: Content, written: list[str]) -> None:
    if content is None:
        return
    if isinstance(content, str):
        written.append(html.escape(visible(content), quote=False))
    elif isinstance(content, Element):
        _write_element(content, written)
    elif isinstance(content, Source):
        written.append(content.text)
    else:
        for child in content:
            _write(child, written)


def _write_element(element: Element, written: list[str]) -> None:
    written.append(f"<{element.name}")
    for key, value in element.attributes:
        written.append(f' {key}="{html.escape(visible(value))}"' if value else f" {key}")
    written.append(">")
    if element.name not in _VOID:
        for child in element.children:
            _write(child, written)
        written.append(f"</{element.name}>")
    if element.name in _BLOCKS:
        written.append("\n")

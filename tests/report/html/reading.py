"""Pages of HTML as a parser of HTML sees them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TypeAlias

Attributes: TypeAlias = list[tuple[str, str | None]]


class Reading(HTMLParser):
    """The names of elements, all attributes, and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self.text = ""
        self.feed(text)
        self.close()

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.elements]

    @property
    def attributes(self) -> Attributes:
        return [attribute for _, attributes in self.elements for attribute in attributes]

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.elements.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(text: str) -> list[tuple[str, Attributes]]:
    """Every element with its attributes."""
    return Reading(text).elements


def strip_sources(page: str) -> str:
    """The page without its style and script, which are no text of a repository."""
    return re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", page, flags=re.DOTALL)

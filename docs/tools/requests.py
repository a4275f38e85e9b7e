"""What a built page would ask of another host, or of a path that only one address has: nothing.

The site has to work below any address, from a folder on disk and without a network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_ELSEWHERE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_ROOTED = re.compile(r"\s*/(?!/)")
_IN_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)
_LOADED = {"src", "srcset", "poster", "data"}
_NEVER_LOADED = {"canonical", "prev", "next", "alternate", "license", "author", "edit"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        loaded = [values[name] for name in _LOADED if name in values]
        address = values.get("href", "")
        if tag == "link" and not _NEVER_LOADED & set(values.get("rel", "").split()):
            loaded.append(address)
        self.found += [value for value in loaded if _ELSEWHERE.match(value)]
        self.found += [value for value in {*loaded, address} if _ROOTED.match(value)]
        self.found += _IN_STYLE.findall(values.get("style", ""))

    def handle_data(self, data: str) -> None:
        if self.lasttag == "style":
            self.found += _IN_STYLE.findall(data)


def requests_of_page(html: str) -> list[str]:
    """Scripts, styles, fonts, pictures and frames of other hosts, and links from the root."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


def requests_of_site(folder: Path) -> Iterator[str]:
    """The same for a folder of pages, styles and pictures, each with the file it stands in."""
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".html":
            found = requests_of_page(file.read_text(encoding="utf-8"))
        elif file.suffix in (".css", ".svg"):
            found = _IN_STYLE.findall(file.read_text(encoding="utf-8"))
        else:
            continue
        yield from (f"{file.relative_to(folder).as_posix()}: {address}" for address in found)

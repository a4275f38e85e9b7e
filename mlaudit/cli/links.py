"""Whether the terminal opens links, and where those to files and to pages of rules lead.

No terminal answers the question, so it is told by its name, as programs that follow
https://github.com/chalk/supports-hyperlinks do; FORCE_HYPERLINK (0 or 1) overrules that.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_PROGRAMS = frozenset({"Hyper", "WezTerm", "ghostty", "iTerm.app", "rio", "vscode", "zed"})
_TERMS = frozenset({"alacritty", "foot", "xterm-ghostty", "xterm-kitty"})
_SIGNS = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM")
_VTE = 5000
"""Of 0.50.0, which crashes at a link; later versions open them."""


def find_links(root: Path) -> str:
    """The address of a folder, with a final slash, or "" where links are of no use."""
    if not opens_links(os.environ, interactive=sys.stdout.isatty()):
        return ""
    return f"{_address(root).rstrip('/')}/"


def find_rule_page(slug: str) -> str:
    """The address of a rule's documentation as it is installed, or "" where it is not found."""
    page = _find_rule_pages().get(slug)
    return _address(page) if page is not None else ""


@cache
def _find_rule_pages() -> Mapping[str, Path]:
    """The pages by slug, told by the names of files: to load all rules for this takes too long."""
    return {page.stem.replace("_", "-"): page for page in _list_markdown()}


def _list_markdown() -> Iterator[Path]:
    from importlib.util import find_spec

    from mlaudit.plugins import RULES, list_entries, local_modules

    for entry in list_entries(RULES):
        try:
            spec = find_spec(entry.module)
        except (ImportError, ValueError):  # a scan that needs the rules says so
            continue
        folders = [] if spec is None else spec.submodule_search_locations or []
        for folder in folders:
            yield from sorted(Path(folder).rglob("*.md"))
        if spec is not None and spec.origin and not folders:
            yield from _find_beside(spec.origin)
    for module in local_modules():
        yield from _find_beside(module.__file__ or "")


def _find_beside(module: str) -> Iterator[Path]:
    page = Path(module).with_suffix(".md")
    if page.is_file():
        yield page


def _address(path: Path) -> str:
    import socket
    from urllib.parse import quote

    quoted = quote(os.fsencode(os.path.abspath(path)), safe="/")
    return f"file://{quote(socket.gethostname(), safe='')}{quoted}"


def opens_links(variables: Mapping[str, str], *, interactive: bool) -> bool:
    """Does what is written reach a terminal that opens links?"""
    forced = variables.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    if not interactive or variables.get("CI") or variables.get("TERM") == "dumb":
        return False
    version = variables.get("VTE_VERSION", "")
    return (
        variables.get("TERM_PROGRAM") in _PROGRAMS
        or variables.get("TERM") in _TERMS
        or any(variables.get(sign) for sign in _SIGNS)
        or (version.isdecimal() and int(version) > _VTE)
    )

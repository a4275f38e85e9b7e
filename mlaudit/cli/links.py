"""Whether the terminal opens links, and where those to files begin.

No terminal answers the question, so it is told by its name, as programs that follow
https://github.com/chalk/supports-hyperlinks do; FORCE_HYPERLINK (0 or 1) overrules that.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
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
    import socket
    from urllib.parse import quote

    path = quote(os.fsencode(os.path.abspath(root)), safe="/")
    return f"file://{quote(socket.gethostname(), safe='')}{path.rstrip('/')}/"


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

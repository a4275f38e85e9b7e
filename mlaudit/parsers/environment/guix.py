"""Manifests and channels of Guix: https://guix.gnu.org/manual/en/html_node/Writing-Manifests.html."""

from __future__ import annotations

import re

from mlaudit.model.facts import Environment, Facts, Requirement
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_COMMENT = lazy_regex(r";[^\n]*")
_PACKAGE = lazy_regex(r"\"(?P<name>[a-z0-9][\w.+-]*)(?:@(?P<version>[\w.]+))?(?::\w+)?\"")
_CHANNEL = lazy_regex(r"\(channel\b")
_COMMIT = lazy_regex(r"\(commit\s+\"(?P<commit>[0-9a-f]{7,})\"", re.DOTALL)


def parse_guix(path: str, data: bytes) -> Facts:
    """The packages of a manifest; channels with a commit each fix all of them."""
    text = _COMMENT.sub("", decode_text(data))
    if name_of(path) == "channels.scm":
        commits = list(_COMMIT.finditer(text))
        locked = bool(commits) and len(commits) >= len(_CHANNEL.findall(text))
        found = tuple(
            Requirement("guix:channel", f"=={m['commit']}", True, Place(path, _line(text, m)))
            for m in commits
        )
        environments = (Environment(path, "guix", found, locked),) if found else ()
        return Facts(path, PARSER.name, environments=environments)
    if "->manifest" not in text:
        return Facts(path, PARSER.name)
    found = tuple(
        Requirement(
            f"guix:{m['name']}",
            f"=={m['version']}" if m["version"] else "",
            bool(m["version"]),
            Place(path, _line(text, m)),
        )
        for m in _PACKAGE.finditer(text)
    )
    return Facts(path, PARSER.name, environments=(Environment(path, "guix", found),))


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1


PARSER = Parser(
    "guix", lambda path: name_of(path) in ("manifest.scm", "channels.scm", "guix.scm"), parse_guix
)

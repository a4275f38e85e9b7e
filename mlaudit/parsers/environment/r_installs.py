"""Scripts that install packages of R: install.R of Binder and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.facts import Environment, Facts, Requirement
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_NAME = lazy_regex(r"(?:install(?:[_-]?packages|[_-]?deps)?|requirements|dependencies)\.R", re.I)
_CALL = lazy_regex(
    r"\b(?:install\.packages|pkg_install|p_load|BiocManager::install|install_github)\s*\("
    r"(?P<arguments>(?:[^()]|\([^()]{0,500}\)){0,5000})\)"
)
_PINNED = lazy_regex(
    r"install_version\s*\(\s*[\"'](?P<name>[\w.]+)[\"']\s*,\s*(?:version\s*=\s*)?[\"'](?P<version>[\d.-]+)"
)
_TEXT = lazy_regex(r"(?:(?<!\w)(?P<key>\w+)\s*=\s*)?[\"'](?P<name>[A-Za-z][\w./@-]*)[\"']")
_COMMENT = lazy_regex(r"#[^\n]*")


def parse_installs(path: str, data: bytes) -> Facts:
    """The packages that the script installs."""
    text = _COMMENT.sub("", decode_text(data))
    found = tuple(_read(text, path))
    if not found:
        return Facts(path, PARSER.name)
    return Facts(path, PARSER.name, environments=(Environment(path, "r", found),))


def _read(text: str, path: str) -> Iterator[Requirement]:
    for call in _CALL.finditer(text):
        for item in _TEXT.finditer(call["arguments"]):
            if item["key"] in (None, "pkgs", "pkg"):
                place = Place(path, text.count("\n", 0, call.start("arguments") + item.start()) + 1)
                yield Requirement(f"r:{item['name']}", "", "@" in item["name"], place)
    for call in _PINNED.finditer(text):
        place = Place(path, text.count("\n", 0, call.start()) + 1)
        yield Requirement(f"r:{call['name']}", f"=={call['version']}", True, place)


PARSER = Parser("r-installs", lambda path: bool(_NAME.fullmatch(name_of(path))), parse_installs)

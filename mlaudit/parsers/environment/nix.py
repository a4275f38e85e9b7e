"""Environments of Nix: https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.facts import Environment, Facts, Problem, Requirement
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.requirement import normalise_name
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.json_data import read_json
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_FILES = ("flake.nix", "shell.nix", "default.nix", "environment.nix", "devenv.nix")
_COMMENT = lazy_regex(r"/\*.*?(?:\*/|\Z)|#[^\n]*", re.DOTALL)
_PYTHON = lazy_regex(
    r"withPackages\s*\(\s*(?P<name>\w+)\s*:\s*(?:with\s+\w+\s*;\s*)?\[(?P<list>[^\]]{0,5000})\]",
    re.DOTALL,
)
_PACKAGES = lazy_regex(
    r"\b(?:packages|buildInputs|nativeBuildInputs)\s*=\s*(?:with\s+[\w.]+\s*;\s*)?\[(?P<list>[^\]]{0,5000})\]"
)
_FIXED = lazy_regex(
    r"fetch(?:Tarball|FromGitHub|Git|url)\b[^}]{0,2000}?\b(?:sha256|rev|hash|narHash)\s*=\s*\"\w+",
    re.DOTALL,
)
_WORD = lazy_regex(r"[A-Za-z_][\w.'-]*")


def parse_nix(path: str, data: bytes) -> Facts:
    """The packages of a shell or flake; flake.lock fixes all of them at once."""
    text = decode_text(data)
    if name_of(path) == "flake.lock":
        return _parse_lock(path, text)
    code = _COMMENT.sub(lambda m: "\n" * m.group().count("\n"), text)
    found = tuple(_read_packages(code, path))
    if not found:
        return Facts(path, PARSER.name)
    fixed = "<nixpkgs>" not in code and bool(_FIXED.search(code))
    return Facts(path, PARSER.name, environments=(Environment(path, "nix", found, fixed),))


def _parse_lock(path: str, text: str) -> Facts:
    value, message, line = read_json(text)
    if message is not None:
        return Facts(path, PARSER.name, problems=(Problem(Place(path, line), message),))
    found = tuple(
        Requirement(f"nix:{entry.key}", f"=={revision}", True, Place(path, entry.line))
        for entry in entries_of(find(value, "nodes"))
        if (revision := text_of(find(entry.value, "locked", "rev")))
    )
    return Facts(path, PARSER.name, environments=(Environment(path, "nix", found, bool(found)),))


def _read_packages(code: str, path: str) -> Iterator[Requirement]:
    """Packages of Python by their names, all others as packages of Nix."""
    for listed in _PYTHON.finditer(code):
        for word, line in _words(code, listed):
            name = word.removeprefix(listed["name"] + ".")
            yield Requirement(normalise_name(name), "", False, Place(path, line))
    for listed in _PACKAGES.finditer(_PYTHON.sub(lambda m: " " * len(m.group()), code)):
        for word, line in _words(code, listed):
            name = word.removeprefix("pkgs.")
            if name not in ("pkgs", "with", "ps"):
                yield Requirement(f"nix:{name}", "", False, Place(path, line))


def _words(code: str, listed: re.Match[str]) -> Iterator[tuple[str, int]]:
    blank = re.sub(r"\([^()]*\)?", lambda m: " " * len(m.group()), listed["list"])
    for word in _WORD.finditer(blank):
        yield word.group(), code.count("\n", 0, listed.start("list") + word.start()) + 1


PARSER = Parser("nix", lambda path: name_of(path) in (*_FILES, "flake.lock"), parse_nix)

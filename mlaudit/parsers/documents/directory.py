"""The directory in which the commands of a sequence run, as far as `cd` tells it."""

from __future__ import annotations

import posixpath

from mlaudit.model.immutable import immutable
from mlaudit.model.shell import Command, Hole, Literal, Script, Word
from mlaudit.patterns import lazy_regex

UNKNOWN = "{x}"
_MAX_LENGTH = 500
_REPOSITORY = lazy_regex(r"([^/:]+?)(?:\.git)?/?\Z")


@immutable
class Location:
    """Where a person stands while typing the commands of a sequence.

    Attributes:
        directory: relative to the root; absolute, or `{x}` for unknown, where `cd` left it.
        cloned: name of the folder into which the repository itself was cloned, "" if unknown.
        pending: a clone has just happened, and the next `cd` enters it.
    """

    directory: str = "."
    cloned: str = ""
    pending: bool = False


def follow(location: Location, script: Script) -> Location:
    """The location after the top-level commands of a script."""
    for node in script.nodes:
        if isinstance(node, Command) and node.words:
            location = _follow_command(location, node)
    return location


def _follow_command(location: Location, command: Command) -> Location:
    words = [word.literal for word in command.words]
    if words[0] in ("cd", "pushd", "chdir", "Set-Location"):
        target = command.words[1] if len(words) > 1 else None
        return _enter(location, target)
    if words[:2] == ["git", "clone"] or words[:3] == ["gh", "repo", "clone"]:
        name = _cloned_name(command.words)
        if not location.cloned:
            return Location(location.directory, name or "{x}", True)
    return location


def _cloned_name(words: tuple[Word, ...]) -> str:
    plain = [word.literal or "" for word in words[2:]]
    plain = [word for word in plain if not word.startswith("-")]
    match = _REPOSITORY.search(plain[-1]) if plain else None
    return match.group(1) if match else ""


def _enter(location: Location, target: Word | None) -> Location:
    if target is None:
        return Location("~", location.cloned)
    text = target.literal
    if text is None:
        names_root = all(isinstance(part, Hole | Literal) for part in target.parts)
        start = location.directory == "." and names_root
        return Location("." if start else UNKNOWN, location.cloned)
    text = text.replace("\\", "/")
    if location.cloned and posixpath.basename(text.rstrip("/")) == location.cloned:
        return Location(".", location.cloned)
    if location.pending and "{" in location.cloned:
        return Location(".", location.cloned)
    if text == "-" or location.directory == UNKNOWN:
        return Location(UNKNOWN, location.cloned)
    if location.cloned and text.startswith(location.cloned + "/"):
        text = text[len(location.cloned) + 1 :]
    base = "" if text.startswith("~") or text[1:2] == ":" else location.directory
    joined = posixpath.normpath(posixpath.join(base, text))
    if len(joined) > _MAX_LENGTH:
        return Location(UNKNOWN, location.cloned)
    return Location("." if joined.startswith("..") else joined, location.cloned)

"""Variables of Azure Pipelines and texts that hold them.

Source: https://learn.microsoft.com/azure/devops/pipelines/process/variables
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from mlaudit.model.data import Data
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of
from mlaudit.patterns import lazy_regex

FOLDERS = {
    "build.sourcesdirectory": ".",
    "build.repository.localpath": ".",
    "system.defaultworkingdirectory": ".",
    "pipeline.workspace": "..",
    "agent.builddirectory": "..",
    "build.artifactstagingdirectory": "../a",
    "build.stagingdirectory": "../a",
    "system.artifactsdirectory": "../a",
    "build.binariesdirectory": "../b",
    "agent.tempdirectory": "../_temp",
}
"""Where agents have their folders, as seen from the checkout."""

_MACRO = lazy_regex(r"\$\(([A-Za-z_][\w.]*)\)")
_EXPRESSION = lazy_regex(r"\$\{\{(.*?)\}\}|\$\[(.*?)\]", re.DOTALL)
_NAME = lazy_regex(r"[\w-]+")
_CHANGES_DIRECTORY = lazy_regex(r"\b(?:cd|pushd)\b")


def read_variables(data: Data | None) -> dict[str, str]:
    """Names, in small letters, and values of `variables:`; "" for what is not known."""
    pairs = [(entry.key, entry.value) for entry in entries_of(data)]
    for item in items_of(data):
        name, value = text_of(find(item, "name")), find(item, "value")
        if name is not None and value is not None:
            pairs.append((name, value))
        elif name is None and find(item, "group") is None:
            pairs += [(entry.key, entry.value) for entry in entries_of(item)]
    return {
        name.lower(): "" if is_open(text) else text
        for name, value in pairs
        if not name.startswith("\0")
        for text in [text_as_written(value)]
    }


def is_open(text: str) -> bool:
    """An expression or a variable is left in the text."""
    return bool(_MACRO.search(text) or _EXPRESSION.search(text))


def expand(text: str, variables: Mapping[str, str]) -> str:
    """Replace the variables whose values are known; others stay as they are."""
    return _MACRO.sub(lambda m: variables.get(m[1].lower()) or m[0], text)


def to_pattern(text: str, variables: Mapping[str, str]) -> str:
    """Text for a path or a name: what is not known becomes `{name}`."""
    known = expand(text, {**variables, **FOLDERS})
    return _holes(known, "{", "}")


def to_path(text: str, variables: Mapping[str, str]) -> str:
    """A path as seen from the root of the repository."""
    return posixpath.normpath(to_pattern(text, variables).strip().replace("\\", "/") or ".")


def to_shell(text: str, variables: Mapping[str, str], directory: str) -> str:
    """Shell code in which variables have their values or are holes that shells know.

    `$(date)` is a command: what is no known variable counts as one only by the looks of its name.

    Args:
        text: the code.
        variables: the known ones.
        directory: in which it starts; folders of the agent are told relative to it.
    """
    folders: dict[str, str] = {}
    if not _CHANGES_DIRECTORY.search(text):
        start = "." if directory.startswith("..") or "{" in directory else directory
        folders = {name: posixpath.relpath(path, start) for name, path in FOLDERS.items()}

    def value(match: re.Match[str]) -> str:
        key = match[1].lower()
        if found := variables.get(key) or folders.get(key):
            return found
        is_name = "." in match[1] or any(c.isupper() for c in match[1]) or key in variables
        return f"{{{{ {match[1]} }}}}" if is_name else match[0]

    return _EXPRESSION.sub(lambda m: f"{{{{ {_last(m)} }}}}", _MACRO.sub(value, text))


def _holes(text: str, start: str, end: str) -> str:
    plain = _EXPRESSION.sub(lambda m: start + _last(m) + end, text)
    return _MACRO.sub(lambda m: start + m[1] + end, plain)


def _last(match: re.Match[str]) -> str:
    found = _NAME.findall(match[1] or match[2] or "")
    return found[-1] if found else "x"

"""What a container of a pod runs, and where."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping

from mlaudit.model.data import Data, Scalar
from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.parsers.cluster.embedded import find_embedded, program
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of
from mlaudit.parsers.shell import parse_script
from mlaudit.patterns import lazy_regex

_SHELLS = lazy_regex(r"(?:.*/)?(?:ba|da|z|k)?sh")
_PYTHON = lazy_regex(r"(?:.*/)?python[\d.]*")
_FLAGS = lazy_regex(r"-[a-z]*c")
_REFERENCE = lazy_regex(r"\$\((\w+)\)")
_PLAIN = lazy_regex(r"[\w@%+=:,./\u2983\u2984-]+")

Filling = Callable[[str], str]
"""Puts known values into a text."""


def unfilled(text: str) -> str:
    """Leaves a text as it is."""
    return text


def command_runs(container: Data, path: str, fill: Filling = unfilled) -> tuple[Run, ...]:
    """The command with its arguments; code that a shell is handed keeps its lines."""
    parts = [*_words(find(container, "command")), *_words(find(container, "args"))]
    if not parts:
        return ()
    words = [_REFERENCE.sub(r"${\1}", fill(_text(part))) for part in parts]
    first = parts[0].line
    embedded = find_embedded(words)
    if embedded is not None:
        return (Run(Place(path, first), script=program(*embedded, first)),)
    if _SHELLS.fullmatch(words[0]):
        for index, word in enumerate(words[1:-1], start=1):
            if _FLAGS.fullmatch(word):
                line = parts[index + 1].line
                return (Run(Place(path, line), script=parse_script(words[index + 1], line)),)
            if not word.startswith(("-", "+")):
                break
    return (Run(Place(path, first), script=parse_script(" ".join(map(_quoted, words)), first)),)


def _words(data: Data | None) -> list[Data]:
    return [data] if isinstance(data, Scalar) and data.value is not None else list(items_of(data))


def _text(data: Data) -> str:
    if isinstance(data, Scalar) and isinstance(data.value, bool):
        return str(data.value).lower()
    return text_of(data) or ""


def _quoted(word: str) -> str:
    """A word as shell code in which variables and templates still stand for their values."""
    if _PLAIN.fullmatch(word):
        return word
    if "$" in word or "{{" in word:
        return '"' + re.sub(r'([\\"`])', r"\\\1", word) + '"'
    return shlex.quote(word)


def script_runs(script: Data, path: str, fill: Filling = unfilled) -> tuple[Run, ...]:
    """The source of a script template: shell code, or code that its interpreter is handed."""
    source = find(script, "source")
    words = [_text(part) for part in _words(find(script, "command"))] or ["sh"]
    if not isinstance(source, Scalar) or not isinstance(source.value, str):
        return ()
    text, line = fill(source.value), source.line
    if _SHELLS.fullmatch(words[0]):
        return (Run(Place(path, line), script=parse_script(text, line)),)
    program = "python" if _PYTHON.fullmatch(words[0]) else words[0]
    code = f"{shlex.quote(program)} - <<'END_OF_SOURCE'\n{text}\nEND_OF_SOURCE"
    return (Run(Place(path, line), script=parse_script(code, max(line - 1, 1))),)


def directory_of(container: Data) -> str:
    """The working directory as the container sees it."""
    return text_of(find(container, "workingDir")) or UNKNOWN_DIRECTORY


def variables_of(
    container: Data,
    maps: Mapping[str, tuple[tuple[str, str], ...]],
    fill: Filling = unfilled,
) -> tuple[tuple[str, str], ...]:
    """Variables of a container, "" for what is taken from a secret or from elsewhere.

    `maps` holds the ConfigMaps that the same file declares.
    """
    found: dict[str, str] = {}
    for item in items_of(find(container, "envFrom")):
        name = text_of(find(item, "configMapRef", "name"))
        found.update(maps.get(name or "", ()))
    for item in items_of(find(container, "env")):
        key = text_of(find(item, "name"))
        if key:
            found[key] = _value(item, maps, fill)
    return tuple(found.items())


def _value(item: Data, maps: Mapping[str, tuple[tuple[str, str], ...]], fill: Filling) -> str:
    reference = find(item, "valueFrom", "configMapKeyRef")
    if reference is not None:
        values = dict(maps.get(text_of(find(reference, "name")) or "", ()))
        return values.get(text_of(find(reference, "key")) or "", "")
    value = fill(_text(find(item, "value") or Scalar(None)))
    return "" if "{{" in value or "$(" in value else value


def mounted_paths(container: Data) -> tuple[str, ...]:
    """Where volumes are mounted."""
    mounts = (
        text_of(find(item, "mountPath")) for item in items_of(find(container, "volumeMounts"))
    )
    return tuple(dict.fromkeys(path for path in mounts if path))


def config_maps(manifests: tuple[Data, ...]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The values of each ConfigMap among the objects of a file."""
    return {
        text_of(find(manifest, "metadata", "name")) or "": tuple(
            (entry.key, _text(entry.value)) for entry in entries_of(find(manifest, "data"))
        )
        for manifest in manifests
        if text_of(find(manifest, "kind")) == "ConfigMap"
    }

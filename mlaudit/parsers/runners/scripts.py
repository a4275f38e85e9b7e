"""What task runners configured in pyproject.toml have in common."""

from __future__ import annotations

import re
import shlex

from mlaudit.model.data import Data, Scalar, Sequence
from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.parsers.environment.values import entries_of, text_of
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.parsers.shell import parse_script
from mlaudit.patterns import lazy_regex

_FUNCTION = lazy_regex(r"\s*([\w.]+)\s*:\s*(\w+)\s*(?:\(.*\))?\s*", re.DOTALL)


def command_run(data: Data | None, path: str) -> tuple[Run, ...]:
    """A command line, or one as a list of words."""
    if isinstance(data, Sequence):
        words = [text_of(item) or "" for item in data.items]
        text: str | None = " ".join(map(shlex.quote, words))
    else:
        text = text_of(data)
    if data is None or not text:
        return ()
    return (Run(Place(path, data.line), script=parse_script(text, data.line)),)


def function_run(data: Data | None, path: str) -> tuple[Run, ...]:
    """`package.module:function`, with or without arguments; none where it is no such text."""
    found = _FUNCTION.fullmatch(text_of(data) or "")
    if found is None or not isinstance(data, Scalar):
        return ()
    return (Run(Place(path, data.line), callable_=(found[1], found[2])),)


def variables_of(data: Data | None) -> tuple[tuple[str, str], ...]:
    """A table of variables; of `{ default = … }` the default, and "" for what is no text."""
    pairs = []
    for entry in entries_of(data):
        defaults = {inner.key: text_of(inner.value) for inner in entries_of(entry.value)}
        pairs.append((entry.key, text_of(entry.value) or defaults.get("default") or ""))
    return tuple(pairs)


def is_project(path: str) -> bool:
    """Is the file a pyproject.toml?"""
    return path.rpartition("/")[2] == "pyproject.toml"


def directory_of(path: str, given: Data | None) -> str:
    """The working directory: the folder of the file unless another one is given."""
    text = text_of(given)
    if not text:
        return folder_of(path)
    return join_path(folder_of(path), re.sub(r"\$\{?(\w+)\}?", r"{\1}", text))

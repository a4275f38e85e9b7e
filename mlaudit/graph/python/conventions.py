"""Reads and writes of calls that nobody described, by the names that libraries give them.

`Dataset.load_parquet(path)` of a library that the catalogue does not know reads its path, and
`result.save_parquet(path)` writes it. The name of the call must say the direction and the argument
must look like a path; then the access counts, with the confidence of a convention.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import lru_cache

from mlaudit.graph.python.access import add_access
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import is_opaque, is_plausible_path, is_uri, normalise
from mlaudit.graph.python.values import Arguments, Known, PathValue, Value, options_of
from mlaudit.model.vocabulary import Confidence
from mlaudit.patterns import lazy_regex

_FORMATS = "file|path|disk|dir|directory|folder|csv|json|jsonl|yaml|parquet|pickle|toml|onnx|html"
_READ = lazy_regex(rf"load|(?:load|read|open|restore|parse)_\w+|restore|from_(?:{_FORMATS})")
_WRITE = lazy_regex(rf"save|export|(?:save|write|dump|export|store)_\w+|to_(?:{_FORMATS})")
_PATH_KEYWORDS = lazy_regex(r"(?:\w+_)?(?:path|file|filename|filepath|fname|dir|directory|folder)")
_EXTENSION = lazy_regex(r"[\w}\])*-]\.[A-Za-z]\w{0,9}(?:\.[a-z]\w{1,4})?$")
_SENTENCE = lazy_regex(r"[\s<>\"|]")


def record_by_name(run: Evaluation, name: str, arguments: Arguments, site: Site) -> None:
    """Note what a call of an unknown library reads or writes, where its name tells.

    Args:
        run: the evaluation.
        name: qualified name of the call as far as it is known.
        arguments: of the call.
        site: where the call stands.
    """
    mode = _direction(name)
    if mode is None:
        return
    for value in _arguments(arguments):
        paths = [text for option in options_of(value) if (text := _path(run, option, mode))]
        for text in paths:
            add_access(run, text, mode, name, site, confidence=Confidence.MEDIUM)
        if paths:
            return


@lru_cache(maxsize=4096)
def _direction(name: str) -> str | None:
    if name.partition(".")[0] in sys.stdlib_module_names:
        return None  # the catalogue knows the standard library
    last = name.rpartition(".")[2].lower()
    if _WRITE.fullmatch(last):
        return "write"
    return "read" if _READ.fullmatch(last) else None


def _arguments(arguments: Arguments) -> Iterator[Value]:
    yield from arguments.positional
    for keyword, value in arguments.keywords.items():
        if _PATH_KEYWORDS.fullmatch(keyword):
            yield value


def _path(run: Evaluation, value: Value, mode: str) -> str | None:
    """The text of a value that can be nothing but a path.

    A name with one slash may be that of a model on a hub; it counts as read only where the tree
    has it.
    """
    if isinstance(value, PathValue):
        text = value.text
    elif isinstance(value, Known) and isinstance(value.value, str):
        text = value.value
        if is_uri(text) or _SENTENCE.search(text):
            return None
        if not _EXTENSION.search(text) and not (mode == "write" and "/" in text):
            exists = "/" in text and run.world.exists(normalise(text, run.directory))
            text = text if exists else ""
    else:
        return None
    return text if is_plausible_path(text) and not is_opaque(text) else None

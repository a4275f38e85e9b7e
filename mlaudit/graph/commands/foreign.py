"""What the words of a command say of its files where nobody knows the program.

A program that is neither in the tree nor in the catalogue still names its files on the command
line. Options that say the direction are believed (`--input-file`, `--output-dir`); any other word
counts as read where the tree holds a file of that name, and as nothing where it does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mlaudit.catalog.kinds import kind_of_path
from mlaudit.graph.commands.outcome import CodeRun
from mlaudit.graph.commands.paths import is_remote, is_unknown_path, normalise
from mlaudit.model.vocabulary import Confidence
from mlaudit.model.workflow import Access
from mlaudit.patterns import lazy_regex

FOREIGN_FORMS = ("program", "python-module")
"""Forms of runs whose target may be a program from outside the tree."""

_READ_WORDS = frozenset(
    {"input", "inputs", "in", "infile", "indir", "source", "src", "config", "cfg", "conf", "i"}
)
_WRITE_WORDS = frozenset(
    {"output", "outputs", "out", "outfile", "outdir", "save", "dest", "destination", "export", "o"}
)
_FILE = lazy_regex(r"[\w{}*.+@%-]+\.[A-Za-z][A-Za-z0-9]{0,9}")
_SYNTAX = lazy_regex(r"[=,;:$()|<>\s]")


def infer_accesses(run: CodeRun, exists: Callable[[str], bool]) -> Iterator[Access]:
    """The files that the words of a command name.

    Args:
        run: a command whose program nobody knows.
        exists: tells whether the tree holds a path.
    """
    for option, word in _pair_words(run.arguments):
        path = normalise(word, run.directory) if _may_be_path(word) else None
        if path is None or is_unknown_path(path):
            continue
        mode = _direction(option)
        if mode is None and exists(path):
            mode = "read"
        if mode is not None:
            kind = kind_of_path(path, mode == "write")
            yield Access(
                path, mode, "inferred", run.target, run.place, Confidence.MEDIUM, kind=kind
            )


def _pair_words(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each word that is no option, with the option that it follows or ""."""
    option = ""
    for word in words:
        name, equals, value = word.partition("=")
        if equals and re.fullmatch(r"[-+]*[A-Za-z][\w.-]*", name):
            yield name, value
            option = ""
        elif re.match(r"-{1,2}[A-Za-z]", word):
            option = word
        else:
            yield option, word
            option = ""


def _may_be_path(word: str) -> bool:
    if not word or word.startswith("-") or is_remote(word) or _SYNTAX.search(word):
        return False
    return "/" in word.strip("/") or _FILE.fullmatch(word) is not None


def _direction(option: str) -> str | None:
    """What the name of an option says of its value: "read", "write" or nothing."""
    words = set(re.split(r"[-_.+]+", option.lower()))
    if words & _WRITE_WORDS:
        return "write"
    return "read" if words & _READ_WORDS else None

"""Words of command lines that the code which they start never looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mlaudit.graph.performance import CodeStart, Performance
from mlaudit.graph.text.statements import Walked
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.code import UnreadWords
from mlaudit.patterns import lazy_regex

_READERS = frozenset(
    {
        "absl", "argh", "argparse", "avocado", "baker", "cappa", "cleo", "click",
        "click_option_group",
        "clize", "cloup", "configargparse", "cyclopts", "datargs", "defopt",
        "django", "docopt", "draccus", "duty", "fire", "fileinput", "flask", "getopt", "gflags",
        "gin", "guild", "hydra", "invoke", "jsonargparse", "kedro", "luigi",
        "metaflow", "ml_collections", "nemo", "nubia", "optparse",
        "papermill", "plac", "plumbum", "pydantic_settings", "pytest",
        "rich_click", "sacred", "scriptconfig", "simple_parsing", "snakemake", "streamlit", "tap",
        "traitlets", "typed_argparse", "typer", "tyro",
        "unittest", "vizier", "yacs", "zenml",
    }
)  # fmt: skip
"""Libraries that look at the command line."""
_RUNNING = frozenset({"exec", "eval", "execfile", "runpy", "import_module", "__import__"})
_LOOKING = lazy_regex(
    r"argv|arg\w*pars|trlparser|parse_(known_)?args|default_argument|cmd_?line|command_?line|"
    r"\bflags\b|from_cli|(?<![a-z])cli\b|lightningcli",
    re.IGNORECASE,
)
"""Names of what looks at the command line, in libraries that mostly do something else."""


def find_unread_words(
    files: Mapping[str, tuple[s.Module, Walked]], performances: Mapping[str, Performance]
) -> tuple[UnreadWords, ...]:
    """What is handed over for nothing, by the step that does it; files of Python only.

    Nothing is said of code any part of which may look at the command line unseen: a library that
    reads it, code that is made at run time, a use of `sys.argv` other than one word of it.
    """
    found: dict[UnreadWords, None] = {}
    for id_, performance in performances.items():
        for path, started in performance.nested:
            start = started.start
            if start is not None and start.arguments and path.endswith(".py"):
                words = _unread(files, start, (path, *started.imported))
                places = [i.place for i in performance.invocations if (i.by, i.of) == (id_, path)]
                if words and places:
                    found[UnreadWords(id_, path, words, places[0])] = None
    return tuple(found)


def _unread(
    files: Mapping[str, tuple[s.Module, Walked]], start: CodeStart, paths: tuple[str, ...]
) -> tuple[str, ...]:
    """The words after the last one that the code asks for."""
    last = 0
    for path in paths:
        if path not in files:
            return ()
        module, walked = files[path]
        for statement, _ in walked:
            if isinstance(statement, s.Import):
                names = (statement.module, *(name for name, _ in statement.names))
                if any(_may_look(name) for name in names):
                    return ()
        number = max(_asked(module.body), default=0)
        if number is _ANY or (number and path != start.target.path):
            return ()
        last = max(last, number)
    return (start.arguments or ())[last:]


_ANY = 1 << 30
"""Stands for a use of the command line that may look at all its words."""


def _may_look(name: str) -> bool:
    return name.partition(".")[0] in _READERS or bool(_LOOKING.search(name)) or name in _RUNNING


def _asked(value: object) -> Iterator[int]:
    """The numbers of the words that code asks `sys.argv` for, `_ANY` for any other use."""
    if isinstance(value, e.Item) and _is_words(value.base):
        index = value.index.value if isinstance(value.index, e.Constant) else None
        yield index if isinstance(index, int) and 0 <= index < _ANY else _ANY
    elif isinstance(value, tuple):
        for part in value:
            yield from _asked(part)
    elif isinstance(value, e.Name | e.Attribute) and _is_open(value):
        yield _ANY
    elif hasattr(value, "__dataclass_fields__"):
        for field in value.__dataclass_fields__:
            yield from _asked(getattr(value, field))


def _is_words(value: object) -> bool:
    return value == e.Attribute(e.Name("sys"), "argv")


def _is_open(value: e.Name | e.Attribute) -> bool:
    name = value.identifier if isinstance(value, e.Name) else value.name
    return name in _RUNNING or _LOOKING.search(name) is not None

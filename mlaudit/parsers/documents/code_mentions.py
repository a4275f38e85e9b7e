"""Files of code that a document names: in a heading, a sentence, a table or a command."""

from __future__ import annotations

from mlaudit.model.facts import CodeMention
from mlaudit.model.place import Place
from mlaudit.patterns import lazy_regex

_FILE = lazy_regex(
    r"(?<![\w./\\-])[\w.-][\w./\\-]{0,200}?\.(?:py|R|r|jl|sh|ipynb)(?![A-Za-z0-9/]|[_.]\w)"
)
_MODULE = lazy_regex(r"python3? -m ([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)")
_TREE = lazy_regex(r"[\u2500-\u257f]|^\s*(?:\|--|\+--|`--)")
_SIGNS = (".py", ".R", ".r", ".jl", ".sh", ".ipynb", " -m ")
"""Without one of these a line names no code."""
_LIMIT = 2_000


def read_code_mentions(path: str, text: str) -> tuple[CodeMention, ...]:
    """The first place of each name; a tree of the folders tells of no file what it does."""
    found: dict[str, CodeMention] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not any(sign in line for sign in _SIGNS) or _TREE.search(line):
            continue
        for name in names_in_line(line):
            found.setdefault(name, CodeMention(name, Place(path, number)))
    return tuple(found.values())[:_LIMIT]


def names_in_line(line: str) -> list[str]:
    """The files that a line names, then the modules that it starts, with "/" between folders."""
    names = [match.group() for match in _FILE.finditer(line)]
    names += [f"{name.replace('.', '/')}.py" for name in _MODULE.findall(line)]
    return [name.replace("\\", "/").removeprefix("./").strip("_") for name in names]

"""Values in code and configuration that a person has to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Sequence, Table
from mlaudit.model.edits import Placeholder
from mlaudit.model.facts import Facts
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.edits.signs import is_placeholder_value, may_hold_placeholder
from mlaudit.parsers.edits.values import named_values
from mlaudit.parsers.own_settings import without_own_settings
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.python_source import parse_python
from mlaudit.parsers.yaml_data import decode_text, read_all_yaml
from mlaudit.patterns import lazy_regex

_FORMAT = "placeholders"
_CONFIGURATION = (".yaml", ".yml", ".toml", ".ini", ".cfg", ".json", ".env")
_QUOTED = lazy_regex(r"""(["'])((?:(?!\1)[^\\\n]|\\.){2,200}?)\1""")
_LARGEST = 100_000
_TEMPLATE = lazy_regex(
    r"(?:^|[._-])(?:examples?|template|sample|dist|skeleton|tmpl|j2|cookiecutter)(?=$|[._-])"
)
"""Words of names of files that are there to be copied and filled in."""


def _claims(path: str) -> bool:
    if not path.endswith((".py", *_CONFIGURATION)):
        return False
    return _TEMPLATE.search(name_of(path).lower()) is None


def parse_placeholders(path: str, data: bytes) -> Facts:
    """The placeholders of a file; nothing for a file without a sign of any."""
    if len(data) > _LARGEST or not may_hold_placeholder(data):
        return Facts(path, _FORMAT)
    is_code = path.endswith(".py")
    found = find_in_code(path, decode_text(data)) if is_code else _in_configuration(path, data)
    return Facts(path, _FORMAT, placeholders=tuple(found))


def find_in_code(path: str, source: str, cell: int | None = None) -> Iterator[Placeholder]:
    """The placeholders of some code; `cell` is the index of the notebook cell that it is."""
    if not may_hold_placeholder(source.encode("utf-8", "replace")):
        return
    texts = (found[2] for found in _QUOTED.finditer(source))
    if not any(map(is_placeholder_value, texts)):
        return  # spares most of what is left the syntax tree
    tree = parse_python(source)
    for value in named_values(tree) if tree is not None else ():
        if value.name and is_placeholder_value(value.value):
            place = Place(path, value.line, cell)
            yield Placeholder(place, value.name, value.value, value.scope)


def _in_configuration(path: str, data: bytes) -> Iterator[Placeholder]:
    contents = (without_own_settings(path, content) for content in reversed(_contents(path, data)))
    pending: list[tuple[Data, str, int]] = [(content, "", 0) for content in contents if content]
    while pending:
        value, key, line = pending.pop()
        if isinstance(value, Table):
            for entry in reversed(value.entries):
                dotted = f"{key}.{entry.key}" if key else entry.key
                pending.append((entry.value, dotted, entry.line))
        elif isinstance(value, Sequence):
            pending.extend((item, key, line) for item in reversed(value.items))
        elif key and isinstance(value.value, str) and is_placeholder_value(value.value):
            yield Placeholder(Place(path, value.line or line), key, value.value)


def _contents(path: str, data: bytes) -> tuple[Data, ...]:
    """What a configuration file holds, each of its documents."""
    from mlaudit.parsers.configuration import reader_of

    if path.endswith((".yaml", ".yml")):
        return tuple(read_all_yaml(data)[0])
    reader = reader_of(path)
    content = Facts(path, _FORMAT, content=reader(data)[0]).data if reader is not None else None
    return () if content is None else (content,)


PARSER = Parser(_FORMAT, _claims, parse_placeholders)
"""Reads code and configuration that are no templates; notebooks are read by their own parser."""

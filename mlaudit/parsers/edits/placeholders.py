"""Values in code and configuration that a person has to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.data import Data, Sequence, Table
from mlaudit.model.edits import Placeholder
from mlaudit.model.facts import Facts
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.edits.signs import is_placeholder_value, may_hold_placeholder
from mlaudit.parsers.edits.values import named_values
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.python_source import parse_python
from mlaudit.parsers.yaml_data import decode_text, read_all_yaml

_FORMAT = "placeholders"
_CONFIGURATION = (".yaml", ".yml", ".toml", ".ini", ".cfg", ".json", ".env")
_CODE = (".py", ".ipynb")
_LARGEST = 500_000
_TEMPLATE = re.compile(
    r"(?:^|[._-])(?:examples?|template|sample|dist|skeleton|tmpl|j2|cookiecutter)(?=$|[._-])"
)
"""Words of names of files that are there to be copied and filled in."""


def _claims(path: str) -> bool:
    if not path.endswith((*_CODE, *_CONFIGURATION)):
        return False
    return _TEMPLATE.search(name_of(path).lower()) is None


def parse_placeholders(path: str, data: bytes) -> Facts:
    """The placeholders of a file; nothing for a file without a sign of any."""
    if len(data) > _LARGEST and not path.endswith(".ipynb"):
        return Facts(path, _FORMAT)
    if not may_hold_placeholder(data):
        return Facts(path, _FORMAT)
    found = _in_code(path, data) if path.endswith(_CODE) else _in_configuration(path, data)
    return Facts(path, _FORMAT, placeholders=tuple(found))


def _in_code(path: str, data: bytes) -> Iterator[Placeholder]:
    for source, cell in _sources(path, data):
        if not may_hold_placeholder(source.encode("utf-8", "replace")):
            continue
        tree = parse_python(source)
        for value in named_values(tree) if tree is not None else ():
            if value.name and is_placeholder_value(value.value):
                yield Placeholder(
                    Place(path, value.line, cell), value.name, value.value, value.scope
                )


def _sources(path: str, data: bytes) -> Iterator[tuple[str, int | None]]:
    """The code of a file with the cell that it stands in."""
    if not path.endswith(".ipynb"):
        yield decode_text(data), None
        return
    from mlaudit.parsers.notebook.document import read_document
    from mlaudit.parsers.python.magics.source import prepare

    document = read_document(data)
    if isinstance(document, str) or document.language != "python":
        return
    for cell in document.cells:
        if cell.kind == "code":
            yield prepare(cell.source, 1).code, cell.index


def _in_configuration(path: str, data: bytes) -> Iterator[Placeholder]:
    pending: list[tuple[Data, str, int]] = [
        (content, "", 0) for content in reversed(_contents(path, data))
    ]
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
"""Reads code and configuration that are no templates."""

"""Files of manifests: several documents, and templates of Helm.

https://kubernetes.io/docs/reference/using-api/api-concepts/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.data import Data, Table
from mlaudit.parsers.environment.values import find, items_of, text_of
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.shell.templates import MARKS
from mlaudit.parsers.yaml_data import decode_text, read_all_yaml
from mlaudit.patterns import lazy_regex

MAXIMUM_SIZE = 2_000_000
"""Bytes from which a file is taken for data."""

# No possessive groups: https://github.com/python/cpython/issues/106052 (Python before 3.11.5).
_CONTROL = lazy_regex(r"[ \t]*(?:-[ \t]*)?(?:\{\{(?:[^{}\n]|\}(?!\})|\{(?!\{))*\}\}[ \t]*)+")
_VALUE = lazy_regex(r"\{\{((?:[^{}\n]|\}(?!\})|\{(?!\{))*)\}\}")
_ACTION = lazy_regex(
    r"\{\{-?\s*(?:if|else|end|range|with|define|include|toYaml|template|block|/\*)"
)
_HELM = lazy_regex(rb"\{\{-?\s*(?:if|else|end|range|with|define|include|\.|\$|toYaml|template)")


def claims(path: str) -> bool:
    """Any YAML file: what it is shows only inside."""
    return suffix_of(path) in (".yaml", ".yml")


def read_manifests(data: bytes) -> tuple[Table, ...]:
    """The objects of a file up to the first that is broken; lists of objects are taken apart.

    Templates of Helm are read as if every condition held, with values as holes.
    """
    if len(data) > MAXIMUM_SIZE:
        return ()
    text: bytes | str = data
    if _HELM.search(data):
        text = _without_templates(decode_text(data))
    documents, _, _ = read_all_yaml(text)
    return tuple(item for document in documents for item in _objects(document, 0))


def _objects(document: Data, depth: int) -> Iterator[Table]:
    if not isinstance(document, Table):
        return
    items = find(document, "items")
    if text_of(document.get("kind")) == "List" and depth < 3:
        for item in items_of(items):
            yield from _objects(item, depth + 1)
    else:
        yield document


def _without_templates(text: str) -> str:
    """Lines that only steer the template are empty; values become holes.

    A value outside quotes is quoted, as braces are syntax to YAML.
    """
    lines = []
    for line in text.splitlines():
        if "{{" not in line:
            lines.append(line)
        elif _CONTROL.fullmatch(line) and _ACTION.search(line):
            lines.append("")
        else:
            lines.append(_VALUE.sub(_hole, line))
    return "\n".join(lines)


def _hole(match: re.Match[str]) -> str:
    words = re.findall(r"[\w.$-]+", match[1])
    named = next((word for word in words if word.startswith((".", "$"))), "value")
    return f"{MARKS[0]}{named.lstrip('.$') or 'value'}{MARKS[1]}"


def shown(text: str) -> str:
    """A text with its holes as `{name}`."""
    return text.replace(MARKS[0], "{").replace(MARKS[1], "}")


def name_of_object(manifest: Data) -> str:
    """The name of an object, or the start of the name that it gets."""
    metadata = find(manifest, "metadata")
    name = text_of(find(metadata, "name")) or (text_of(find(metadata, "generateName")) or "")
    return shown(name.rstrip("-")) or "unnamed"

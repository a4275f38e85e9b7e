"""Artifacts that templates take in and give out, as far as they name a place in a store."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data
from mlaudit.model.facts import Declaration
from mlaudit.model.place import Place
from mlaudit.parsers.cluster.containers import Filling
from mlaudit.parsers.environment.values import find, items_of, text_of

_SCHEMES = (("s3", "s3"), ("gcs", "gs"), ("oss", "oss"))


def declared_artifacts(
    template: Data, side: str, path: str, fill: Filling
) -> Iterator[Declaration]:
    """The artifacts of one side, "inputs" or "outputs"; those without a key have no name."""
    for item in items_of(find(template, side, "artifacts")):
        name = _address(item, fill)
        if name is not None:
            yield Declaration(name, Place(path, item.line), "dep" if side == "inputs" else "out")


def _address(item: Data, fill: Filling) -> str | None:
    for kind, scheme in _SCHEMES:
        key = text_of(find(item, kind, "key"))
        if key:
            bucket = text_of(find(item, kind, "bucket")) or "{bucket}"
            return _open(fill(f"{scheme}://{bucket}/{key.lstrip('/')}"))
    address = text_of(find(item, "http", "url"))
    return None if address is None else _open(fill(address))


def _open(text: str) -> str:
    """Expressions whose value is not known as one hole each."""
    while "{{" in text and "}}" in text[text.index("{{") :]:
        start = text.index("{{")
        end = text.index("}}", start)
        name = text[start + 2 : end].strip().rpartition(".")[2] or "value"
        hole = "{" + "".join(c if c.isalnum() or c == "_" else "_" for c in name) + "}"
        text = text[:start] + hole + text[end + 2 :]
    return text

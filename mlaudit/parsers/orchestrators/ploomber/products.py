"""The values of `env.yaml`, and what tasks make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Declaration
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.parsers.environment.values import entries_of, items_of, text_of, texts_of
from mlaudit.parsers.path_text import join_path
from mlaudit.patterns import lazy_regex

_PLACEHOLDER = lazy_regex(r"\{\{\s*([\w.]+)\s*\}\}")


@immutable
class Product:
    """What a task makes: paths by their names, "" for the only one; or a table."""

    paths: tuple[tuple[str, str, int], ...] = ()
    table: str | None = None

    def injected(self) -> object:
        """What code finds as `product`, or in `upstream` under the name of the task."""
        named = {name: path for name, path, _ in self.paths}
        return named.get("", named)


def values_of(data: Data | None) -> dict[str, str]:
    """The values by their names, with dots between the names of tables in each other."""
    places = {"here": ".", "cwd": ".", "root": "."}
    found = {name: fill(text, places) for name, text in _flat(data, "")}
    return {**places, **found}


def _flat(data: Data | None, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in entries_of(data):
        text = text_of(entry.value)
        if text is not None:
            yield prefix + entry.key, text
        yield from _flat(entry.value, f"{prefix}{entry.key}.")


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text with its placeholders filled in."""
    return _PLACEHOLDER.sub(lambda m: values.get(m[1], "{" + m[1].rpartition(".")[2] + "}"), text)


def read_product(task: Table, folder: str, values: Mapping[str, str]) -> Product:
    """What a task says that it makes."""
    declared = task.get("product")
    names = [text for text, _ in texts_of(declared)] if items_of(declared) else []
    if names and names[-1] in ("table", "view"):
        return Product(table="db:" + ".".join(fill(name, values) for name in names[:-1]))
    entries = [(entry.key, entry.value) for entry in entries_of(declared)]
    if isinstance(declared, Scalar):
        entries = [("", declared)]
    return Product(
        tuple(
            (name, join_path(folder, fill(text_of(value) or "", values)), value.line)
            for name, value in entries
            if text_of(value)
        )
    )


def made_by(product: Product, place: Place) -> Iterator[Declaration]:
    """What a task after it reads, but for the executed notebook."""
    if product.table is not None:
        yield Declaration(product.table, place, "dep")
    for name, path, _ in product.paths:
        if name != "nb":
            yield Declaration(path, place, "dep")

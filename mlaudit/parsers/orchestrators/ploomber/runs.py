"""What a task of Ploomber runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from mlaudit.model.data import Scalar, Table
from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.orchestrators.ploomber.products import Product, fill
from mlaudit.parsers.path_text import folder_of, join_path, suffix_of
from mlaudit.parsers.shell import parse_script


def runs_of(
    path: str,
    task: Table,
    given: Mapping[str, Product],
    own: Product,
    values: Mapping[str, str],
) -> Iterator[Run]:
    """The notebook, the script or the function of a task."""
    source = find(task, "source")
    text = fill(text_of(source) or "", values)
    place = Place(path, source.line if source is not None else task.line)
    folder = folder_of(path)
    file = join_path(folder, text)
    if suffix_of(text) in (".py", ".ipynb", ".md"):
        directory = folder_of(file) if _is_local(task) else folder
        yield Run(place, code=file, arguments=_words(task, given, own, directory, values))
    elif suffix_of(text) == ".sh":
        yield Run(place, script=parse_script(f"bash {text}", place.line))
    elif "." in text and suffix_of(text) not in (".sql", ".r", ".rmd", ".csv"):
        module, _, function = text.rpartition(".")
        handed = tuple(
            (name, str(_seen(value, folder)))
            for name, value in (("product", own.injected()),)
            if isinstance(value, str)
        )
        yield Run(place, callable_=(module, function), handed=handed)


def _is_local(task: Table) -> bool:
    local = task.get("local_execution")
    return isinstance(local, Scalar) and local.value is True


def _words(
    task: Table,
    given: Mapping[str, Product],
    own: Product,
    directory: str,
    values: Mapping[str, str],
) -> tuple[str, ...]:
    """The parameters that are set in a notebook, as papermill takes them."""
    upstream = {name: _seen(product.injected(), directory) for name, product in given.items()}
    words = [f"upstream:={json.dumps(upstream)}"]
    words.append(f"product:={json.dumps(_seen(own.injected(), directory))}")
    for entry in entries_of(task.get("params")):
        text = text_of(entry.value)
        if text is not None:
            words.append(f"{entry.key}={fill(text, values)}")
    return tuple(words)


def _seen(value: object, directory: str) -> object:
    """Paths as code in the working directory names them."""
    if isinstance(value, dict):
        return {name: _seen(path, directory) for name, path in value.items()}
    if directory == "." or not isinstance(value, str):
        return value
    inside = value.removeprefix(directory + "/")
    return inside if inside != value else "../" * (directory.count("/") + 1) + value

"""Ploomber: https://docs.ploomber.io/en/latest/api/spec.html."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Declaration, DeclaredStep, Facts, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Lookup, Parser
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of
from mlaudit.parsers.path_text import folder_of, join_path, name_of, stem_of, suffix_of
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.yaml_data import read_yaml

PLOOMBER_TASK = StepKind("ploomber-task", StepFamily.STAGE, follows_data=True)

_NAME = re.compile(r"pipeline(?:[.-][\w.-]+)?\.ya?ml")
_PLACEHOLDER = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_NOTEBOOKS = (".py", ".ipynb", ".md", ".R", ".Rmd")


@dataclass(frozen=True, slots=True)
class Product:
    """What a task makes: paths by their names, "" for the only one; or a table."""

    paths: tuple[tuple[str, str, int], ...] = ()
    table: str | None = None

    def injected(self) -> object:
        """What code finds as `product`, or in `upstream` under the name of the task."""
        named = {name: path for name, path, _ in self.paths}
        return named.get("", named)


def parse(path: str, data: bytes) -> Facts:
    """The tasks without the values of `env.yaml`.

    Broken syntax is reported where the file is read as configuration.
    """
    if b"tasks" not in data or b"source" not in data:
        return Facts(path, PARSER.name)
    value, _, _ = read_yaml(data)
    return Facts(path, PARSER.name, steps=tuple(_steps(path, value, lambda _: None)))


def complete(facts: Facts, look_up: Lookup) -> Facts:
    """The same tasks with the values of the file beside the pipeline."""
    others = tuple(step for step in facts.steps if step.kind != PLOOMBER_TASK)
    if len(others) == len(facts.steps):
        return facts
    return replace(facts, steps=(*others, *_steps(facts.path, facts.data, look_up)))


def _steps(path: str, data: Data | None, look_up: Lookup) -> Iterator[DeclaredStep]:
    folder = folder_of(path)
    values = dict(_values(look_up(join_path(folder, "env.yaml")), ""))
    places = {"here": ".", "cwd": ".", "root": "."}
    values = {**places, **{name: _fill(text, places) for name, text in values.items()}}
    more = text_of(find(data, "meta", "import_tasks_from"))
    imported = look_up(join_path(folder, more)) if more else None
    tasks = [
        task
        for task in (*items_of(imported), *items_of(find(data, "tasks")))
        if isinstance(task, Table) and text_of(find(task, "source"))
    ]
    products = {_name(task): _product(task, folder, values) for task in tasks}
    for task in tasks:
        yield _step(path, task, products, values)


def _values(data: Data | None, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in entries_of(data):
        text = text_of(entry.value)
        if text is not None:
            yield prefix + entry.key, text
        yield from _values(entry.value, f"{prefix}{entry.key}.")


def _fill(text: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda m: values.get(m[1], "{" + m[1].rpartition(".")[2] + "}"), text)


def _name(task: Table) -> str:
    source = text_of(task.get("source")) or ""
    dotted = suffix_of(source) not in (*_NOTEBOOKS, ".sql", ".sh", ".rmd", ".r", ".csv")
    default = source.rpartition(".")[2] if dotted else stem_of(source)
    return text_of(task.get("name")) or default


def _product(task: Table, folder: str, values: Mapping[str, str]) -> Product:
    declared = task.get("product")
    names = [text for text, _ in texts_of(declared)] if items_of(declared) else []
    if names and names[-1] in ("table", "view"):
        return Product(table="db:" + ".".join(_fill(name, values) for name in names[:-1]))
    entries = [(entry.key, entry.value) for entry in entries_of(declared)]
    if isinstance(declared, Scalar):
        entries = [("", declared)]
    return Product(
        tuple(
            (name, join_path(folder, _fill(text_of(value) or "", values)), value.line)
            for name, value in entries
            if text_of(value)
        )
    )


def _step(
    path: str, task: Table, products: Mapping[str, Product], values: Mapping[str, str]
) -> DeclaredStep:
    folder, name, own = folder_of(path), _name(task), products[_name(task)]
    source = find(task, "source")
    place = Place(path, task.line)
    named = [text for text, _ in texts_of(task.get("upstream"))]
    before = [n for n in dict.fromkeys(named) if n in products]
    writes = [Declaration(product, Place(path, line), "out") for _, product, line in own.paths]
    if own.table is not None:
        writes.append(Declaration(own.table, place, "out"))
    given = {n: products[n] for n in before or products if n != name}
    return DeclaredStep(
        PLOOMBER_TASK,
        name,
        place,
        f"tasks.{name}",
        runs=tuple(_runs(path, task, given, own, values)) if source is not None else (),
        directory=folder,
        reads=tuple(d for n in before for d in _made(products[n], place)),
        writes=tuple(writes),
        after=tuple(before),
        declares_more=not named,
        group=path,
    )


def _made(product: Product, place: Place) -> Iterator[Declaration]:
    if product.table is not None:
        yield Declaration(product.table, place, "dep")
    for name, path, _ in product.paths:
        if name != "nb":
            yield Declaration(path, place, "dep")


def _runs(
    path: str,
    task: Table,
    given: Mapping[str, Product],
    own: Product,
    values: Mapping[str, str],
) -> Iterator[Run]:
    source = find(task, "source")
    text = _fill(text_of(source) or "", values)
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
            words.append(f"{entry.key}={_fill(text, values)}")
    return tuple(words)


def _seen(value: object, directory: str) -> object:
    """Paths as code in the working directory names them."""
    if isinstance(value, dict):
        return {name: _seen(path, directory) for name, path in value.items()}
    if directory == "." or not isinstance(value, str):
        return value
    inside = value.removeprefix(directory + "/")
    return inside if inside != value else "../" * (directory.count("/") + 1) + value


def _launcher(command: str, *, several: bool) -> Launcher:
    return Launcher(
        PLOOMBER_TASK,
        ("ploomber",),
        before=((command,),),
        files=("pipeline.yaml", "pipeline.yml"),
        file_options=("--entry-point", "-e"),
        name_options=("--partially", "-p"),
        valued=("--log", "-l", "--log-file", "-F"),
        several=several,
        at_once=True,
        default="all" if command == "build" else "none",
    )


PARSER = Parser(
    "ploomber",
    lambda path: _NAME.fullmatch(name_of(path)) is not None,
    parse,
    complete,
    launchers=(_launcher("build", several=False), _launcher("task", several=True)),
)
"""Reads pipelines of Ploomber."""

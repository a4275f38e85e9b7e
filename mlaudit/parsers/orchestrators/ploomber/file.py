"""Ploomber: https://docs.ploomber.io/en/latest/api/spec.html."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import Declaration, DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Lookup, Parser
from mlaudit.parsers.environment.values import find, items_of, text_of, texts_of
from mlaudit.parsers.orchestrators.ploomber.products import (
    Product,
    made_by,
    read_product,
    values_of,
)
from mlaudit.parsers.orchestrators.ploomber.runs import runs_of
from mlaudit.parsers.path_text import folder_of, join_path, name_of, stem_of, suffix_of
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

PLOOMBER_TASK = StepKind("ploomber-task", StepFamily.STAGE, follows_data=True)

_NAME = lazy_regex(r"pipeline(?:[.-][\w.-]+)?\.ya?ml")
_NOTEBOOKS = (".py", ".ipynb", ".md", ".R", ".Rmd")


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
    values = values_of(look_up(join_path(folder, "env.yaml")))
    more = text_of(find(data, "meta", "import_tasks_from"))
    imported = look_up(join_path(folder, more)) if more else None
    tasks = [
        task
        for task in (*items_of(imported), *items_of(find(data, "tasks")))
        if isinstance(task, Table) and text_of(find(task, "source"))
    ]
    products = {_name(task): read_product(task, folder, values) for task in tasks}
    for task in tasks:
        yield _step(path, task, products, values)


def _name(task: Table) -> str:
    source = text_of(task.get("source")) or ""
    dotted = suffix_of(source) not in (*_NOTEBOOKS, ".sql", ".sh", ".rmd", ".r", ".csv")
    default = source.rpartition(".")[2] if dotted else stem_of(source)
    return text_of(task.get("name")) or default


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
        runs=tuple(runs_of(path, task, given, own, values)) if source is not None else (),
        directory=folder,
        reads=tuple(d for n in before for d in made_by(products[n], place)),
        writes=tuple(writes),
        after=tuple(before),
        declares_more=not named,
        group=path,
    )


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

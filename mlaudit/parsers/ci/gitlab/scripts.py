"""The shell code of a job."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.parsers.ci.gitlab.variables import without_inputs
from mlaudit.parsers.ci.scripts import join_scripts
from mlaudit.parsers.environment.values import find, items_of

_MAXIMUM_LEVELS = 10
"""Levels of nested lists and references that GitLab flattens."""


def read_scripts(job: Table, root: Data | None, path: str) -> tuple[Run, ...]:
    """One shell for what comes before and the script itself, another one for what comes after."""
    first = [*_lines(job.get("before_script"), root, 0), *_lines(job.get("script"), root, 0)]
    last = list(_lines(job.get("after_script"), root, 0))
    names = (("", first), ("after_script", last))
    return tuple(
        Run(Place(path, lines[0].line), script=_join(lines), name=name)
        for name, lines in names
        if lines
    )


def _lines(data: Data | None, root: Data | None, level: int) -> Iterator[Scalar]:
    if level > _MAXIMUM_LEVELS:
        return
    if isinstance(data, Scalar):
        if isinstance(data.value, str):
            yield data
        return
    target = _reference(data)
    if target:
        # Without the part that it refers to (of another file), nothing is known of it.
        yield from _lines(find(root, *target), root, level + 1)
        return
    for item in items_of(data):
        yield from _lines(item, root, level + 1)


def _reference(data: Data | None) -> tuple[str, ...]:
    """The keys of a `!reference [job, script]`, which is a list of texts without its tag."""
    texts = [str(item.value) for item in items_of(data) if isinstance(item, Scalar)]
    is_one = 2 <= len(texts) == len(items_of(data)) and texts[-1] in (
        "script",
        "before_script",
        "after_script",
    )
    return tuple(texts) if is_one else ()


def _join(lines: list[Scalar]) -> Script:
    return join_scripts((without_inputs(str(line.value)), line.line) for line in lines)

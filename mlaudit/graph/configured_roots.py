"""Folders of somebody's machine that a configuration names and that are the checkout itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from mlaudit.graph.performance import Performance
from mlaudit.graph.text.variables import texts_of
from mlaudit.model.facts import Facts
from mlaudit.model.project import Project
from mlaudit.model.workflow import Access, Effect
from mlaudit.patterns import lazy_regex

_ABSOLUTE = lazy_regex(r"(?:[A-Za-z]:[\\/]|/|~/)[^\s{}*]+")
_Happening = TypeVar("_Happening", Access, Effect)


def place_configured_roots(
    performances: Mapping[str, Performance], facts: Mapping[str, Facts], project: Project
) -> None:
    """Name what lies below such a folder as it is called in the tree.

    `{"root_dir": "D:/work/churn"}` is the checkout of its author where code reads
    `D:/work/churn/data/raw.csv` and the tree has `data/raw.csv`. Where code itself holds the
    folder, others must edit the code, so that it stays a folder of one machine.

    Args:
        performances: of all steps; what they access is renamed in place.
        facts: of all files.
        project: the tree.
    """
    read = {access.artifact for done in performances.values() for access in done.accesses}
    possible = {folder for name in read for folder in _folders_above_tree(name, project)}
    # Only then are the files looked into, which takes time.
    roots = tuple(sorted(possible & _named_folders(facts))) if possible else ()
    for done in performances.values() if roots else ():
        done.accesses = _place_all(done.accesses, roots)
        done.effects = _place_all(done.effects, roots)


def _named_folders(facts: Mapping[str, Facts]) -> set[str]:
    """The absolute paths that files of configuration hold, written as accesses are."""
    texts = (text for found in facts.values() for text in texts_of(found.data))
    return {text.replace("\\", "/").rstrip("/") for text in texts if _ABSOLUTE.fullmatch(text)}


def _folders_above_tree(name: str, project: Project) -> Iterator[str]:
    """The folders from which a path leads to a file that the tree has in one of its folders."""
    at = name.find("/", 1) if _ABSOLUTE.match(name) else -1
    while at > 0:
        below = name[at + 1 :]
        if "/" not in below:
            return
        if below in project.by_path:
            yield name[:at]
        at = name.find("/", at + 1)


def _place_all(found: Iterable[_Happening], roots: tuple[str, ...]) -> dict[_Happening, None]:
    return {_place(happening, roots): None for happening in found}


def _place(happening: _Happening, roots: tuple[str, ...]) -> _Happening:
    artifact = happening.artifact
    for root in roots if artifact is not None else ():
        if artifact is not None and artifact.startswith(root + "/"):
            return replace(happening, artifact=artifact.removeprefix(root + "/"))
    return happening

"""Folders that are projects of their own inside the tree."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.discover.words import is_code
from mlaudit.model.project import SourceFile
from mlaudit.model.vocabulary import Role, Tracking
from mlaudit.patterns import lazy_regex

_MARKERS = lazy_regex(
    r"requirements[\w.-]*\.txt|(environment|conda)[\w.-]*\.ya?ml|pyproject\.toml|setup\.py|Pipfile"
    r"|dvc\.yaml|MLproject|Snakefile|dbt_project\.ya?ml"
)
# Beside these an environment file describes a saved model, not a project.
_RECORDS = frozenset({"MLmodel", "wandb-metadata.json"})
_NO_PROJECT = (Role.TEST, Role.DOCUMENTATION, Role.TEMPLATE)


def find_subprojects(files: Iterable[SourceFile]) -> tuple[str, ...]:
    """Folders with an own environment or pipeline file and code below; "." first, then sorted."""
    marked: set[str] = set()
    recorded: set[str] = set()
    with_code: set[str] = set()
    for file in files:
        if file.role in _NO_PROJECT or file.tracking is Tracking.IGNORED:
            continue
        folder, _, name = file.path.rpartition("/")
        if name in _RECORDS:
            recorded.add(folder)
        if _MARKERS.fullmatch(name):
            marked.add(folder)
        if is_code(name) and name != "setup.py":
            while folder and folder not in with_code:
                with_code.add(folder)
                folder = folder.rpartition("/")[0]
    return (".", *sorted((marked & with_code) - recorded - {""}))

"""What hints at the order of two units without telling it: numbers of names, and documents."""

from __future__ import annotations

import posixpath

from mlaudit.graph.analysis.mentions import naming_documents
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_NUMBERED = lazy_regex(r"0*(\d{1,3})(?=[^\d])")


def hint_of(workflow: Workflow, before: Step, after: Step) -> Evidence | None:
    """What lets a reader guess that one unit comes ahead of the other, or None.

    `1_prepare.ipynb` and `2_train.ipynb` of one folder say it by their numbers; a document that
    describes both, by the place of each. Neither tells a person to run them.
    """
    if _are_numbered(before.path, after.path):
        return Evidence(Place(before.path), f"its number comes ahead of that of {after.path}")
    first, second = _first_places(workflow, before), _first_places(workflow, after)
    for document in sorted(first.keys() & second.keys()):
        if first[document].sort_key < second[document].sort_key:
            return Evidence(first[document], f"names {before.path} ahead of {after.path}")
    return None


def _are_numbered(before: str, after: str) -> bool:
    if posixpath.dirname(before) != posixpath.dirname(after):
        return False
    numbers = [_NUMBERED.match(posixpath.basename(path)) for path in (before, after)]
    first, second = (int(match[1]) if match else None for match in numbers)
    return first is not None and second is not None and first < second


def _first_places(workflow: Workflow, unit: Step) -> dict[str, Place]:
    """By document, where it names the file of a unit first."""
    found: dict[str, Place] = {}
    for mention in naming_documents(workflow, unit.path):
        known = found.get(mention.place.path)
        if known is None or mention.place.sort_key < known.sort_key:
            found[mention.place.path] = mention.place
    return found

"""One registered manual step, from the keys of a table or of a comment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mlaudit.model.data import Data, Scalar, Sequence, Table
from mlaudit.model.facts import Declaration, DeclaredStep, Facts, Problem
from mlaudit.model.manual import ManualStep
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.path_text import join_path

TEXTS = ("id", "what", "who", "how", "why", "until", "rule", "subject")
"""Keys with one text."""
LISTS = ("produces", "needs", "before", "after", "paths")
"""Keys with a list of texts."""


class EntryError(Exception):
    """An entry cannot be used; `line` is where the reason stands."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def facts_of(path: str, format_: str, found: Iterable[DeclaredStep | Problem]) -> Facts:
    """The facts of a file: steps under names of their own, and entries that cannot be used.

    Args:
        path: of the file.
        format_: of the facts.
        found: in the order of the file.
    """
    steps: dict[str, DeclaredStep] = {}
    problems: list[Problem] = []
    for item in found:
        if isinstance(item, Problem):
            problems.append(item)
        elif item.name in steps:
            reason = f"a second manual step with the id {item.name!r}"
            problems.append(Problem(item.place, reason, whole=False))
        else:
            steps[item.name] = item
    return Facts(path, format_, steps=tuple(steps.values()), problems=tuple(problems))


def read_entry(entry: Data, place: Place, folder: str) -> DeclaredStep:
    """The step that an entry registers.

    Args:
        entry: its keys.
        place: where it stands.
        folder: that its paths are relative to.

    Raises:
        EntryError: a key that it needs is not there, or a value is of another type.
    """
    if not isinstance(entry, Table):
        raise EntryError("a manual step must be a table", place.line)
    for key in ("id", "what"):
        if not _text(entry, key):
            raise EntryError(f"a manual step needs {key!r}", place.line)
    if any(letter.isspace() for letter in _text(entry, "id")):
        raise EntryError("'id' of a manual step is one word", entry.line_of("id"))
    how = ManualStep("", how=_text(entry, "how"))
    return DeclaredStep(
        StepKind.MANUAL_STEP,
        _text(entry, "id"),
        place,
        scope=f"manual-step.{_text(entry, 'id')}",
        reads=_declare(entry, "needs", place, folder),
        writes=_declare(entry, "produces", place, folder),
        manual=ManualStep(
            what=" ".join(_text(entry, "what").split()),
            who=_text(entry, "who"),
            how=join_path(folder, how.how) if how.document is not None else how.how,
            why=_text(entry, "why"),
            until=_day(entry),
            rule=_text(entry, "rule"),
            subject=_text(entry, "subject"),
            paths=_list(entry, "paths"),
            folder=folder,
            before=_names(entry, "before"),
            after=_names(entry, "after"),
        ),
    )


def _text(entry: Table, key: str) -> str:
    value = entry.get(key)
    if value is None:
        return ""
    if not isinstance(value, Scalar) or not isinstance(value.value, str):
        raise EntryError(f"{key!r} of a manual step must be a text", entry.line_of(key))
    return value.value.strip()


def _list(entry: Table, key: str) -> tuple[str, ...]:
    value = entry.get(key)
    if value is None:
        return ()
    items = value.items if isinstance(value, Sequence) else None
    texts = tuple(_texts(items)) if items is not None else ()
    if items is None or len(texts) < len(items):
        raise EntryError(f"{key!r} of a manual step must be a list of texts", entry.line_of(key))
    return texts


def _names(entry: Table, key: str) -> tuple[str, ...]:
    """A name, or a list of names."""
    return (_text(entry, key),) if isinstance(entry.get(key), Scalar) else _list(entry, key)


def _texts(items: Iterable[Data]) -> Iterable[str]:
    for item in items:
        if isinstance(item, Scalar) and isinstance(item.value, str) and item.value.strip():
            yield item.value.strip()


def _day(entry: Table) -> str:
    text = _text(entry, "until")
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        reason = f"'until' of a manual step must be a date such as 2030-12-31, not {text!r}"
        raise EntryError(reason, entry.line_of("until")) from None


def _declare(entry: Table, key: str, place: Place, folder: str) -> tuple[Declaration, ...]:
    line = entry.line_of(key) or place.line
    there = Place(place.path, line, place.cell)
    paths = dict.fromkeys(join_path(folder, text).rstrip("/") for text in _list(entry, key))
    return tuple(Declaration(path, there, key) for path in paths if path)

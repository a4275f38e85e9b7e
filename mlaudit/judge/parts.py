"""The parts of findings that are about several things, as the gate tells them apart."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.model.finding import Part
from mlaudit.model.place import Place
from mlaudit.model.workflow import Step


def parts_of(path: str, scope: str, subjects: Iterable[str]) -> tuple[Part, ...]:
    """One for each thing that one place of a file is about."""
    return tuple(Part(path, scope, subject) for subject in dict.fromkeys(subjects))


def parts_at(path: str, scope: str, shown: Iterable[tuple[str, Place]]) -> tuple[Part, ...]:
    """The same where each thing shows in places of its own, which notes may set aside."""
    places: dict[str, list[Place]] = {}
    for subject, place in shown:
        places.setdefault(subject, []).append(place)
    return tuple(Part(path, scope, subject, tuple(found)) for subject, found in places.items())


def parts_for_steps(steps: Iterable[Step]) -> tuple[Part, ...]:
    """One for each step, in its own file."""
    return tuple(Part(step.path, step.scope, step.id) for step in steps)


def part_of_project(subject: str) -> tuple[Part, ...]:
    """The only one of what is said of a project once, wherever it shows first."""
    return (Part(".", "", subject),)

"""The lines of files that hold no Python code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.model.facts import Facts
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.model.workflow import Access, Step


def source_line(facts: Mapping[str, Facts], place: Place) -> str:
    """The line of shell code at a place, with the lines that continue it; "" if there is none."""
    for script in _scripts(facts.get(place.path)):
        lines = script.text.splitlines()
        number = place.line - script.line
        if 0 <= number < len(lines):
            text = lines[number].strip()
            while text.endswith("\\") and number + 1 < len(lines):
                number += 1
                text = text[:-1].rstrip() + " " + lines[number].strip()
            return text
    return ""


def _scripts(facts: Facts | None) -> Iterator[Script]:
    if facts is None:
        return
    if facts.script is not None:
        yield facts.script
    for step in facts.steps:
        for run in step.runs:
            if run.script is not None:
                yield run.script


def declared_line(access: Access, step: Step) -> str:
    """What a declaration says, in words."""
    return f"{access.artifact}, declared as {access.via} of {step.name}"

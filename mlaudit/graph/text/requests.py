"""Jobs that something of the tree starts by a request to a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.model.facts import Facts
from mlaudit.parsers.requests import find_requests


def find_requested(facts: Mapping[str, Facts]) -> frozenset[str]:
    """The names that code of Python, shell scripts and the commands of steps ask for."""
    found = {name for known in facts.values() for name in known.requests}
    return frozenset(found.union(*map(find_requests, _scripts(facts))))


def _scripts(facts: Mapping[str, Facts]) -> Iterator[str]:
    for known in facts.values():
        if known.script is not None:
            yield known.script.text
        for step in known.steps:
            yield from (run.script.text for run in step.runs if run.script is not None)

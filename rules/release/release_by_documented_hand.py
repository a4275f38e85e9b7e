"""REL001: a release that stands in a document and that a person types."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.typed_releases import TypedRelease, typed_releases
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence, Part
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_documented_releases(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each document that holds such commands."""
    for release in typed_releases(workflow):
        yield _observe(release)


def _observe(release: TypedRelease) -> Observation:
    commands, scripts = release.commands, release.scripts
    first = commands[0]
    shown = listing(f"`{command.name}`" for command in commands)
    instead = (
        f"{listing(script.path for script in scripts)} can do it, but no workflow starts it"
        if scripts
        else "no workflow or script in this repository does it"
    )
    return Observation(
        place=first.place,
        also=tuple(command.place for command in commands),
        scope=first.scope,
        subject=first.name,
        message=f"To release, a person types what {first.path} says: {shown}; {instead}.",
        severity=Severity.MEDIUM if scripts else Severity.HIGH,
        remedy="Move the commands into a workflow that a tag starts, for instance "
        "`.github/workflows/release.yml` with `on: {push: {tags: ['v*']}}`.",
        evidence=tuple(Evidence(command.place, command.name) for command in commands[1:]),
        about=tuple(command.id for command in commands),
        parts=tuple(Part(c.path, c.scope, c.name, (c.place,)) for c in commands),
    )


RULE = Rule(
    code="REL001",
    slug="release-by-documented-hand",
    family="release",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_documented_releases,
)

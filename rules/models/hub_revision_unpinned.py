"""LLM003: a model or data set of a hub without the commit."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.models import HubEntry, unpinned_hub_entries
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import least
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_BRANCHES = frozenset({"", "main", "master"})


def find_unpinned_entries(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each name on the hub."""
    for entry in unpinned_hub_entries(workflow):
        yield _observe(workflow, entry)


def _observe(workflow: Workflow, entry: HubEntry) -> Observation:
    _, first = entry.readings[0]
    revisions = {id_.partition("@")[2] for id_ in entry.artifacts}
    tag = "" if revisions & _BRANCHES else min(revisions)
    named = f"names the tag {tag} only, which can be moved" if tag else "names no commit"
    places = dict.fromkeys(access.place for _, access in entry.readings)
    needed = any(step.id in workflow.deliverables_of_step for step, _ in entry.readings)
    return Observation(
        place=first.place,
        also=tuple(places),
        scope=first.scope,
        subject=f"hf://{entry.name}",
        message=f"{first.place.path} takes {entry.name} from the hub and {named}; after the next "
        "push of its owner the same code works with something else.",
        remedy='Name the commit that you used: `revision="<40 hex digits>"`, `--revision` on a '
        'command line (the page "Files and versions" tells it).',
        severity=Severity.MEDIUM if needed and not tag and "/" in entry.name else Severity.LOW,
        confidence=least([first.confidence]),
        evidence=tuple(Evidence(place, "takes it too") for place in list(places)[1:9]),
        about=entry.about,
        parts=parts_of(".", "", [entry.name]),
    )


RULE = Rule(
    code="LLM003",
    slug="hub-revision-unpinned",
    family="models",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unpinned_entries,
)

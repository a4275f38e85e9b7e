"""INP007: an input that is chosen because it is the newest at hand."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.newest_chosen import NewestChoice, newest_choices
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_newest_selections(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each function that chooses, whatever number of steps calls it."""
    for choice in newest_choices(workflow):
        yield _observe(workflow, choice)


def _observe(workflow: Workflow, choice: NewestChoice) -> Observation:
    effect, names = choice.first, choice.names
    among = f" among {names[0]}" if names else ""
    what = "run" if effect.via == "search_runs" else "file"
    done = "run last" if what == "run" else "run or copied last on the machine"
    places = dict.fromkeys(e.place for _, e in choice.choices if e.place != effect.place)
    needed = any(id_ in workflow.deliverables_of_step for id_ in choice.units)
    return Observation(
        place=effect.place,
        also=tuple(places),
        scope=effect.scope,
        subject=names[0] if names else effect.via,
        message=f"{effect.place.path} takes the newest {what}{among}, told by {effect.detail}; "
        f"which one that is depends on what was {done}.",
        remedy=f"Hand the path or the id of the {what} over from the step that makes it (an option "
        "of the command line, an output of the pipeline, a pointer file that it writes).",
        severity=Severity.HIGH if needed else Severity.MEDIUM,
        confidence=Confidence.LOW if choice.is_doubtful else None,
        evidence=tuple(Evidence(place, "the same choice") for place in list(places)[:5]),
        about=(*choice.units, *(name for name in names if name in workflow.artifact_by_id)),
    )


RULE = Rule(
    code="INP007",
    slug="latest-by-mtime-selection",
    family="inputs",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_newest_selections,
)

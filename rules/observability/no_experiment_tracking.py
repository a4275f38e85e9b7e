"""LOV002: trainings of which nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.assurance import (
    is_tracked,
    models_trained,
    recorded_results,
    trainings,
)
from mlaudit.judge.parts import part_of_project
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_TRACKER = "`mlflow.autolog()` before the training"


def find_untracked_trainings(workflow: Workflow) -> Iterator[Observation]:
    """At most one finding for a project."""
    trained = models_trained(workflow)
    needed = {id_ for deliverable in trained for id_ in deliverable.steps}
    found = [training for training in trainings(workflow) if training.unit.id in needed]
    if not found or is_tracked(workflow) or recorded_results(workflow):
        return
    files = listing(training.effect.place.path for training in found)
    several = len({training.effect.place.path for training in found}) > 1
    trains = "train" if several else "trains"
    first = found[0].effect
    shown = {path for path, state in workflow.notebooks if state.outputs}
    in_output = all(training.effect.place.path in shown for training in found)
    left = (
        "only the output of the last run stands in the notebook"
        if in_output
        else "which run was the best is known to whoever watched the screen"
    )
    places = dict.fromkeys(training.effect.place for training in found)
    yield Observation(
        place=first.place,
        also=tuple(places),
        scope=first.scope,
        subject="experiment tracking",
        message=f"{files} {trains}, and no file or tracker keeps what a run was given or how good "
        f"it was; {left}.",
        remedy=f"Write the parameters and the metrics of each run to a file that git keeps "
        f"(metrics.json), or let a tracker do it: {_TRACKER}.",
        severity=Severity.LOW if in_output else None,
        evidence=tuple(Evidence(place, "trains too") for place in list(places)[1:9]),
        about=tuple(
            dict.fromkeys(
                (*(t.unit.id for t in found), *(deliverable.artifact for deliverable in trained))
            )
        ),
        parts=part_of_project("experiment tracking"),
    )


RULE = Rule(
    code="LOV002",
    slug="no-experiment-tracking",
    family="observability",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_untracked_trainings,
)

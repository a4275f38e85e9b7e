"""LOV004: a trained model that is released whatever it is worth."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.gates import UngatedRelease, ungated_releases
from mlaudit.graph.analysis.units import is_automatic
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import name_of
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_VERBS = {
    "deploy": "deploys",
    "promote": "promotes",
    "publish": "publishes",
    "register": "registers",
    "upload": "uploads",
}
_LIVE = frozenset({"deploy", "promote"})


def find_ungated_releases(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each unit that releases what a training has just made."""
    for release in ungated_releases(workflow):
        yield _observe(release)


def _observe(release: UngatedRelease) -> Observation:
    first = release.effects[0]
    live = any(effect.kind in _LIVE for effect in release.effects)
    trained = ", ".join(dict.fromkeys(name_of(t.unit) for t in release.trainings))
    return Observation(
        place=first.place,
        scope=first.scope,
        subject=f"{release.unit.id} {first.kind}",
        message=f"{first.place.path} {_VERBS[first.kind]} the model after the training "
        f"({trained}), and as far as the code shows no metric can stop it; a person must look, or "
        "nobody does.",
        remedy="Compare a metric on held-out data with a threshold or with the model in use before "
        "the release, and stop: `if auc < minimum: raise SystemExit(...)`.",
        severity=Severity.HIGH if live and is_automatic(release.unit) else Severity.MEDIUM,
        evidence=(
            *(Evidence(t.effect.place, "trains") for t in release.trainings[:3]),
            *(Evidence(effect.place, _VERBS[effect.kind]) for effect in release.effects[1:6]),
        ),
        about=(release.unit.id, *(t.unit.id for t in release.trainings)),
        parts=parts_of(release.unit.path, release.unit.scope, [first.kind]),
    )


RULE = Rule(
    code="LOV004",
    slug="release-without-quality-gate",
    family="observability",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    check=find_ungated_releases,
)

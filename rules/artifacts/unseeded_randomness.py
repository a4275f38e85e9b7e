"""ART013: a result that is left to chance."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.randomness import Chance, chances
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Effect

_REMEDIES = {
    "sklearn": "`random_state=seed`",
    "pandas": "`random_state=seed`",
    "datasets": "`seed=seed`",
    "optuna": "`seed=seed`",
    "random": "`random.seed(seed)`",
    "numpy": "`numpy.random.seed(seed)`, or a generator `numpy.random.default_rng(seed)`",
    "torch": "`torch.manual_seed(seed)`",
    "tensorflow": "`keras.utils.set_random_seed(seed)`",
    "keras": "`keras.utils.set_random_seed(seed)`",
}


def find_unseeded_randomness(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file whose code draws at random, whatever steps run it."""
    seen: set[str] = set()
    for chance in chances(workflow):
        first = (chance.splits or chance.calls)[0]
        if first.place.path not in seen:
            seen.add(first.place.path)
            yield _observe(workflow, chance, first)


def _observe(workflow: Workflow, chance: Chance, first: Effect) -> Observation:
    names = listing(call.via.rpartition(".")[2] for call in chance.calls)
    needed = workflow.deliverables_of_step[chance.step.id]
    libraries = dict.fromkeys(call.via.partition(".")[0] for call in chance.calls)
    remedies = [_REMEDIES[name] for name in libraries if name in _REMEDIES]
    what = "which rows are used for what" if chance.splits else "the result"
    return Observation(
        place=first.place,
        also=tuple(call.place for call in chance.calls),
        scope=first.scope,
        subject=first.via,
        message=f"{first.place.path} leaves {what} to chance ({names} without a seed); run again "
        "on the same data it gives another result.",
        remedy=f"Read one seed from the parameters and hand it on: {listing(remedies)}.",
        severity=Severity.MEDIUM if chance.splits else Severity.LOW,
        evidence=tuple(
            Evidence(call.place, f"{call.via} without a seed")
            for call in chance.calls
            if call is not first
        )[:8],
        about=(chance.step.id, *(d.artifact for d in needed[:3])),
        parts=parts_of(first.place.path, "", ["randomness"]),
    )


RULE = Rule(
    code="ART013",
    slug="unseeded-randomness",
    family="artifacts",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_unseeded_randomness,
)

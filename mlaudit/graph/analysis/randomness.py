"""Steps whose result is left to chance: random calls that no seed reaches."""

from __future__ import annotations

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.units import pipeline_units, services
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Effect, Step
from mlaudit.patterns import lazy_regex

# What decides which rows are trained on, in which order, and from which weights. Left out are
# noise, examples to look at, and models that chance hardly touches (trees, boosting).
_DECIDING = lazy_regex(
    r"sklearn\.(model_selection\.|utils\.(shuffle|resample)|ensemble\.(RandomForest|ExtraTrees|Bagging"
    r"|IsolationForest)|neural_network\.|cluster\.(KMeans|MiniBatchKMeans)|linear_model\.SGD)"
    r"|pandas\.\w+\.sample|random\.(shuffle|sample)$|numpy\.random\.(shuffle|permutation)"
    r"|torch\.(randperm|utils\.data\.)|datasets\.\w+\.(train_test_split|shuffle)"
    r"|optuna\.samplers\.|tensorflow\.random\.shuffle"
)
_SPLITS = lazy_regex(r"train_test_split|random_split|KFold|randperm|\.sample$|shuffle|permutation")
_TRAINING = lazy_regex(r"(tensorflow\.)?keras\.\w+\.fit$")
"""Trainings that begin with random weights."""
_OF_OTHERS = {
    "random": frozenset({"random"}),
    "numpy": frozenset({"numpy", "sklearn", "pandas", "datasets"}),
    "torch": frozenset({"torch"}),
    "tensorflow": frozenset({"tensorflow", "keras"}),
}
"""Whose chance a seed of each library settles; the seeds of all other libraries settle all."""
_OBJECTS = ("default_rng", "RandomState")
"""They make a source of chance of their own."""


@immutable
class Chance:
    """A step and its random calls without a seed, by place."""

    step: Step
    calls: tuple[Effect, ...]

    @property
    def splits(self) -> tuple[Effect, ...]:
        """The calls that decide which rows are used for what."""
        return tuple(call for call in self.calls if _SPLITS.search(call.via))


@asked_once
def chances(workflow: Workflow) -> tuple[Chance, ...]:
    """The steps on the way to a deliverable that chance decides about, by id."""
    found = []
    for unit in pipeline_units(workflow):
        told = unit.kind == StepKind.README_COMMAND or unit.id in services(workflow)
        if told or unit.id not in workflow.deliverables_of_step:
            continue
        settled = _settled(unit)
        calls = {
            effect.place: effect
            for effect in workflow.own_effects(unit)
            if _is_random(effect) and not settled & {"*", _library(effect)}
        }
        if calls:
            ordered = sorted(calls, key=lambda place: place.sort_key)
            found.append(Chance(unit, tuple(calls[place] for place in ordered)))
    return tuple(found)


def _is_random(effect: Effect) -> bool:
    if effect.pinned:
        return False
    if effect.kind == "stochastic":
        return _DECIDING.match(effect.via) is not None
    if effect.kind == "seed":
        return effect.via.endswith(_OBJECTS)
    return effect.kind == "train" and _TRAINING.match(effect.via) is not None


def _library(effect: Effect) -> str:
    return effect.via.partition(".")[0]


def _settled(unit: Step) -> set[str]:
    """The libraries whose chance seeds settle, "*" for all."""
    settled: set[str] = set()
    for effect in unit.effects:
        if effect.kind == "seed" and effect.pinned and not effect.via.endswith(_OBJECTS):
            settled |= _OF_OTHERS.get(_library(effect), frozenset({"*"}))
    return settled

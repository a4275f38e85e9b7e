"""What records, checks and decides in the workflow: tracking, validation, lineage and gates."""

from __future__ import annotations

import re

from mlaudit.graph.analysis.code_files import checks_by_file, files_of_unit, modules_used
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.graph.analysis.versioning import MODELS
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.model.workflow import Deliverable, Effect, Step
from mlaudit.patterns import lazy_regex

TRACKERS = frozenset(
    {
        "aim", "azureml", "clearml", "comet_ml", "dagshub", "dvclive", "guild", "mlflow", "neptune",
        "polyaxon", "sacred", "sagemaker", "swanlab", "tensorboard", "tensorboardX", "trains",
        "vertexai", "wandb",
    }
)  # fmt: skip
"""Modules that keep what a run was given and what came of it."""
_VALIDATORS = frozenset(
    {
        "cerberus", "cleanlab", "dataenforce", "deepchecks", "evidently", "frictionless",
        "great_expectations", "jsonschema", "marshmallow", "pandera", "pandas_schema", "pandas_dq",
        "patito", "pointblank", "pydantic", "pydeequ", "schema", "soda", "strictyaml",
        "tensorflow_data_validation", "tfdv", "voluptuous", "whylogs", "ydata_profiling", "dbt",
        "pandas_profiling", "pandas_validation", "dataprep", "sweetviz", "alibi_detect", "nannyml",
    }
)  # fmt: skip
"""Modules that say what data must be like, or that show what they are like."""
_OF_DATA = lazy_regex(
    r"valid|check|verify|assert|schema|shape|column|dtype|isnull|isna|notnull|notna|missing|nan\b|"
    r"empty|duplicat|unique|ndim|n_?rows|n_?samples|\blen\b|range|expected|frame|\bdf\b|data"
)
"""Names in tests that look at data."""
_OF_QUALITY = lazy_regex(
    r"metric|score|accura|auc|\bf1|rmse|\bmae\b|\bmse\b|mape|\br2|loss|precision|recall|threshold|"
    r"quality|passed|baseline|champion|challenger|improv|better|best|min_|max_|gate|regress"
)
"""Names in tests that look at how good a model is."""


@immutable
class Training:
    """A unit that trains, with the first call that does it."""

    unit: Step
    effect: Effect


@asked_once
def trainings(workflow: Workflow) -> tuple[Training, ...]:
    """The units of the project's own work that train something that a deliverable needs."""
    found = []
    for unit in pipeline_units(workflow):
        if unit.id in workflow.deliverables_of_step and unit.kind != StepKind.README_COMMAND:
            effects = [e for e in workflow.own_effects(unit) if e.kind == "train"]
            if effects:
                found.append(Training(unit, min(effects, key=lambda e: e.place.sort_key)))
    return tuple(sorted(found, key=lambda t: (t.effect.place.sort_key, t.unit.id)))


def models_trained(workflow: Workflow) -> tuple[Deliverable, ...]:
    """The models and services whose making includes a training."""
    units = {training.unit.id for training in trainings(workflow)}
    return tuple(
        deliverable
        for deliverable in workflow.deliverables
        if not units.isdisjoint(deliverable.steps) and deliverable.kind in (*MODELS, "service")
    )


@asked_once
def is_tracked(workflow: Workflow) -> bool:
    """Does anything keep what runs were given or what came of them?"""
    if modules_used(workflow) & TRACKERS:
        return True
    return any(
        effect.kind in ("log", "open-run")
        for unit in pipeline_units(workflow)
        for effect in workflow.own_effects(unit)
    )


_RECORD = lazy_regex(
    r"metric|score|result|eval|report|history|loss|accura|performance|summary|log|experiment|"
    r"comparison|leaderboard|confusion",
    re.IGNORECASE,
)


def recorded_results(workflow: Workflow) -> tuple[str, ...]:
    """Files that seem to hold how good a trained model is."""
    kinds = ("metrics", "report", "log")
    found = set()
    for unit in pipeline_units(workflow):
        for access in workflow.own_accesses(unit):
            artifact = workflow.artifact_by_id.get(access.artifact)
            if access.mode == "write" and artifact is not None:
                named = artifact.kind not in ("model", "checkpoint", "figure") and _RECORD.search(
                    artifact.id
                )
                if artifact.kind in kinds or access.kind in kinds or named:
                    found.add(artifact.id)
    return tuple(sorted(found))


def checks_of_data(workflow: Workflow, steps: tuple[str, ...]) -> tuple[Place, ...]:
    """Where the code of some steps looks at its data and stops, or a library does."""
    found = _tests_about(workflow, steps, _OF_DATA)
    for id_ in steps:
        step = workflow.step_by_id.get(id_)
        for effect in workflow.own_effects(step) if step is not None else ():
            if effect.kind in ("validate", "monitor"):
                found.append(effect.place)
    return tuple(found)


@asked_once
def uses_validators(workflow: Workflow) -> bool:
    """Does any file, tests included, use a library for the validation of data?"""
    return any(item.name.partition(".")[0] in _VALIDATORS for item in workflow.imports)


def checks_of_quality(workflow: Workflow, steps: tuple[str, ...]) -> tuple[Place, ...]:
    """Where the code of some steps looks at how good a model is and stops."""
    found = _tests_about(workflow, steps, _OF_QUALITY)
    for id_ in steps:
        step = workflow.step_by_id.get(id_)
        for effect in workflow.own_effects(step) if step is not None else ():
            if effect.kind == "gate":
                found.append(effect.place)
    return tuple(found)


def _tests_about(
    workflow: Workflow, steps: tuple[str, ...], wanted: re.Pattern[str]
) -> list[Place]:
    units = [workflow.step_by_id[id_] for id_ in steps if id_ in workflow.step_by_id]
    files = dict.fromkeys(path for unit in units for path in files_of_unit(workflow, unit))
    return [
        check.place
        for path in files
        for check in checks_by_file(workflow).get(path, ())
        if any(wanted.search(name) for name in check.about)
    ]


def is_started_by_machine(unit: Step) -> bool:
    """Does a file for a tool start it, so that no person need look at what it works on?"""
    return unit.kind.family in (StepFamily.TASK, StepFamily.JOB)

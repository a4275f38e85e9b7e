"""Environment and parameters: what must be installed, set and edited?"""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.dates import written_dates
from mlaudit.model.vocabulary import Automation
from mlaudit.runbook.carries import KEPT
from mlaudit.runbook.inputs import is_optional
from mlaudit.runbook.people import find_edits, open_variables
from mlaudit.runbook.prepare import find_environment, needs_environment
from mlaudit.score.demand import Demand, Question, make_question

CODES = ("ENV001", "ENV002", "ENV005", "ENV011", "ENV007", "ENV008")
VARIABLE_CODES = ("ENV010", "CFG012", "CFG002")
SETTINGS_CODES = ("CFG012", "INP002", "INP001")
EDIT_CODES = ("DOC003", "CFG002", "CFG005", "CFG006", "CFG011", "CFG003", "DOC006")
MOST_DEMANDS = 6
"""Variables and settings together weigh no more than this many obligations."""


def ask_about_environment(demand: Demand) -> Iterator[Question]:
    """The packages, the variables and settings that steps read, and the edits they need."""
    ids = tuple(step.id for step in demand.steps)
    if needs_environment(demand.steps):
        best = find_environment(demand.evidence, demand.steps)
        yield make_question(
            "environment", "environment", ids, best.credit, best.rung, CODES, whole=True
        )
    wanted = {**_rate_variables(demand), **_rate_settings(demand)}
    weight = min(1.0, MOST_DEMANDS / len(wanted)) if wanted else 0.0
    for id_, (credit, rung) in sorted(wanted.items()):
        codes = VARIABLE_CODES if id_.startswith("env:") else SETTINGS_CODES
        yield make_question("environment", "demand", (id_,), credit, rung, codes, weight=weight)
    dated = _find_dated(demand)
    for step in demand.steps:
        told = any(action.kind == "edit" for action in find_edits(demand.closure, step))
        if told or step.id in dated:
            rung = "a person edits a file before it runs"
            yield make_question(
                "environment", "parameters", (step.id,), 0.0, rung, EDIT_CODES, passing=True
            )


def _find_dated(demand: Demand) -> set[str]:
    """The first step of the closure that reads each date which is written into the code."""
    found = set()
    for date in written_dates(demand.workflow):
        readers = {reader.id for reader in date.readers}
        found.update([step.id for step in demand.steps if step.id in readers][:1])
    return found


def _rate_variables(demand: Demand) -> dict[str, tuple[float, str]]:
    """Every environment variable that a step reads."""
    found: dict[str, tuple[float, str]] = {}
    for step in demand.steps:
        unset = {id_ for id_, _ in open_variables(demand.evidence, step)}
        for access in demand.workflow.own_accesses(step):
            named = access.artifact.startswith("env:") and "{" not in access.artifact
            if access.mode != "read" or not named:
                continue
            rated = (1.0, "set, or has a default")
            if access.artifact in unset and step.automation != Automation.AUTOMATED:
                told = demand.evidence.find_mention(access.artifact.removeprefix("env:"))
                rated = (0.5, "documented, set by hand") if told else (0.0, "nothing sets it")
            found[access.artifact] = min(found.get(access.artifact, rated), rated)
    return found


def _rate_settings(demand: Demand) -> dict[str, tuple[float, str]]:
    """Every configuration file that a step reads and none makes."""
    found: dict[str, tuple[float, str]] = {}
    environments = {environment.path for environment in demand.workflow.environments}
    for id_ in demand.inputs:
        artifact = demand.workflow.artifact_by_id.get(id_)
        if artifact is None or artifact.kind != "config" or id_.startswith(("{", "*")):
            continue
        if id_ in environments:
            continue
        kept = artifact.tracking in KEPT or "://" in id_
        unknown = artifact.exists and not demand.workflow.project.has_git
        if kept or unknown or is_optional(demand.evidence, id_, demand.steps):
            found[id_] = (1.0, "comes with the project, or is not needed")
        elif demand.evidence.find_place_of_input(id_) or demand.evidence.find_mention(id_):
            found[id_] = (0.5, "documented, made by hand")
        else:
            found[id_] = (0.0, "nothing tells what to put into it")
    return found

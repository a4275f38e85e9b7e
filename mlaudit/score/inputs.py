"""Inputs: how does a person get what the workflow starts from?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mlaudit.model.workflow import Step
from mlaudit.runbook.inputs import find_source, group_of
from mlaudit.score.demand import Demand, Question, make_question

CODES = (
    "INP002", "INP004", "INP005", "INP009", "INP016", "INP006", "INP017", "INP011", "REL006",
    "REL009", "ART006", "ART004", "ART007", "INP003", "INP010", "INP001", "INP012", "HUM003",
    "HUM005", "HUM006", "HUM007", "LLM003", "LLM012", "DOC001", "DOC002", "DOC008", "ART009",
)  # fmt: skip
OPAQUE_CODES = ("MET001",)


def ask_about_inputs(demand: Demand) -> Iterator[Question]:
    """One question for each input; those of one folder or host folder share the weight of one."""
    found = [find_source(demand.evidence, id_, demand.steps) for id_ in demand.inputs]
    sources = [source for source in found if source is not None]
    sizes = Counter(group_of(source.artifact) for source in sources)
    for source in sources:
        codes = (*OPAQUE_CODES, "CFG001", *CODES) if source.opaque else CODES
        yield make_question(
            "inputs",
            "input",
            (source.artifact.id,),
            source.credit,
            source.rung,
            codes,
            weight=1 / sizes[group_of(source.artifact)],
            optimistic=1.0 if source.opaque else None,
        )
    for step in demand.steps:
        yield from ask_about_unresolved(demand, step, "read", "inputs")


def ask_about_unresolved(
    demand: Demand, step: Step, mode: str, dimension: str
) -> Iterator[Question]:
    """One question for the accesses of a step that could not be resolved."""
    unresolved = [u for u in demand.workflow.own_unresolved(step) if u.mode == mode]
    if unresolved and not is_covered(demand, step):
        count = len(unresolved)
        rung = f"{count} {'access is' if count == 1 else 'accesses are'} not resolved"
        yield make_question(
            dimension, "opaque", (step.id,), 0.0, rung, OPAQUE_CODES, optimistic=1.0, passing=True
        )


def is_covered(demand: Demand, step: Step) -> bool:
    """Does the step declare all that was resolved, so that its declaration may be trusted?"""
    accesses = demand.workflow.own_accesses(step)
    declared = {(a.mode, a.artifact) for a in accesses if a.evidence == "declared"}
    known = demand.workflow.artifact_by_id
    return bool(declared) and all(
        access.evidence == "declared"
        or access.artifact.startswith("env:")
        or (access.artifact in known and known[access.artifact].kind in ("code", "config"))
        or _is_declared(access.mode, access.artifact, declared)
        for access in accesses
    )


def _is_declared(mode: str, artifact: str, declared: set[tuple[str, str]]) -> bool:
    return any(
        mode == other_mode and (artifact == path or artifact.startswith(f"{path}/"))
        for other_mode, path in declared
    )

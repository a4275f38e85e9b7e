"""Order and automation: who runs each step, what keeps the order, where does a person wait?"""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.vocabulary import ArtifactForm, Automation, StepFamily, StepKind, TriggerKind
from mlaudit.model.workflow import Step
from mlaudit.runbook.carries import KEPT
from mlaudit.runbook.inputs import find_source
from mlaudit.runbook.people import missing_arguments, open_inputs, prompts_of
from mlaudit.runbook.run_actions import automation_of, is_dispatched
from mlaudit.score.demand import Demand, Question, make_question

RUN_CODES = (
    "ORD010", "ORD005", "ORD011", "ORD006", "ORD002", "ORD001", "ORD003", "REL002", "ORD007",
)  # fmt: skip
EDGE_CODES = ("ORD006", "ORD011", "ORD002", "ORD001", "ORD007", "ORD003", "ORD010", "NBK007")
PROMPT_CODES = ("HUM001", "HUM002", "HUM003", "HUM004", "HUM009")
ARGUMENT_CODES = ("CFG001", "CFG002")
FORM_CODES = ("REL010", "ART007", "CFG007", "ORD008")
TRIGGER_CODES = ("ORD008", "ORD009", "ORD007", "ORD012", "ORD005", "ORD010", "ORD011")
PHANTOM_CODES = ("ART009", "ART004", "REL009", "REL006", "INP001", "INP002", "LLM009")
_EDGE_RUNGS = (
    ("declared", 1.0),
    ("prerequisite", 1.0),
    ("sequence", 0.7),
    ("documented", 0.4),
    ("mentioned", 0.25),
)
_MADE = frozenset({"model", "checkpoint", "index", "metrics"})


def ask_about_order(demand: Demand) -> list[Question]:
    """Runs, edges, producers, interaction points and the trigger of a deliverable."""
    questions = [_ask_about_run(demand, step) for step in demand.steps]
    questions += _ask_about_edges(demand)
    weakest = min((q.obligation.proven for q in questions), default=0.0)
    questions += _ask_about_producers(demand)
    for step in demand.steps:
        questions += _ask_about_interaction(demand, step, min(0.4, weakest))
    questions += _ask_about_trigger(demand)
    return questions


def _ask_about_run(demand: Demand, step: Step) -> Question:
    credit, rung = _rate_run(demand, step)
    return make_question("order", "run", (step.id,), credit, rung, RUN_CODES)


def _rate_run(demand: Demand, step: Step) -> tuple[float, str]:
    level = automation_of(demand.evidence, step)
    if level == Automation.AUTOMATED:
        return 1.0, "a trigger runs it"
    if level == Automation.SCRIPTED:
        return _rate_scripted(demand, step)
    if level == Automation.DOCUMENTED:
        return 0.4, "a document tells a person to run it"
    mentioned = demand.evidence.find_mention(step.path)
    return (0.25, "a document mentions it") if mentioned else (0.0, "nothing runs or mentions it")


def _rate_scripted(demand: Demand, step: Step) -> tuple[float, str]:
    """A tool that follows dependencies is worth more than a list of commands."""
    for starter in (step, *_starters(demand, step)):
        if starter.kind == StepKind.MAKE_TARGET and not _names_its_output(starter):
            continue
        if starter.kind.is_encoded:
            return 1.0, f"{starter.path} runs it"
    return 0.7, "a script runs it"


def _names_its_output(step: Step) -> bool:
    """Is the Make target a file, so that Make follows its dependencies?"""
    return any(access.evidence == "declared" for access in step.writes)


def _starters(demand: Demand, step: Step) -> list[Step]:
    found: dict[str, Step] = {}
    waiting = [step.id]
    while waiting:
        for invocation in demand.workflow.invokers.get(waiting.pop(), ()):
            starter = demand.workflow.step_by_id.get(invocation.by)
            if starter is not None and starter.id not in found and starter.id != step.id:
                found[starter.id] = starter
                waiting.append(starter.id)
    return [found[id_] for id_ in sorted(found)]


def _ask_about_edges(demand: Demand) -> Iterator[Question]:
    """Edges together weigh no more than the steps, so that dense graphs do not drown them."""
    pairs = sorted({(flow.before, flow.after) for flow in demand.flows})
    weight = min(1.0, len(demand.steps) / len(pairs)) if pairs else 0.0
    for before, after in pairs:
        credit, rung = _rate_edge(demand, before, after)
        yield make_question(
            "order", "edge", (before, after), credit, rung, EDGE_CODES, weight=weight
        )


def _rate_edge(demand: Demand, before: str, after: str) -> tuple[float, str]:
    orders = demand.workflow.order_by_pair.get((before, after), ())
    evidence = {word for order in orders for word in order.evidence}
    if _starts_from_kept(demand, before, after):
        return 1.0, "no order needed: what flows is kept, so the later step can start from it"
    for word, credit in _EDGE_RUNGS:
        if word in evidence:
            return credit, f"order: {word}"
        if word == "sequence" and demand.workflow.is_fixed(before, after):
            return 0.7, "order: fixed by several files together"
    return 0.0, "order: nothing but the data tells it"


def _starts_from_kept(demand: Demand, before: str, after: str) -> bool:
    """Is all that flows between two steps under version control?"""
    flows = demand.workflow.flows_by_pair[before, after]
    artifacts = [demand.workflow.artifact_by_id.get(flow.read) for flow in flows]
    return all(artifact is not None and artifact.tracking in KEPT for artifact in artifacts)


def _ask_about_producers(demand: Demand) -> Iterator[Question]:
    """A model that no step makes demands the step that made it, whatever keeps it."""
    for id_ in demand.inputs:
        artifact = demand.workflow.artifact_by_id.get(id_)
        if artifact is None or artifact.kind not in _MADE:
            continue
        source = find_source(demand.evidence, id_, demand.steps)
        local = artifact.form in (ArtifactForm.PATH, ArtifactForm.PATTERN)
        if source is None or source.opaque or not local:
            continue
        credit, rung = (
            (0.35, "comes from elsewhere") if artifact.source else (0.0, "no step makes it")
        )
        yield make_question("order", "producer", (id_,), credit, rung, PHANTOM_CODES)


def _ask_about_interaction(demand: Demand, step: Step, documented: float) -> Iterator[Question]:
    """Where a person must type something: prompts, required arguments, forms.

    Args:
        demand: of the deliverable.
        step: of it.
        documented: credit of a value that is written down; never more than the weakest run or
            edge has, so that taking the interaction away cannot lower the mean.
    """
    asks = [e for e in demand.workflow.own_effects(step) if e.kind in ("prompt-user", "login")]
    if asks:
        open_ = bool(prompts_of(demand.evidence, step))
        rung = "waits for a person" if open_ else "does without a person"
        credit = 0.0 if open_ else 1.0
        yield make_question("order", "interaction", (step.id,), credit, rung, PROMPT_CODES)
    missing = missing_arguments(step)
    if missing:
        told = all(demand.evidence.find_mention(name) for name in missing)
        credit = documented if told else 0.0
        rung = "nothing supplies " + ", ".join(missing)
        yield make_question(
            "order", "interaction", (step.id,), credit, rung, ARGUMENT_CODES, passing=True
        )
    if step.inputs:
        names = open_inputs(step)
        told = all(demand.evidence.find_value(name) for name in names)
        credit = 1.0 if not names else documented if told else 0.0
        rung = f"a person types {', '.join(names)}" if names else "every value has a default"
        yield make_question("order", "interaction", (step.id,), credit, rung, FORM_CODES)


def _ask_about_trigger(demand: Demand) -> Iterator[Question]:
    """What starts the making, where a service or a schedule lives on what is made."""
    if not _is_consumed(demand):
        return
    makers = [s for s in demand.steps if s.id == demand.deliverable.steps[-1]] or list(demand.steps)
    for step in makers[-1:]:
        credit, rung = _rate_trigger(demand, step)
        yield make_question("order", "trigger", (step.id,), credit, rung, TRIGGER_CODES)


def _is_consumed(demand: Demand) -> bool:
    if demand.deliverable.kind in ("service", "image"):
        return True
    names = (demand.deliverable.artifact, *demand.deliverable.grouped)
    consumers = {id_ for name in names for id_ in demand.workflow.consumers.get(name, ())}
    known = [demand.workflow.step_by_id[id_] for id_ in consumers]
    return any(
        step.kind.family == StepFamily.CONTAINER
        or any(t.kind == TriggerKind.SCHEDULE for t in step.triggers)
        for step in known
    )


def _rate_trigger(demand: Demand, step: Step) -> tuple[float, str]:
    level = automation_of(demand.evidence, step)
    if level == Automation.AUTOMATED:
        return 1.0, "starts by itself"
    if any(t.kind == TriggerKind.SCHEDULE and not t.enabled for t in step.triggers):
        return 0.85, "its schedule is switched off"
    if is_dispatched(step):
        return 0.8, "a person dispatches it"
    if level == Automation.SCRIPTED:
        return 0.75, "a person types one command"
    if level == Automation.DOCUMENTED:
        return 0.4, "a document tells a person to start it"
    return 0.0, "nothing tells when it is started"

"""Actions in which a person gives, changes, labels or decides something."""

from __future__ import annotations

from mlaudit.graph.analysis.schedules import switched_off
from mlaudit.model.assessment import Action
from mlaudit.model.facts import Instruction
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Automation, StepKind, TriggerKind
from mlaudit.model.workflow import Effect, Step
from mlaudit.runbook.acquire import list_names
from mlaudit.runbook.closure import Closure
from mlaudit.runbook.evidence import ANSWERING, EDITING, LABELLING, Evidence, normalize_path
from mlaudit.runbook.releases import names_of
from mlaudit.runbook.run_actions import is_dispatched

ARGUMENT_CODES = ("CFG001", "CFG002", "CFG007")
FORM_CODES = ("REL010", "ART007", "CFG007", "ORD008")
VARIABLE_CODES = ("ENV010", "CFG012", "CFG002")
PROMPT_CODES = ("HUM001", "HUM002", "HUM003")
EDIT_CODES = ("DOC003", "CFG002", "CFG005", "CFG006", "CFG011", "CFG003", "DOC006")
LABEL_CODES = ("HUM005", "HUM007", "HUM009", "DOC006")
_NEAR = 5
"""Lines between a sentence and the command that it introduces."""
_DECIDING = frozenset({"approve", "inspect", "check", "compare", "select", "choose"})


def files_of(closure: Closure, step: Step) -> frozenset[str]:
    """The files of a step: its code, and the settings that it reads."""
    known = closure.workflow.artifact_by_id
    accesses = closure.workflow.own_accesses(step)
    read = {access.artifact for access in accesses if access.artifact in known}
    settings = {id_ for id_ in read if known[id_].kind == "config"}
    return frozenset({step.path, *step.runs, *(a.place.path for a in accesses), *settings})


def find_arguments(closure: Closure, step: Step) -> tuple[Action, ...]:
    """The command-line arguments that nothing supplies, and the form that a person fills."""
    found = []
    missing = missing_arguments(step)
    if missing:
        places = [closure.evidence.find_mention(name) for name in missing]
        place = places[0] if all(places) else None
        found.append(
            _supply(
                step, f"{list_names(missing)} of {step.name}", place, step.place, ARGUMENT_CODES
            )
        )
    for name in open_inputs(step):
        place = closure.evidence.find_value(name)
        found.append(
            _supply(step, f"{name} in the form of {step.path}", place, step.place, FORM_CODES)
        )
    return tuple(found)


def missing_arguments(step: Step) -> tuple[str, ...]:
    """The required arguments that no known command line gives; a notebook has no command line."""
    return () if step.kind == StepKind.NOTEBOOK else step.arguments_missing


def open_inputs(step: Step) -> tuple[str, ...]:
    """The values without a default that a person types to start a step."""
    if not is_dispatched(step):
        return ()
    return tuple(name for name, default in step.inputs if default is None)


def open_variables(evidence: Evidence, step: Step) -> tuple[tuple[str, Place], ...]:
    """(id, place) of the environment variables that a step reads and that nothing sets."""
    found: dict[str, Place] = {}
    for access in evidence.workflow.own_accesses(step):
        named = access.artifact.startswith("env:") and "{" not in access.artifact
        if access.mode != "read" or not named or access.guarded:
            continue
        if not evidence.is_variable_set(access.artifact):
            found.setdefault(access.artifact, access.place)
    return tuple(found.items())


def find_variables(closure: Closure, step: Step) -> tuple[Action, ...]:
    """The environment variables that a person must set before a step; those of a file are one."""
    if step.automation == Automation.AUTOMATED:
        return ()
    groups: dict[tuple[Place | None, str], list[tuple[str, Place]]] = {}
    for variable, need in open_variables(closure.evidence, step):
        place = closure.evidence.find_mention(variable.removeprefix("env:"))
        groups.setdefault((place, need.path), []).append((variable, need))
    found = []
    for (place, _), variables in groups.items():
        names = [variable.removeprefix("env:") for variable, _ in variables]
        *others, last = names
        listed = f"variables {', '.join(others)} and {last}" if others else f"variable {last}"
        ids = (variable for variable, _ in variables)
        found.append(
            _supply(step, f"environment {listed}", place, variables[0][1], VARIABLE_CODES, *ids)
        )
    return tuple(found)


def prompts_of(evidence: Evidence, step: Step) -> tuple[Effect, ...]:
    """The prompts and logins at which a step waits for a person, each once."""
    found: dict[tuple[str, str, str], Effect] = {}
    for effect in evidence.workflow.own_effects(step):
        if effect.kind in ("prompt-user", "login") and not effect.guarded:
            found.setdefault((effect.kind, effect.scope, effect.detail), effect)
    return tuple(found.values())


def find_prompts(closure: Closure, step: Step) -> tuple[Action, ...]:
    """What a person types or picks while a step runs."""
    found = []
    for effect in prompts_of(closure.evidence, step):
        asked = f'"{effect.detail.strip()}"' if effect.detail.strip() else effect.call
        what = f"log in: {effect.call}" if effect.kind == "login" else f"the answer to {asked}"
        found.append(_supply(step, what, _find_answer(closure, step), effect.place, PROMPT_CODES))
    return tuple(found)


def _find_answer(closure: Closure, step: Step) -> Place | None:
    """A sentence just before the documented command of a step that tells what to answer it."""
    command = closure.evidence.find_command_for(step.id)
    if command is None:
        return None
    told = [
        instruction.place
        for instruction in closure.evidence.instructions
        if instruction.verb in ANSWERING
        and instruction.place.path == command.place.path
        and 0 <= command.place.line - instruction.place.line <= _NEAR
    ]
    return max(told, key=lambda place: place.sort_key, default=None)


def _supply(
    step: Step,
    what: str,
    place: Place | None,
    need: Place,
    codes: tuple[str, ...],
    *subjects: str,
) -> Action:
    return Action(
        "supply",
        what,
        Automation.DOCUMENTED if place else Automation.HIDDEN,
        place or need,
        reason="" if place else "nothing tells the value",
        about=(*subjects, step.id),
        codes=codes,
    )


def find_edits(closure: Closure, step: Step) -> tuple[Action, ...]:
    """Instructions to change the code or the settings of a step, or to label what it reads.

    However many sentences tell of one file, changing it is one action.
    """
    files = files_of(closure, step)
    found: dict[tuple[str, str], Action] = {}
    for instruction, mentioned in closure.evidence.changes:
        named = sorted(files & mentioned)
        inside = instruction.source != "document" and instruction.place.path in files
        told = bool(instruction.mentions) or instruction.manual
        subject = named[0] if named else str(instruction.place)
        if instruction.verb in EDITING and (named or (inside and told)):
            action = _act("edit", (step.id, *named), instruction, EDIT_CODES)
            found.setdefault(("edit", subject), action)
        elif instruction.verb in LABELLING and (named or inside or _is_read(closure, instruction)):
            action = _act("label", (step.id, *named), instruction, LABEL_CODES)
            found.setdefault(("label", subject), action)
    return tuple(found.values())


def _is_read(closure: Closure, instruction: Instruction) -> bool:
    read = set(closure.inputs)
    return bool(read.intersection(map(normalize_path, instruction.mentions)))


def _act(kind: str, about: tuple[str, ...], told: Instruction, codes: tuple[str, ...]) -> Action:
    return Action(kind, told.text, Automation.DOCUMENTED, told.place, about=about, codes=codes)


def find_gates(step: Step) -> tuple[Action, ...]:
    """Deliberate approvals at which a declared step waits."""
    return tuple(
        Action(
            "approve",
            gate.detail or step.name,
            Automation.SCRIPTED,
            gate.place,
            reason="a deliberate gate",
            about=(step.id,),
            codes=("REL005",),
            gate=True,
        )
        for gate in step.gates
    )


def find_decisions(closure: Closure) -> tuple[Action, ...]:
    """Sentences that tell a person to judge what was made, or what was measured of it."""
    for name in sorted(names_of(closure) | _measures_of(closure)):
        told = closure.evidence.find_instruction(name, _DECIDING)
        if told is not None:
            about = (closure.deliverable.artifact,)
            codes = ("LOV004", "HUM011", "REL004")
            level = Automation.DOCUMENTED
            return (Action("approve", told.text, level, told.place, about=about, codes=codes),)
    return ()


def _measures_of(closure: Closure) -> set[str]:
    """The metrics that readers of the closure's models write, also of models carried by hand."""
    workflow = closure.workflow
    made = {*names_of(closure), *closure.deliverable.artifacts}
    made |= {target for target, source in closure.evidence.carries.items() if source in made}
    known = workflow.artifact_by_id
    models = {id_ for id_ in made if id_ in known and known[id_].kind in ("model", "checkpoint")}
    readers = {unit for id_ in models for unit in workflow.consumers.get(id_, ())}
    return {
        access.artifact
        for reader in sorted(readers)
        for access in workflow.own_accesses(workflow.step_by_id[reader])
        if access.mode == "write" and known[access.artifact].kind == "metrics"
    }


def find_activations(closure: Closure) -> tuple[Action, ...]:
    """The DAGs and jobs that a person must switch on before they run steps of the closure."""
    found = []
    for off in switched_off(closure.workflow):
        if closure.ids.isdisjoint(off.steps):
            continue
        noun = "schedule" if off.trigger.kind == TriggerKind.SCHEDULE else "trigger"
        action = Action(
            "activate",
            off.label,
            Automation.DOCUMENTED if off.told else Automation.HIDDEN,
            off.told or off.trigger.place,
            reason="" if off.told else f"its {noun} ({off.trigger.detail}) is switched off",
            about=(off.owner.id, *(id_ for id_ in off.steps if id_ in closure.ids)),
            codes=("ORD009", "ORD008"),
        )
        found.append(action)
    return tuple(found)

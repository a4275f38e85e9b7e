"""Actions that run the steps of a closure."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Sequence

from mlaudit.graph.analysis.wholes import title_of, whole_of
from mlaudit.graph.command_lines import command_of_project
from mlaudit.model.assessment import Action
from mlaudit.model.graph import reach
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Automation, StepFamily, StepKind, TriggerKind
from mlaudit.model.workflow import Step
from mlaudit.parsers.registry import launcher_of
from mlaudit.runbook.closure import Closure
from mlaudit.runbook.evidence import RUNNING, Evidence
from mlaudit.runbook.registered import BROUGHT, assign
from mlaudit.runbook.releases import RELEASE_EFFECTS
from mlaudit.runbook.runs import Run

CODES = (
    "ORD010", "ORD005", "ORD011", "ORD006", "ORD002", "ORD001", "ORD008", "ORD003", "REL002",
    "ORD007", "ORD012", "NBK001", "NBK007",
)  # fmt: skip
_LONG = 40
_FEW = 4
_CARRYING_PROGRAMS = frozenset({"cp", "mv", "rsync", "scp", "ln", "rename", "copy", "move"})
_BY_PERSON = frozenset({TriggerKind.DISPATCH, TriggerKind.PERSON, TriggerKind.CALL})


def act_on_run(closure: Closure, run: Run) -> Action:
    """The action that starts a run; by hand unless a trigger reaches all its steps."""
    if run.starter.manual is not None:
        return _do_by_hand(run.starter)
    if not run.group:
        return _run_alone(closure, run.steps[0])
    automated = all(step.automation == Automation.AUTOMATED for step in run.steps)
    told = _find_told(closure, run)
    level = Automation.AUTOMATED if automated else Automation.SCRIPTED
    covered = [step.name for step in run.steps]
    what = told[0] if told else _command_of_group(closure, run)
    words = what.split()
    typed = next((c.place for c in closure.evidence.commands if c.name.split() == words), None)
    return Action(
        "run",
        what,
        level,
        told[1] if told else typed or run.starter.place,
        reason=f"runs {_list_few(covered)}" if len(covered) > 1 else "",
        about=tuple(dict.fromkeys((*(step.id for step in run.steps), run.starter.id))),
        codes=CODES,
        manual=not automated,
    )


def _list_few(names: Sequence[str]) -> str:
    """The first names, and how many more; the steps themselves are what the action is about."""
    shown = names if len(names) <= _FEW + 1 else names[:_FEW]
    return ", ".join(shown) + (f" and {len(names) - _FEW} more" if len(shown) < len(names) else "")


def _find_told(closure: Closure, run: Run) -> tuple[str, Place] | None:
    """What a document says to type, where one step starts the others or there is but one."""
    if run.starter.id != run.group:
        return None
    told = find_documented_start(closure.evidence, run.starter)
    if told is None and len(run.steps) == 1:
        told = find_documented_start(closure.evidence, run.steps[0])
    return told


def find_documented_start(evidence: Evidence, step: Step) -> tuple[str, Place] | None:
    """The command, or the place of the sentence, that tells a person to start a step."""
    command = evidence.find_command_for(step.id)
    if command is not None:
        return command.name, command.place
    for name in (step.path, *step.runs) if step.kind != StepKind.README_COMMAND else ():
        instruction = evidence.find_instruction(name, RUNNING)
        if instruction is not None:
            return _what_to_run(step), instruction.place
    return None


def automation_of(evidence: Evidence, step: Step) -> Automation:
    """How a step comes to run, sentences that tell a person to run it included."""
    if step.automation != Automation.HIDDEN:
        return step.automation
    told = find_documented_start(evidence, step) is not None
    return Automation.DOCUMENTED if told else Automation.HIDDEN


def _run_alone(closure: Closure, step: Step) -> Action:
    told = find_documented_start(closure.evidence, step)
    level = automation_of(closure.evidence, step)
    what, place = told or (_what_to_run(step), step.place)
    reason = ""
    if level == Automation.HIDDEN:
        place, reason = _find_need(closure, step)
    return Action(
        _kind_of(closure, step),
        " ".join(what.split()),
        level,
        place,
        reason=reason,
        about=(step.id,),
        codes=CODES,
        manual=level != Automation.AUTOMATED,
    )


def _do_by_hand(step: Step) -> Action:
    """The work of a registered manual step."""
    made = tuple(dict.fromkeys(access.artifact for access in step.writes))
    action = Action(
        "acquire" if made and not step.reads else "run",
        step.manual.what if step.manual is not None else step.name,
        Automation.DOCUMENTED,
        step.place,
        about=(step.id, *made),
        codes=BROUGHT,
    )
    return assign(action, [step])


def label_of(step: Step) -> str:
    """A step in a few words; documented commands by their place, for they may be long."""
    if step.kind == StepKind.README_COMMAND and len(step.name) > _LONG:
        return f"the command at {step.place}"
    return step.name


def _what_to_run(step: Step) -> str:
    if step.kind == StepKind.NOTEBOOK:
        return step.path
    if step.kind.is_service:
        return f"start the container of {step.path}"
    if step.kind == StepKind.CONTAINER_BUILD:
        return f"docker build -f {step.path} ."
    return step.command or step.name


def _kind_of(closure: Closure, step: Step) -> str:
    """What a documented command amounts to."""
    if step.kind != StepKind.README_COMMAND:
        return "run"
    if any(effect.kind in RELEASE_EFFECTS for effect in closure.workflow.own_effects(step)):
        return "release"
    words = step.name.split()
    if words and posixpath.basename(words[0]) in _CARRYING_PROGRAMS:
        return "carry"
    fetches = any(e.kind == "download" for e in closure.workflow.own_effects(step))
    reads = [a.artifact for a in closure.workflow.own_accesses(step) if a.mode == "read"]
    remote = bool(reads) and all("://" in artifact for artifact in reads)
    return "acquire" if (fetches or remote) and not step.runs else "run"


def _find_need(closure: Closure, step: Step) -> tuple[Place, str]:
    """Where the need for a step shows that nothing mentions: its product is read."""
    for flow in closure.evidence.flows_from.get(step.id, ()):
        if flow.after in closure.ids:
            reader = closure.workflow.step_by_id[flow.after]
            place = closure.evidence.place_of_read(flow.read, (reader,))
            return place or step.place, f"{label_of(reader)} reads {flow.read}, which it writes"
    for source, target in closure.carries:
        if step.id in closure.workflow.producers.get(source, ()):
            return step.place, f"{target} is a copy of {source}, which it writes"
    return step.place, f"writes {closure.deliverable.artifact}"


def _command_of_group(closure: Closure, run: Run) -> str:
    """The one command line, or the one thing to click, that starts the whole run."""
    starter = run.starter
    if starter.kind.family in (StepFamily.JOB, StepFamily.TASK, StepFamily.PART):
        return title_of(whole_of(closure.workflow, starter))
    if starter.id == run.group:
        return _what_to_run(starter)
    return _command_of_pipeline(closure, run)


def _command_of_pipeline(closure: Closure, run: Run) -> str:
    """The pipeline tool with the fewest targets that make everything in the run."""
    launcher = launcher_of(run.starter.kind.value)
    if launcher is not None and not launcher.files:
        return command_of_project(launcher, run.starter.directory)
    last = _find_last(closure, run.steps)
    family = [
        step
        for step in closure.workflow.steps
        if step.kind == run.starter.kind and step.path == run.starter.path
    ]
    if run.starter.kind == StepKind.DVC_STAGE and len(family) == len(run.steps):
        whole = "dvc repro" if run.starter.path == "dvc.yaml" else f"dvc repro {run.starter.path}"
        return whole
    if run.starter.kind == StepKind.MLPROJECT_ENTRY:
        # MLflow runs the entry point that it is given, and none that it needs.
        entry = _find_whole(closure, family, run.steps)
        return "; ".join(step.command for step in ((entry,) if entry else run.steps))
    if len(last) > 1 or _varies(last[0]):
        goal = _find_goal(closure, family, last) or _find_whole(closure, family, run.steps)
        last = [goal] if goal is not None else last
    first = last[0].command or last[0].name
    return " ".join([first, *((s.command or s.name).split()[-1] for s in last[1:])])


def _find_last(closure: Closure, steps: tuple[Step, ...]) -> list[Step]:
    """The steps of a run that no other step of it waits for."""
    ids = frozenset(step.id for step in steps)
    last = [step for step in steps if not closure.workflow.is_ahead(step.id, ids)]
    return last or [steps[-1]]


def _varies(step: Step) -> bool:
    """Is it a rule with wildcards? Snakemake takes no such rule as a target."""
    return step.kind == StepKind.SNAKEMAKE_RULE and any(
        access.evidence == "declared" and "{" in access.artifact for access in step.writes
    )


def _find_whole(closure: Closure, family: list[Step], steps: tuple[Step, ...]) -> Step | None:
    """A step of the same file that itself starts all of them, the one with the fewest others."""
    starts: dict[str, set[str]] = defaultdict(set)
    for invocation in closure.workflow.invocations:
        starts[invocation.by].add(invocation.of)
    started = {step.id: reach((step.id,), starts) for step in family if not _varies(step)}
    family = [step for step in family if step.id in started]
    wanted = {step.id for step in steps}
    whole = [step for step in family if wanted <= started[step.id] | {step.id}]
    rank = {step.id: (step.name != "main", len(started[step.id]), step.id) for step in whole}
    return min(whole, key=lambda step: rank[step.id], default=None)


def _find_goal(closure: Closure, family: list[Step], last: list[Step]) -> Step | None:
    """The nearest target of the same file that waits for all of them (`make all`)."""
    fixed = closure.workflow.is_fixed
    goals = [
        goal
        for goal in family
        if not _varies(goal) and all(fixed(step.id, goal.id) for step in last)
    ]
    nearest = [g for g in goals if not any(fixed(o.id, g.id) for o in goals if o is not g)]
    return min(nearest, key=lambda step: step.id, default=None)


def is_dispatched(step: Step) -> bool:
    """Does only a person start it, from a form?"""
    return bool(step.triggers) and all(
        not trigger.enabled or trigger.kind in _BY_PERSON for trigger in step.triggers
    )

"""The order in which a project's wishes count, and the rules that look at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mlaudit.gate.settled import judge_settled
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.configuration import Configuration
from mlaudit.model.graph import Workflow
from mlaudit.model.manual import ManualStep
from mlaudit.model.place import Place
from mlaudit.model.project import Project
from mlaudit.model.suppression import Suppression
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Step

CODE, ENTRY = Place("a.py", 3), Place("mlaudit.toml", 1)
STEP = Step(
    *("mlaudit.toml:a", StepKind.MANUAL_STEP, "a", "mlaudit.toml", ENTRY),
    unit=False,
    manual=ManualStep("Do it", rule="some-rule", subject="raw.csv"),
)
NOTE = Suppression(("some-rule", "other-rule"), "public", CODE, 3, 3)
WORKFLOW = Workflow(Project(Path("/nowhere"), "p", ()), steps=(STEP,), suppressions=(NOTE,))


def _find(workflow: Workflow) -> Iterator[Observation]:
    yield Observation(CODE, "raw.csv", "Nothing makes raw.csv.", "Make it.")


def _crash(workflow: Workflow) -> Iterator[Observation]:
    raise KeyError("x")


def _look(workflow: Workflow) -> Iterator[Observation]:
    for note in workflow.suppressions:
        for name in note.unused:
            yield Observation(note.place, name, "Of no use.", "Remove it.")
    for id_ in workflow.idle:
        yield Observation(ENTRY, id_, "Of no use.", "Remove it.")


def _rule(code: str, slug: str, check: object = _find, late: bool = False) -> Rule:
    return Rule(code, slug, "inputs", Severity.HIGH, Confidence.HIGH, check, late)  # type: ignore[arg-type]


SOME, OTHER = _rule("INP901", "some-rule"), _rule("INP902", "other-rule", lambda _: iter(()))
LATE = _rule("MET901", "late-rule", _look, late=True)


def test_notes_count_before_registered_steps_which_are_in_use_all_the_same() -> None:
    settled = judge_settled(WORKFLOW, (SOME, OTHER, LATE), Configuration())
    assert [(f.code, f.subject, f.status) for f in settled.findings] == [
        ("INP901", "raw.csv", "ignored"),
        ("MET901", "other-rule", "new"),
    ]
    assert settled.applied == {"INP901", "INP902", "MET901"}


def test_late_rules_are_applied_once() -> None:
    broken = _rule("MET902", "broken-rule", _crash, late=True)
    settled = judge_settled(WORKFLOW, (SOME, OTHER, LATE, broken), Configuration())
    assert [name for name, _ in settled.failures] == ["MET902 broken-rule"]
    assert settled.applied == {"INP901", "INP902", "MET901"}


def test_rules_that_are_off_or_crash_were_not_applied() -> None:
    off = Configuration(severity=(("other-rule", None),))
    broken = _rule("INP901", "some-rule", _crash)
    settled = judge_settled(WORKFLOW, (broken, OTHER, LATE), off)
    assert settled.findings == ()
    assert settled.applied == {"MET901"}

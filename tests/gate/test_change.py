from __future__ import annotations

from dataclasses import replace

from mlaudit.gate.change import compare_workflows
from mlaudit.model.assessment import Action, Assessment, DeliverableAssessment, Score
from mlaudit.model.place import Place
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Automation, StepKind
from mlaudit.model.workflow import Step
from tests.report.examples import make_result


def _step(path: str) -> Step:
    return Step(path, StepKind.SCRIPT, path, path, Place(path))


def _action(what: str, kind: str = "run", manual: bool = True, gate: bool = False) -> Action:
    return Action(kind, what, Automation.HIDDEN, None, manual=manual, gate=gate)


def _deliverable(name: str, *actions: Action) -> DeliverableAssessment:
    return DeliverableAssessment(name, "model", 1.0, actions, len(actions), 0, 50.0, 50.0, 0, ())


def _result(steps: tuple[Step, ...] = (), *deliverables: DeliverableAssessment) -> ScanResult:
    score = Score(None, None, None, "nothing")
    return replace(
        make_result(()),
        workflow=replace(make_result(()).workflow, steps=steps),
        assessment=Assessment(score, deliverables),
    )


def test_steps_and_actions_that_come_and_go() -> None:
    before = _result((_step("a.py"), _step("b.py")), _deliverable("m.pkl", _action("b.py")))
    after = _result((_step("a.py"), _step("c.py")), _deliverable("m.pkl", _action("c.py")))
    change = compare_workflows(before, after, "main", "abc")
    assert [step.id for step in change.steps_added] == ["c.py"]
    assert [step.id for step in change.steps_removed] == ["b.py"]
    assert [action.what for action in change.actions_added] == ["c.py"]
    assert [action.what for action in change.actions_removed] == ["b.py"]
    assert (change.revision, change.commit) == ("main", "abc")


def test_a_step_that_moves_is_no_change() -> None:
    before = _result((_step("a.py"),), _deliverable("m.pkl", _action("a.py")))
    after = _result((_step("src/a.py"),), _deliverable("m.pkl", _action("src/a.py")))
    change = compare_workflows(before, after, "main", "abc")
    assert not change.steps_added + change.steps_removed
    assert not change.actions_added + change.actions_removed


def test_a_second_step_of_the_same_name_is_new() -> None:
    before = _result((_step("a.py"),))
    after = _result((_step("a.py"), _step("src/a.py")))
    change = compare_workflows(before, after, "main", "abc")
    assert [step.id for step in change.steps_added] == ["src/a.py"]


def test_an_action_for_two_deliverables_counts_once_and_a_gate_not_at_all() -> None:
    gate = _action("deploy", "approve", gate=True)
    done = _action("train", manual=False)
    both = [_deliverable(name, _action("x.csv", "acquire"), gate, done) for name in ("m", "n")]
    change = compare_workflows(_result(), _result((), *both), "main", "abc")
    assert [action.what for action in change.actions_added] == ["x.csv"]


def test_one_file_more_from_the_same_folder_is_one_thing_more() -> None:
    def obtain(*paths: str) -> Action:
        parts = tuple(_action(path, "acquire") for path in paths)
        return replace(_action(", ".join(paths), "acquire"), about=paths, parts=parts)

    before = _result((), _deliverable("m.pkl", obtain("a.csv", "b.csv")))
    after = _result((), _deliverable("m.pkl", obtain("a.csv", "b.csv", "c.csv")))
    change = compare_workflows(before, after, "main", "abc")
    assert [action.what for action in change.actions_added] == ["c.csv"]
    assert not change.actions_removed

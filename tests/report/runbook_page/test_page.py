from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from mlaudit.model.assessment import Action
from mlaudit.model.place import Place
from mlaudit.model.report import Runbooks
from mlaudit.model.vocabulary import Automation
from mlaudit.model.workflow import Effect
from mlaudit.report.base import Presentation
from mlaudit.report.runbook_page.blocks import parse_page, write_page
from mlaudit.report.runbook_page.page import list_blocks, render
from tests.report.examples import MODEL, RAW, make_deliverable, make_workflow
from tests.report.hostile import TEXTS


def show(*actions: Action) -> str:
    workflow = make_workflow()
    return render(Runbooks(workflow, (make_deliverable(actions=actions),)), Presentation())


def test_a_file_to_obtain_says_what_is_known_and_what_is_not() -> None:
    text = show(Action("acquire", RAW, Automation.HIDDEN, Place("src/train.py", 4), about=(RAW,)))
    assert f"- [ ] **obtain** `{RAW}` (by hand, written down nowhere)\n" in text
    assert f"`{RAW}`: dataset, kept out of git" in text
    assert "Read at `src/train.py:4` with `pandas.read_csv`" in text
    assert "**Nobody has written down where it comes from.**" in text


def test_a_run_says_its_command_folder_missing_values_and_what_to_check() -> None:
    workflow = make_workflow()
    script = replace(
        workflow.steps[0],
        command="cd src && python train.py",
        directory="src",
        arguments_missing=("--epochs",),
    )
    action = Action("run", "src/train.py", Automation.DOCUMENTED, None, about=(script.id,))
    workflow = replace(workflow, steps=(script, *workflow.steps[1:]))
    text = render(Runbooks(workflow, (make_deliverable(actions=(action,)),)), Presentation())
    assert "Command: `cd src && python train.py`, from the root of the repository" in text
    assert "`train.py` works in the folder `src`." in text
    assert "**Nobody has written down what to give for `--epochs`.**" in text
    assert f"Check: `{MODEL}` is there." in text


def test_a_file_that_the_step_moves_away_is_nothing_to_check() -> None:
    workflow = make_workflow()
    step = workflow.steps[0]
    made = step.writes[0]
    move = Effect("move", "os.replace", made.place, artifact="final.bin", detail=made.artifact)
    workflow = replace(workflow, steps=(replace(step, effects=(move,)), *workflow.steps[1:]))
    action = Action("run", "src/train.py", Automation.DOCUMENTED, None, about=(step.id,))
    text = render(Runbooks(workflow, (make_deliverable(actions=(action,)),)), Presentation())
    assert f"Check: `{made.artifact}` is there." not in text


def test_one_command_that_starts_several_steps_is_the_only_one_told() -> None:
    workflow = make_workflow()
    script = replace(workflow.steps[0], command="make train", directory="src")
    action = Action("run", "make all", Automation.SCRIPTED, None, about=(script.id,))
    workflow = replace(workflow, steps=(script, *workflow.steps[1:]))
    text = render(Runbooks(workflow, (make_deliverable(actions=(action,)),)), Presentation())
    assert "`make all` (by hand, one command)" in text
    assert "make train" not in text
    assert "works in the folder" not in text


def test_an_owner_is_named_and_what_runs_by_itself_has_no_box() -> None:
    owned = Action("run", "x", Automation.DOCUMENTED, None, who="Data team", how="docs/x.md")
    text = show(owned, Action("run", "y", Automation.AUTOMATED, None, manual=False))
    assert "Whose work: Data team. How: docs/x.md." in text
    assert "- **run** `y` (runs by itself)" in text


def test_ids_do_not_depend_on_where_an_action_stands_and_are_all_different() -> None:
    one, two = (Action("run", name, Automation.DOCUMENTED, None) for name in "xy")
    ids = [
        {block.body: block.id for block in list_blocks(Runbooks(make_workflow(), (found,)))}
        for found in (
            make_deliverable(actions=(one, two, one)),
            make_deliverable(actions=(two, one)),
        )
    ]
    assert {body: ids[1][body] for body in ids[1]}.keys() <= ids[0].keys()
    blocks = list_blocks(Runbooks(make_workflow(), (make_deliverable(actions=(one, two, one)),)))
    assert len({block.id for block in blocks}) == len(blocks) == 5


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_hostile_names_neither_end_a_block_nor_act(text: str) -> None:
    action = Action("run", text, Automation.HIDDEN, Place(text, 1), reason=text, who=text, how=text)
    runbooks = Runbooks(make_workflow(), (make_deliverable(text, actions=(action,)),))
    shown = render(runbooks, Presentation())
    assert len(parse_page(shown).parts) == 3
    assert write_page(shown, list_blocks(runbooks)) == shown
    assert "\x1b" not in shown

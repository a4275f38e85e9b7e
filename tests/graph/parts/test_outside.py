"""What flows past a flow of tasks."""

from __future__ import annotations

from mlaudit.model.graph import Workflow
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

FLOW = """\
from prefect import flow, task
@task
def make():
    open("data.csv", "w")
@task
def use():
    open("data.csv")
    open("model.bin", "w")
@flow
def whole():
    FIRST
    SECOND
"""
MAIN = 'if __name__ == "__main__":\n    whole()\n'
OTHER = "open('data.csv', 'w')\n"


def flow(first: str, second: str) -> str:
    """A flow that calls two tasks in that order."""
    return FLOW.replace("FIRST", first).replace("SECOND", second)


def flows(workflow: Workflow) -> set[tuple[str, str]]:
    """The data between units by their ids."""
    return {(flow.before, flow.after) for flow in workflow.flows}


def test_what_an_earlier_task_makes_comes_from_nowhere_else(write_repository: WriteTree) -> None:
    files = {"flow.py": flow("make()", "use()") + MAIN, "other.py": OTHER}
    found = flows(read_workflow(write_repository(files)))
    assert found == {("flow.py:whole.make", "flow.py:whole.use")}


def test_what_a_later_task_makes_may_come_from_elsewhere(write_repository: WriteTree) -> None:
    files = {"flow.py": flow("use()", "make()") + MAIN, "other.py": OTHER}
    found = flows(read_workflow(write_repository(files)))
    assert ("other.py", "flow.py:whole.use") in found


def test_a_flow_that_nothing_starts_feeds_nobody_who_has_another_maker(
    write_repository: WriteTree,
) -> None:
    files = {
        "flow.py": flow("make()", "use()"),
        "other.py": OTHER,
        "read.py": "open('data.csv')\n",
        "score.py": "open('model.bin')\n",
    }
    found = flows(read_workflow(write_repository(files)))
    assert ("other.py", "read.py") in found
    assert ("flow.py:whole.make", "read.py") not in found
    assert ("flow.py:whole.use", "score.py") in found

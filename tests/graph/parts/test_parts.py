"""Parts of code: who does what, how it comes to run, in which order."""

from __future__ import annotations

from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation
from mlaudit.model.workflow import Step
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

HELPERS = "def save(text, path):\n    open(path, 'w').write(text)\n"
STEPS = """\
from prefect import task
from helpers import save
@task
def clean(path):
    save(open(path).read(), "work/clean.csv")
"""
FLOW = """\
from prefect import flow, task
from steps import clean
from helpers import save
@task
def fit(out):
    save(open("work/clean.csv").read(), out)
@flow
def train(data="raw.csv"):
    clean(data)
    fit("model.bin")
    open("report.txt", "w")
"""
MAIN = 'if __name__ == "__main__":\n    train()\n    open("done.txt", "w")\n'
FILES = {"helpers.py": HELPERS, "steps.py": STEPS, "flow.py": FLOW + MAIN, "raw.csv": "a\n"}


def own(workflow: Workflow, id_: str) -> set[tuple[str, str]]:
    """(mode, artifact) of what a step does itself."""
    step: Step = workflow.step_by_id[id_]
    return {(a.mode, a.artifact) for a in workflow.own_accesses(step)}


def test_every_access_belongs_to_one_part(write_repository: WriteTree) -> None:
    workflow = read_workflow(write_repository(FILES))
    clean, fit = "flow.py:train.clean", "flow.py:train.fit"
    assert own(workflow, clean) == {("read", "raw.csv"), ("write", "work/clean.csv")}
    assert own(workflow, fit) == {("read", "work/clean.csv"), ("write", "model.bin")}
    assert own(workflow, "flow.py:train") == {("write", "report.txt")}
    assert own(workflow, "flow.py") == {("write", "done.txt")}
    assert [(f.before, f.after) for f in workflow.flows] == [(clean, fit)]
    (order,) = [o for o in workflow.orders if o.artifact]
    assert order.evidence == ("declared", "data-flow")


def test_parts_run_as_the_code_that_starts_them(write_repository: WriteTree) -> None:
    readme = {"README.md": "```\npython flow.py\n```\n"}
    job = "on: push\njobs:\n  b:\n    runs-on: x\n    steps:\n      - run: python flow.py\n"
    for files, expected in (
        (FILES, Automation.HIDDEN),
        (FILES | readme, Automation.DOCUMENTED),
        (FILES | {"run.sh": "python flow.py\n"}, Automation.SCRIPTED),
        (FILES | {".github/workflows/ci.yml": job}, Automation.AUTOMATED),
    ):
        steps = read_workflow(write_repository(files)).step_by_id
        assert steps["flow.py:train.fit"].automation == expected
        assert steps["flow.py:train"].automation == expected


def test_a_deployment_starts_a_flow_of_another_file(write_repository: WriteTree) -> None:
    deploy = 'from flow import train\ntrain.serve(name="x", cron="0 1 * * *")\n'
    files = {**FILES, "flow.py": FLOW, "deploy.py": deploy}
    workflow = read_workflow(write_repository(files))
    step = workflow.step_by_id["flow.py:train.clean"]
    assert step.automation == Automation.AUTOMATED
    assert [t.detail for t in step.triggers] == ["0 1 * * *"]
    assert own(workflow, step.id) == {("read", "raw.csv"), ("write", "work/clean.csv")}
    assert "deploy.py:x" not in workflow.step_by_id


def test_what_a_stage_runs_is_its_own(write_repository: WriteTree) -> None:
    dvc = "stages:\n  t:\n    cmd: python flow.py\n    outs: [model.bin]\n"
    workflow = read_workflow(write_repository({**FILES, "dvc.yaml": dvc}))
    assert ("write", "work/clean.csv") in own(workflow, "dvc.yaml:t")
    assert not workflow.step_by_id["flow.py:train.fit"].unit


def test_a_function_without_the_decorator_is_no_task(write_repository: WriteTree) -> None:
    plain = {**FILES, "steps.py": STEPS.replace("@task\n", "")}
    workflow = read_workflow(write_repository(plain))
    assert "flow.py:train.clean" not in workflow.step_by_id
    assert ("write", "work/clean.csv") in own(workflow, "flow.py:train")


def test_tasks_are_found_where_packages_hand_them_on(write_repository: WriteTree) -> None:
    files = {
        "helpers.py": HELPERS,
        "jobs/steps.py": STEPS,
        "jobs/__init__.py": "from .steps import *\n",
        "lib/__init__.py": "from jobs import clean as first\n",
        "flow.py": FLOW.replace("from steps import clean", "from lib import first as clean") + MAIN,
    }
    step = read_workflow(write_repository(files)).step_by_id["flow.py:train.first"]
    assert step.runs == ("jobs/steps.py",)


def test_names_that_import_each_other_are_no_tasks(write_repository: WriteTree) -> None:
    files = {
        **FILES,
        "steps.py": "from other import clean\n",
        "other.py": "from steps import clean\n",
    }
    assert "flow.py:train.clean" not in read_workflow(write_repository(files)).step_by_id


def test_programs_that_a_task_starts_are_started_by_it(write_repository: WriteTree) -> None:
    flow = FLOW.replace(
        '    save(open("work/clean.csv").read(), out)\n', "    os.system('python fit.py')\n"
    )
    files = {**FILES, "flow.py": f"import os\n{flow}{MAIN}", "fit.py": "open('m.bin', 'w')\n"}
    workflow = read_workflow(write_repository(files))
    assert [i.by for i in workflow.invokers["fit.py"]] == ["flow.py:train.fit"]


def test_a_flow_in_a_flow(write_repository: WriteTree) -> None:
    outer = """\
from prefect import flow
from flow import train
from steps import clean
@flow
def whole():
    train("other.csv")
    clean("late.csv")
whole()
"""
    files = {**FILES, "flow.py": FLOW, "whole.py": outer}
    workflow = read_workflow(write_repository(files))
    assert own(workflow, "flow.py:train.clean") == {
        ("read", "other.csv"),
        ("write", "work/clean.csv"),
    }
    assert ("read", "late.csv") in own(workflow, "whole.py:whole.clean")
    pairs = {(o.before, o.after) for o in workflow.orders if "declared" in o.evidence}
    assert ("flow.py:train.fit", "whole.py:whole.clean") in pairs


def test_what_only_a_part_starts_is_started_as_it_says(write_repository: WriteTree) -> None:
    task = "    os.system('python jobs/fit.py --out model.bin')\n"
    flow = FLOW.replace('    save(open("work/clean.csv").read(), out)\n', task)
    fit = "import sys\nopen(sys.argv[2], 'w')\n"
    module = "def late():\n    open('late.txt', 'w')\n"
    files = {**FILES, "flow.py": f"import os\n{flow}", "jobs/fit.py": fit, "jobs/late.py": module}
    workflow = read_workflow(write_repository(files))
    fit_step = workflow.step_by_id["jobs/fit.py"]
    assert [a.artifact for a in fit_step.writes] == ["model.bin"]
    files["flow.py"] = files["flow.py"].replace("fit.py --out model.bin", "late.py")
    assert "jobs/late.py" in read_workflow(write_repository(files)).step_by_id

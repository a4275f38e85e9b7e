from __future__ import annotations

import pytest
from hypothesis import given

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation
from mlaudit.parsers.orchestrators.luigi import PARSER
from mlaudit.parsers.registry import parse_file
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.parsers.orchestrators.definitions.fragments import any_python

CLEAN = """\
import luigi
from luigi.util import requires
class Raw(luigi.ExternalTask):
    def output(self):
        return luigi.LocalTarget("raw.csv")
class Clean(luigi.Task):
    folder = luigi.Parameter(default="work")
    def requires(self):
        return Raw()
    def output(self):
        return luigi.LocalTarget(f"{self.folder}/clean.csv")
    def run(self):
        text = open(self.input().path).read()
        self.output().open("w").write(text)
"""
FIT = """\
class Fit(luigi.Task):
    rounds = luigi.IntParameter()
    def requires(self):
        REQUIRES
    def output(self):
        return luigi.LocalTarget(f"{self.rounds}.bin")
    def run(self):
        open(INPUT)
        with self.output().open("w") as out:
            out.write("x")
"""


def read(text: str) -> dict[str, DeclaredStep]:
    """The tasks of a file by name."""
    return {step.name: step for step in PARSER.parse("jobs/birds.py", text.encode()).steps}


def touched(workflow: Workflow, name: str) -> set[tuple[str, str]]:
    """(mode, artifact) of what a task of `birds.py` does itself."""
    step = workflow.step_by_id[f"birds.py:{name}"]
    return {(a.mode, a.artifact) for a in workflow.own_accesses(step)}


def test_tasks_with_what_they_require() -> None:
    found = read(CLEAN + FIT.replace("REQUIRES", "yield Clean(folder='x')").replace("INPUT", "'y'"))
    assert list(found) == ["Raw", "Clean", "Fit"]
    assert found["Raw"].runs == ()
    assert [run.step for run in found["Fit"].runs] == [None, "*:Clean"]
    assert (found["Fit"].takes, found["Fit"].gives) == ((("", "Clean"),), ("Fit",))
    assert found["Clean"].inputs == (("folder", "'work'"),)
    assert found["Fit"].inputs == (("rounds", None),)


@pytest.mark.parametrize(
    ("required", "given"),
    [
        ("return Clean()", "self.input().path"),
        ("return [Clean()]", "self.input()[0].path"),
        ("return {'c': Clean()}", "self.input()['c'].path"),
        ("yield Clean()", "self.input()[0].path"),
        ("return self.clone(Clean)", "self.input().path"),
        ("needed = [Clean()]\n        return needed", "self.input()[0].path"),
    ],
)
def test_targets_of_what_is_required(
    write_repository: WriteTree, required: str, given: str
) -> None:
    text = CLEAN + FIT.replace("REQUIRES", required).replace("INPUT", given)
    files = {"birds.py": f"{text}luigi.build([Fit(rounds=3)])\n", "raw.csv": "a\n"}
    workflow = read_workflow(write_repository(files))
    reads = {artifact for mode, artifact in touched(workflow, "Fit") if mode == "read"}
    assert reads <= {"work/clean.csv"}
    assert ("write", "3.bin") in touched(workflow, "Fit")
    if "clone" not in required:
        assert touched(workflow, "Clean") == {("read", "raw.csv"), ("write", "work/clean.csv")}
        (order,) = workflow.orders
        assert order.evidence == ("declared", "data-flow")


def test_the_decorator_requires(write_repository: WriteTree) -> None:
    text = """\
@requires(Clean)
class Fit(luigi.Task):
    folder = luigi.Parameter()
    def run(self):
        open(self.input().path)
luigi.build([Fit(folder="other")])
"""
    workflow = read_workflow(write_repository({"birds.py": CLEAN + text}))
    assert touched(workflow, "Fit") == {("read", "other/clean.csv")}
    assert ("write", "other/clean.csv") in touched(workflow, "Clean")


@pytest.mark.parametrize(
    ("run", "command"),
    [
        ("luigi.build([Clean('x'), Clean(folder='y')])", ""),
        ("tasks = [Clean(folder=f) for f in ('x', 'y')]\nluigi.build(tasks)", ""),
        ("luigi.run(['Clean', '--folder', 'x'])\nluigi.run(['Clean', '--folder=y'])", ""),
        (
            "luigi.run(main_task_cls=Clean)",
            "python birds.py --folder x\npython birds.py --folder y",
        ),
        ("luigi.run()", "python birds.py Clean --folder x\npython birds.py Clean --folder y"),
    ],
)
def test_ways_to_run_tasks(write_repository: WriteTree, run: str, command: str) -> None:
    files = {"birds.py": f"{CLEAN}if __name__ == '__main__':\n    " + run.replace("\n", "\n    ")}
    workflow = read_workflow(write_repository(files | {"run.sh": f"{command}\n"}))
    written = {artifact for mode, artifact in touched(workflow, "Clean") if mode == "write"}
    assert written == {"x/clean.csv", "y/clean.csv"}


def test_the_command_line_of_luigi(write_repository: WriteTree) -> None:
    text = "class All(luigi.WrapperTask):\n    def requires(self):\n        yield Clean()\n"
    readme = "```\npython -m luigi --module birds All --local-scheduler\n```\n"
    workflow = read_workflow(write_repository({"birds.py": CLEAN + text, "README.md": readme}))
    clean = workflow.step_by_id["birds.py:Clean"]
    assert clean.automation == Automation.DOCUMENTED
    assert not workflow.step_by_id["birds.py:All"].unit
    assert touched(workflow, "Clean") == {("read", "raw.csv"), ("write", "work/clean.csv")}


def test_tasks_of_other_files(write_repository: WriteTree) -> None:
    main = "import luigi\nfrom birds import Clean\nluigi.build([Clean(folder='z')])\n"
    workflow = read_workflow(write_repository({"birds.py": CLEAN, "main.py": main}))
    assert ("write", "z/clean.csv") in touched(workflow, "Clean")
    assert [i.by for i in workflow.invokers["birds.py:Clean"]] == ["main.py"]


def test_lines_stay_those_of_the_file() -> None:
    facts = parse_file("birds.py", CLEAN.encode())
    assert facts is not None
    assert facts.module is not None
    assert facts.format == "python"
    assert facts.module.body[-1].line == 6


@pytest.mark.parametrize(
    "text",
    [
        "# luigi",
        "from mario import Task # luigi\nclass A(Task): ...\n",
        "import luigi\nclass A(B): 0\n",
    ],
)
def test_what_is_no_task(text: str) -> None:
    assert read(text) == {}


@given(any_python("import luigi\nclass T(luigi.Task):\n    def run(self): 0\n"))
def test_nothing_raises(data: bytes) -> None:
    PARSER.parse("birds.py", data)

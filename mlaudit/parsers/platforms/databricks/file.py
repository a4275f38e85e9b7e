"""Jobs of bundles, of dbx and of the jobs API as steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from mlaudit.model.data import Data, Entry, Table
from mlaudit.model.facts import DeclaredStep, Facts, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Lookup, Parser
from mlaudit.parsers.environment.values import find, items_of, text_of
from mlaudit.parsers.json_data import read_json
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.platforms.databricks.bundle import Bundle, find_bundle
from mlaudit.parsers.platforms.databricks.jobs import Job, jobs_of, pipelines_of, triggers_of
from mlaudit.parsers.platforms.databricks.tasks import Tasks
from mlaudit.parsers.yaml_data import read_yaml

DATABRICKS_TASK = StepKind("databricks-task", StepFamily.TASK, "Databricks job")

MAXIMUM_SIZE = 1_000_000
"""Bytes from which a file is taken for data."""

_SIGNS = (b"task_key", b"notebook_task", b"spark_python_task", b"python_wheel_task", b"pipelines:")


def parse(path: str, data: bytes) -> Facts:
    """The tasks of the jobs in a file, without the variables that its bundle gives.

    Broken syntax is reported where the file is read as configuration.
    """
    if len(data) > MAXIMUM_SIZE or not any(sign in data for sign in _SIGNS):
        return Facts(path, PARSER.name)
    reader = read_json if suffix_of(path) == ".json" else read_yaml
    value, _, _ = reader(data)
    return Facts(path, PARSER.name, steps=tuple(_steps(path, value, Bundle())))


def complete(facts: Facts, look_up: Lookup) -> Facts:
    """The same tasks with the values and the schedules that the bundle adds."""
    others = tuple(step for step in facts.steps if step.kind != DATABRICKS_TASK)
    if len(others) == len(facts.steps):
        return facts
    bundle = find_bundle(facts.path, look_up)
    return replace(facts, steps=(*others, *_steps(facts.path, facts.data, bundle)))


def _steps(path: str, data: Data | None, bundle: Bundle) -> Iterator[DeclaredStep]:
    for job in jobs_of(data):
        yield from _tasks(path, job, bundle)
    for pipeline in pipelines_of(data):
        yield _pipeline(path, pipeline, bundle)


def _tasks(path: str, job: Job, bundle: Bundle) -> Iterator[DeclaredStep]:
    parameters = {
        text_of(find(item, "name")) or "": text_of(find(item, "default"))
        for item in items_of(job.data.get("parameters"))
    }
    fill = partial(bundle.fill, parameters=parameters)
    tasks = Tasks(path, bundle.folder, job.data.get("git_source") is not None, fill)
    triggers = tuple(_triggers(path, job, bundle))
    for task in job.tasks:
        key = text_of(task.get("task_key")) or "task"
        needed = (text_of(find(item, "task_key")) for item in items_of(task.get("depends_on")))
        yield DeclaredStep(
            DATABRICKS_TASK,
            f"{job.name}/{key}",
            Place(path, task.line),
            f"jobs.{job.name}.{key}",
            runs=tuple(tasks.runs(task)),
            after=tuple(f"{job.name}/{name}" for name in needed if name),
            triggers=triggers,
            inputs=() if triggers else tuple((n, v) for n, v in parameters.items() if n),
            group=f"{path}#{job.name}",
        )


def _triggers(path: str, job: Job, bundle: Bundle) -> Iterator[Trigger]:
    """Those of the job, else those that a target gives it."""
    own = tuple(triggers_of(job.data, path))
    yield from own
    for change in bundle.changes_of(job.name) if not own else ():
        yield from triggers_of(change, f"{bundle.folder}/databricks.yml".removeprefix("./"))


def _pipeline(path: str, pipeline: Job, bundle: Bundle) -> DeclaredStep:
    tasks = Tasks(path, bundle.folder, False, partial(bundle.fill, parameters={}))
    runs: list[Run] = []
    for library in items_of(pipeline.data.get("libraries")):
        written = find(library, "notebook", "path") or find(library, "file", "path")
        if written is not None:
            runs += tasks.runs(_as_notebook(written))
    return DeclaredStep(
        DATABRICKS_TASK,
        pipeline.name,
        Place(path, pipeline.data.line),
        f"pipelines.{pipeline.name}",
        runs=tuple(runs),
        triggers=tuple(triggers_of(pipeline.data, path)),
        group=f"{path}#{pipeline.name}",
    )


def _as_notebook(path: Data) -> Table:
    named = Table((Entry("notebook_path", path, path.line),), path.line)
    return Table((Entry("notebook_task", named, path.line),), path.line)


PARSER = Parser(
    "databricks",
    lambda path: suffix_of(path) in (".yml", ".yaml", ".json"),
    parse,
    complete,
    launchers=(
        Launcher(
            DATABRICKS_TASK,
            ("databricks",),
            before=(("bundle", "run"),),
            valued=(
                "-t",
                "--target",
                "-p",
                "--profile",
                "--var",
                "--params",
                "--refresh",
                "--only",
            ),
            at_once=True,
            everywhere=True,
            default="none",
        ),
    ),
)
"""Reads jobs of Databricks."""

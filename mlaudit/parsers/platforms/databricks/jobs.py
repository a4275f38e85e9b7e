"""Jobs and pipelines among the data of a file."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of

_MAXIMUM_DEPTH = 8
_TASKS = (
    *("notebook_task", "spark_python_task", "python_wheel_task", "spark_submit_task"),
    *("run_job_task", "pipeline_task", "dbt_task", "sql_task", "for_each_task", "spark_jar_task"),
)


@immutable
class Job:
    """A job with the name by which other files and commands know it."""

    name: str
    data: Table

    @property
    def tasks(self) -> tuple[Table, ...]:
        """Its tasks; a job of the old form is one itself."""
        tasks = tuple(t for t in items_of(self.data.get("tasks")) if isinstance(t, Table))
        return tasks or ((self.data,) if is_task(self.data) else ())


def is_task(data: Data) -> bool:
    """Does the table say what a task runs?"""
    return isinstance(data, Table) and any(data.get(name) is not None for name in _TASKS)


def jobs_of(data: Data | None, name: str = "", depth: int = 0) -> Iterator[Job]:
    """The jobs anywhere in a file, but for what targets of a bundle change."""
    if data is None or depth > _MAXIMUM_DEPTH:
        return
    if isinstance(data, Table):
        tasks = items_of(data.get("tasks"))
        if is_task(data) or any(find(task, "task_key") is not None for task in tasks):
            own = text_of(data.get("name")) or "job"
            yield Job(name if name and name not in ("settings", "new_settings") else own, data)
            return
        for entry in data.entries:
            if entry.key not in ("targets", "pipelines"):
                yield from jobs_of(entry.value, entry.key, depth + 1)
    for item in items_of(data):
        yield from jobs_of(item, "", depth + 1)


def pipelines_of(data: Data | None) -> Iterator[Job]:
    """Declarative pipelines of a bundle."""
    for entry in entries_of(find(data, "resources", "pipelines")):
        if isinstance(entry.value, Table):
            yield Job(entry.key, entry.value)


def triggers_of(data: Data, path: str) -> Iterator[Trigger]:
    """What starts a job, unless its file pauses it."""
    for key, kind in (
        ("schedule", TriggerKind.SCHEDULE),
        ("trigger", TriggerKind.EVENT),
        ("continuous", TriggerKind.EVENT),
    ):
        declared = find(data, key)
        if declared is None or not isinstance(declared, Table | Scalar):
            continue
        if isinstance(declared, Scalar) and declared.value is not True:
            continue
        paused = (text_of(find(declared, "pause_status")) or "").upper() == "PAUSED"
        detail = text_of(find(declared, "quartz_cron_expression")) or _detail(declared) or key
        if find(declared, "periodic") is not None:
            kind = TriggerKind.SCHEDULE
        yield Trigger(kind, detail, Place(path, declared.line), not paused)


def _detail(declared: Data) -> str:
    names = [entry.key for entry in entries_of(declared) if entry.key != "pause_status"]
    return names[0].replace("_", " ") if names else ""

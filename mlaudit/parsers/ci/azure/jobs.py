"""Stages and jobs of a pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar, Sequence, Table
from mlaudit.model.facts import DeclaredStep, Gate
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.ci.azure.artifacts import Download, Exchange
from mlaudit.parsers.ci.azure.steps import StepReader, read_environment
from mlaudit.parsers.ci.azure.templates import FILE, LINE
from mlaudit.parsers.ci.azure.variables import read_variables, to_pattern
from mlaudit.parsers.ci.work import Work
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of

AZURE_JOB = StepKind("azure-job", StepFamily.JOB, "pipeline")


@immutable
class Job:
    """A job with the stage that it belongs to.

    Attributes:
        name: by which other jobs of the pipeline are told apart from it.
        own: by which jobs of the same stage name it.
        table: what the file says of it.
        stage: what the file says of the stage, the whole pipeline where there are none.
        stage_name: of the stage.
        deploys: it is a deployment job.
    """

    name: str
    own: str
    table: Table
    stage: Table
    stage_name: str
    deploys: bool


def find_jobs(root: Table) -> list[Job]:
    """The jobs of a pipeline with stages, with jobs, or with steps alone."""
    stages = [item for item in items_of(root.get("stages")) if isinstance(item, Table)]
    if not stages:
        return list(_jobs(root, "", several=False))
    names = [text_of(stage.get("stage")) or f"stage {i}" for i, stage in enumerate(stages, 1)]
    several = len(stages) > 1
    return [
        job
        for name, stage in zip(names, stages, strict=True)
        for job in _jobs(stage, name, several=several)
    ]


def _jobs(stage: Table, stage_name: str, *, several: bool) -> Iterator[Job]:
    tables = [item for item in items_of(stage.get("jobs")) if isinstance(item, Table)]
    if not tables and stage.get("steps") is not None:
        yield Job(stage_name or "job", "", stage, stage, stage_name, deploys=False)
    for number, table in enumerate(tables, 1):
        deployment = text_of(table.get("deployment"))
        own = text_of(table.get("job")) or deployment or ""
        shown = own or (f"job {number}" if len(tables) > 1 else stage_name or "job")
        name = f"{stage_name}.{shown}" if several and shown != stage_name else shown
        if table.get("template") is None:
            yield Job(name, own, table, stage, stage_name, table.get("deployment") is not None)


def find_order(root: Table, jobs: list[Job]) -> dict[str, tuple[str, ...]]:
    """The names of the jobs before each job: of its stage, and of the stages before that."""
    stages = list(dict.fromkeys(job.stage_name for job in jobs))
    found = {}
    for job in jobs:
        before = _stages_before(job, stages)
        earlier = [other.name for other in jobs if other.stage_name in before]
        wanted = {text for text, _ in texts_of(job.table.get("dependsOn"))}
        if job.table is not job.stage:
            earlier += [
                other.name
                for other in jobs
                if other.stage_name == job.stage_name and other.own in wanted and other != job
            ]
        found[job.name] = tuple(earlier)
    return found


def _stages_before(job: Job, stages: list[str]) -> set[str]:
    """Stages follow each other, unless they say what they wait for."""
    wanted = job.stage.get("dependsOn") if job.stage_name else Sequence(())
    if wanted is not None:
        return {text for text, _ in texts_of(wanted)}
    index = stages.index(job.stage_name)
    return set(stages[index - 1 : index]) if index else set()


def read_job(job: Job, root: Table, path: str) -> tuple[DeclaredStep, Work, Exchange]:
    """A job as a step, without its order and its triggers."""
    work, exchange = Work(), Exchange([], [])
    variables: dict[str, str] = {}
    for table in (root, job.stage, job.table):
        variables.update(read_variables(table.get("variables")))
    known = {name: text for name, text in variables.items() if text}
    place = place_of(job, path)
    inner = text_of(job.table.get(FILE)) or text_of(job.stage.get(FILE)) or path
    reader = StepReader(inner, known, _is_windows(job, root), work, exchange)
    gates: tuple[Gate, ...] = ()
    if job.deploys:
        exchange.downloads.append(Download("", "..", place, named=True))
        gates = _environment(job, place, known)
        for steps in _strategy_steps(job.table):
            reader.read(steps)
    else:
        reader.read(job.table.get("steps"))
    container = job.table.get("container") or root.get("container")
    step = DeclaredStep(
        AZURE_JOB,
        job.name,
        place,
        f"jobs.{job.name}",
        runs=tuple(work.runs),
        reads=tuple(dict.fromkeys(work.reads)),
        writes=tuple(dict.fromkeys(work.writes)),
        gates=gates,
        uses=tuple(work.uses),
        environment=(
            *((name.upper().replace(".", "_"), text) for name, text in variables.items()),
            *read_environment(job.table.get("env")),
        ),
        image=_image(container, root, known),
        group=path,
    )
    return step, work, exchange


def place_of(job: Job, path: str) -> Place:
    """Where the pipeline declares a job, or takes in the template that does."""
    for table in (job.table, job.stage):
        line = table.get(LINE)
        if isinstance(line, Scalar) and isinstance(line.value, int):
            return Place(path, line.value)
    return Place(path, job.table.line)


def _strategy_steps(job: Table) -> Iterator[Data | None]:
    """The steps of the hooks of a deployment, but for the one that a failure starts."""
    for strategy in entries_of(job.get("strategy")):
        for hook in entries_of(strategy.value):
            yield find(hook.value, "steps")
            yield find(hook.value, "success", "steps")


def _environment(job: Job, place: Place, variables: dict[str, str]) -> tuple[Gate, ...]:
    environment = job.table.get("environment")
    name = text_of(environment) or text_of(find(environment, "name"))
    if name is None:
        return ()
    shown = to_pattern(name, variables).partition(".")[0]
    return (Gate(place, f"environment {shown}"),)


def _is_windows(job: Job, root: Table) -> bool:
    for table in (job.table, job.stage, root):
        pool = table.get("pool")
        if pool is not None:
            image = text_of(find(pool, "vmImage")) or text_of(find(pool, "name")) or ""
            return "windows" in image.lower() or image.lower().startswith("vs20")
    return False


def _image(container: Data | None, root: Table, variables: dict[str, str]) -> str | None:
    name = text_of(container) or text_of(find(container, "image"))
    if name is None:
        return None
    for item in items_of(find(root, "resources", "containers")):
        if text_of(find(item, "container")) == name:
            name = text_of(find(item, "image")) or name
    return to_pattern(name, variables)

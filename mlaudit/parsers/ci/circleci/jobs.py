"""A job as a step, without what its workflow says of it."""

from __future__ import annotations

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import ActionUse, DeclaredStep
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.ci.circleci.definitions import Definitions
from mlaudit.parsers.ci.circleci.parameters import bind, substitute_table, to_pattern
from mlaudit.parsers.ci.circleci.steps import Folders, StepReader, read_environment
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.ci.work import Work
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of

CIRCLECI_JOB = StepKind("circleci-job", StepFamily.JOB, "workflow")

_OF_WORKFLOW = frozenset(
    {"requires", "filters", "context", "type", "name", "matrix", "pre-steps", "post-steps"}
)


@immutable
class Use:
    """One use of a job by a workflow.

    Attributes:
        job: the name of the job, which an orb may define.
        name: the name that it has in the workflow.
        given: the entry of the workflow, with the values of its parameters.
        place: of the entry.
    """

    job: str
    name: str
    given: Data | None
    place: Place


def read_job(use: Use, definitions: Definitions) -> tuple[DeclaredStep, Work]:
    """The job that a workflow uses; of a job of an orb only its name and inputs are known."""
    definition = definitions.jobs.get(use.job, Table(()))
    job = substitute_table(definition, bind(definition, use.given))
    executor = definitions.executor_of(job)
    shell = text_of(job.get("shell")) or text_of(executor.get("shell")) or ""
    folders = _folders(job, executor)
    work = Work(locate=folders.locate)
    reader = StepReader(definitions, folders, shell, work)
    reader.read(find(use.given, "pre-steps"))
    if use.job in definitions.jobs:
        reader.read(job.get("steps"))
    else:
        work.uses.append(ActionUse(use.job, _inputs(use.given), use.place))
    reader.read(find(use.given, "post-steps"))
    image = _image(executor) or _image(job)
    step = DeclaredStep(
        CIRCLECI_JOB,
        use.name,
        Place(definitions.path, definition.line or use.place.line),
        f"jobs.{use.name}",
        runs=tuple(work.runs),
        reads=tuple(dict.fromkeys(work.reads)),
        uses=tuple(work.uses),
        environment=(
            *_container_environment(executor),
            *read_environment(executor.get("environment")),
            *(read_environment(job.get("environment")) if job is not executor else ()),
        ),
        image=to_pattern(image) if image else None,
        declares_more=work.declares_more,
    )
    return step, work


def _folders(job: Table, executor: Table) -> Folders:
    written = text_of(job.get("working_directory")) or text_of(executor.get("working_directory"))
    working = to_pattern(written or "~/project").rstrip("/")
    paths = (text_of(find(item, "checkout", "path")) for item in items_of(job.get("steps")))
    checkout = next((path for path in paths if path), working)
    whole = Folders(working, working).locate(checkout)
    return Folders(working if whole == "." else checkout.rstrip("/"), working)


def _image(data: Table) -> str | None:
    for item in items_of(data.get("docker"))[:1]:
        return text_of(find(item, "image"))
    return None


def _container_environment(data: Table) -> tuple[tuple[str, str], ...]:
    first = items_of(data.get("docker"))[:1]
    return tuple(pair for item in first for pair in read_environment(find(item, "environment")))


def _inputs(given: Data | None) -> tuple[tuple[str, str], ...]:
    entries = (entry for entry in entries_of(given) if entry.key not in _OF_WORKFLOW)
    return tuple((entry.key, to_pattern(text_as_written(entry.value))) for entry in entries)

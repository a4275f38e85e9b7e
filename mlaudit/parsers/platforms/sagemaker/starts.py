"""Jobs that code starts without a pipeline: `estimator.fit(…)`, `processor.run(…)`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Made,
    Member,
    Reference,
    known_text,
)
from mlaudit.parsers.path_text import stem_of
from mlaudit.parsers.platforms.sagemaker import jobs
from mlaudit.parsers.platforms.sagemaker.places import Places

SAGEMAKER_JOB = StepKind("sagemaker-job", StepFamily.TASK, "SageMaker job")
_STARTERS = ("fit", "run", "train")


def declare_jobs(source: Source, made: Sequence[Made]) -> Iterator[DeclaredStep]:
    """The jobs that a file starts and whose script it names."""
    names: dict[Made, str] = {}
    counted: Counter[str] = Counter()
    for call in made:
        job = jobs.job_of(call, made)
        if _starts(call) and any(True for _ in jobs.runs_of(job, Places("", {}, {}), "")):
            name = stem_of(jobs.script_of(job))
            counted[name] += 1
            names[call] = name if counted[name] == 1 else f"{name}-{counted[name]}"
    outputs = {call: jobs.outputs_of(call, jobs.job_of(call, made)) for call in names}
    places = Places(stem_of(source.path), names, outputs)
    before: tuple[str, ...] = ()
    for call, name in names.items():
        yield _declare(source, places, call, before, made)
        before = () if call.given("wait") is False else (name,)


def _starts(call: Made) -> bool:
    callee = call.callee
    if not isinstance(callee, Member) or callee.name not in _STARTERS:
        return False
    holder = callee.of.callee if isinstance(callee.of, Made) else None
    return isinstance(holder, Reference) and holder.name.startswith("sagemaker.")


def _declare(
    source: Source, places: Places, call: Made, before: tuple[str, ...], made: Sequence[Made]
) -> DeclaredStep:
    name = places.names[call]
    job = jobs.job_of(call, made)
    return DeclaredStep(
        SAGEMAKER_JOB,
        name,
        Place(source.path, call.line),
        f"jobs.{name}",
        runs=tuple(jobs.runs_of(job, places, source.path)),
        directory=jobs.directory_of(job, source.path),
        reads=tuple(dict.fromkeys(jobs.reads_of(job, places, source.path))),
        writes=tuple(dict.fromkeys(jobs.writes_of(job, places, source.path))),
        after=before,
        environment=jobs.environment_of(job, places),
        path_maps=jobs.maps_of(job, places),
        image=known_text(job.given("image_uri")) or None,
        group=source.path,
        by_code=True,
    )

"""Pipelines of SageMaker: their steps in order, triggers and approvals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mlaudit.model.facts import Declaration, DeclaredStep, Gate, Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Code,
    Made,
    Member,
    Reference,
    Value,
    known_text,
    parts_of,
    shown,
)
from mlaudit.parsers.path_text import stem_of
from mlaudit.parsers.platforms.sagemaker import jobs
from mlaudit.parsers.platforms.sagemaker.places import Places, made_within, parameter_hole

SAGEMAKER_STEP = StepKind("sagemaker-step", StepFamily.TASK, "SageMaker pipeline")
_PENDING = "PendingManualApproval"


@immutable
class _Pipeline:
    """A pipeline and the calls that make its steps, with those that conditions hold."""

    name: str
    made: Made | None
    steps: dict[Made, str]


def declare_pipelines(source: Source, made: Sequence[Made]) -> Iterator[DeclaredStep]:
    """The steps of all pipelines of a file."""
    for pipeline in _find(source, made):
        outputs = {step: jobs.outputs_of(step, jobs.job_of(step, made)) for step in pipeline.steps}
        places = Places(pipeline.name, pipeline.steps, outputs)
        for step in pipeline.steps:
            yield _declare(source, pipeline, places, step, made)


def _find(source: Source, made: Sequence[Made]) -> Iterator[_Pipeline]:
    found = [m for m in made if m.kind == "Pipeline" and _is_of_sagemaker(m)]
    for item in found:
        name = shown(item.given("name", place=0) or stem_of(source.path))
        steps = dict.fromkeys(_steps_in(item.given("steps")))
        if not steps and len(found) == 1:
            steps = dict.fromkeys(m for m in made if _is_step(m))
        yield _Pipeline(name, item, {step: _name_of(step) for step in steps})
    if not found:
        steps = dict.fromkeys(m for m in made if _is_step(m))
        if steps:
            yield _Pipeline(stem_of(source.path), None, {step: _name_of(step) for step in steps})


def _is_of_sagemaker(made: Made) -> bool:
    return isinstance(made.callee, Reference) and made.callee.name.startswith("sagemaker.")


def _is_step(made: Made) -> bool:
    named = made.kind.endswith("Step") or made.kind in ("RegisterModel", "EstimatorTransformer")
    return isinstance(made.callee, Code) or (named and _is_of_sagemaker(made))


def _steps_in(value: Value) -> Iterator[Made]:
    """The steps of a list: conditions with those on their sides, functions with those before."""
    for part in parts_of(value):
        if not isinstance(part, Made) or not _is_step(part):
            continue
        if isinstance(part.callee, Code):
            yield from (m for m in made_within(part) if isinstance(m.callee, Code))
        yield part
        for name in ("if_steps", "else_steps"):
            yield from _steps_in(part.given(name))


def _name_of(step: Made) -> str:
    if isinstance(step.callee, Code):
        settings = [d.keywords for d in step.callee.decorators if isinstance(d, Made)]
        named = next((s["name"] for s in settings if "name" in s), None)
        return shown(named) if named is not None else step.callee.function.name
    return shown(step.given("name", place=0) or step.kind)


def _declare(
    source: Source, pipeline: _Pipeline, places: Places, step: Made, made: Sequence[Made]
) -> DeclaredStep:
    place = Place(source.path, step.line)
    job = jobs.job_of(step, made)
    before = _before(step, pipeline)
    return DeclaredStep(
        SAGEMAKER_STEP,
        f"{pipeline.name}.{pipeline.steps[step]}",
        place,
        f"pipelines.{pipeline.name}.{pipeline.steps[step]}",
        runs=tuple(jobs.runs_of(job, places, source.path)),
        directory=jobs.directory_of(job, source.path),
        reads=tuple(dict.fromkeys(jobs.reads_of(job, places, source.path))),
        writes=(*dict.fromkeys(jobs.writes_of(job, places, source.path)), *_registered(job, place)),
        after=tuple(f"{pipeline.name}.{name}" for name in before),
        triggers=tuple(_triggers(source, pipeline, made)),
        gates=tuple(_gates(job, place)),
        inputs=() if before else tuple(_inputs(pipeline)),
        environment=jobs.environment_of(job, places),
        path_maps=jobs.maps_of(job, places),
        image=known_text(job.given("image_uri")) or None,
        group=f"{source.path}#{pipeline.name}",
        by_code=_is_started(pipeline, made),
    )


def _before(step: Made, pipeline: _Pipeline) -> tuple[str, ...]:
    """The steps whose results go in, those that it depends on, and conditions around it."""
    inner = list(made_within(step))
    found = {pipeline.steps[made]: None for made in inner if made in pipeline.steps}
    listed = step.given("depends_on")
    texts = [t for part in parts_of(listed) if (t := known_text(part))]
    texts += [known_text(m.given("step_name", place=0)) for m in inner if m.kind == "JsonGet"]
    names = set(pipeline.steps.values())
    found.update(dict.fromkeys(text for text in texts if text in names))
    for other, name in pipeline.steps.items():
        sides = (*parts_of(other.given("if_steps")), *parts_of(other.given("else_steps")))
        if any(part is step for part in sides):
            found[name] = None
    found.pop(pipeline.steps[step], None)
    return tuple(found)


def _inputs(pipeline: _Pipeline) -> Iterator[tuple[str, str | None]]:
    """The parameters of a pipeline."""
    given = pipeline.made.given("parameters") if pipeline.made is not None else None
    for part in given if isinstance(given, tuple) else ():
        if isinstance(part, Made) and part.kind.startswith("Parameter"):
            default = part.given("default_value", place=1)
            name = parameter_hole(part).strip("{}")
            yield name, None if default is None else shown(default)


def _is_started(pipeline: _Pipeline, made: Iterable[Made]) -> bool:
    """Does code of the file start the pipeline?"""
    return any(_method_of(item, pipeline.made) == "start" for item in made)


def _method_of(made: Made, holder: Made | None) -> str:
    callee = made.callee
    own = isinstance(callee, Member) and callee.of is holder and holder is not None
    return callee.name if isinstance(callee, Member) and own else ""


def _triggers(source: Source, pipeline: _Pipeline, made: Iterable[Made]) -> Iterator[Trigger]:
    for item in made:
        place = Place(source.path, item.line)
        if _method_of(item, pipeline.made) == "put_triggers":
            for part in parts_of(item.given("triggers", place=0)):
                if isinstance(part, Made) and part.kind == "PipelineSchedule":
                    times = (part.given(name) for name in ("cron", "rate", "at"))
                    detail = next((shown(value) for value in times if value is not None), "")
                    enabled = part.given("enabled", "state") not in (False, "DISABLED")
                    yield Trigger(TriggerKind.SCHEDULE, detail, place, enabled)


def _gates(job: jobs.Job, place: Place) -> Iterator[Gate]:
    """A version of a model that waits to be approved before anything may deploy it."""
    if not _is_registration(job):
        return
    status = job.given("approval_status", "model_approval_status")
    if isinstance(status, Made) and status.kind.startswith("Parameter"):
        status = status.given("default_value", place=1)
    if status in (None, _PENDING):
        yield Gate(place, f"approval of the model ({_PENDING})")


def _registered(job: jobs.Job, place: Place) -> Iterator[Declaration]:
    group = known_text(job.given("model_package_group_name"))
    if group and _is_registration(job):
        yield Declaration(f"sagemaker://model-packages/{group}", place, "out")


def _is_registration(job: jobs.Job) -> bool:
    callee = job.call.callee
    by_method = isinstance(callee, Member) and callee.name == "register"
    return by_method or job.made.kind == "RegisterModel"

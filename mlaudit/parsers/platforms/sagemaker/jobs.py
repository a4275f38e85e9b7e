"""What a job of SageMaker runs, and what its folders stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlaudit.model.facts import Declaration, Run
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Code,
    Made,
    Member,
    Value,
    known_text,
    text_of,
)
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.parsers.platforms.sagemaker.places import Places

METHODS = ("run", "fit", "transform", "register", "create", "train")
"""Methods of what runs jobs that start one, or hand it to a step."""
_HOLDERS = ("processor", "estimator", "tuner", "transformer", "model", "lambda_func")
_INPUT = "/opt/ml/input/data"


@immutable
class Job:
    """A job: the call that starts it or the step around it, and what holds its settings.

    Attributes:
        made: the call of the step, or of the method that starts the job.
        call: the call of the method, where there is one, else that of the step.
        holder: the processor, estimator, model …, or None.
        changed: later calls that add hyperparameters to the holder.
    """

    made: Made
    call: Made
    holder: Made | None
    changed: tuple[Made, ...] = ()

    def given(self, *names: str) -> Value:
        """A setting of the call, of the step or of the holder."""
        for made in (self.call, self.made, *((self.holder,) if self.holder else ())):
            found: Value = made.given(*names)
            if found is not None:
                return found
        return None


def job_of(made: Made, everything: Iterable[Made]) -> Job:
    """The job of a step, or of a call that starts one."""
    call = made.given("step_args")
    if not isinstance(call, Made):
        call = made
    holder: Value = made.given(*_HOLDERS, place=None if call is not made else 1)
    if isinstance(call.callee, Member) and call.callee.name in METHODS:
        holder = call.callee.of
    if isinstance(holder, Made) and "Tuner" in holder.kind:
        holder = holder.given("estimator", "model_trainer", place=0)
    if not isinstance(holder, Made):
        return Job(made, call, None)
    changed = tuple(
        item
        for item in everything
        if isinstance(item.callee, Member)
        and item.callee.name == "set_hyperparameters"
        and item.callee.of is holder
    )
    return Job(made, call, holder, changed)


def runs_of(job: Job, places: Places, path: str) -> Iterator[Run]:
    """The script of a job; relative paths are those of the file or of the root."""
    place = Place(path, job.made.line)
    if isinstance(job.made.callee, Code):
        yield Run(place, callable_=(path, job.made.callee.function.name))
        return
    script, folder = _script(job)
    if not script or "://" in script or _only_serves(job):
        return
    arguments = tuple(_arguments(job, places))
    written = join_path(folder, script) if folder else script
    for base in dict.fromkeys((".", folder_of(path))):
        yield Run(place, code=join_path(base, written), arguments=arguments)


def _only_takes(job: Job) -> bool:
    """Does the step do something with a model, and run no code?"""
    return _only_serves(job) or job.made.kind == "RegisterModel"


def script_of(job: Job) -> str:
    """The script of a job as written, "" where none is."""
    return _script(job)[0]


def _only_serves(job: Job) -> bool:
    """A model hands its script to an endpoint; nothing of that runs in the pipeline."""
    return job.holder is not None and job.holder.kind.endswith("Model")


def _script(job: Job) -> tuple[str, str]:
    """The script and the folder that goes along with it."""
    given = job.given("source_code")
    if isinstance(given, Made):
        return text_of(given.given("entry_script")) or "", text_of(given.given("source_dir")) or ""
    script = job.given("code", "entry_point", "submit_app", "script", "input_notebook")
    return text_of(script) or "", known_text(job.given("source_dir"))


def _arguments(job: Job, places: Places) -> Iterator[str]:
    given = job.given("job_arguments", "arguments")
    yield from (places.words(value) for value in (given if isinstance(given, tuple) else ()))
    settings = job.given("hyperparameters")
    tables = [settings, *(call.keywords for call in job.changed)]
    for table in tables:
        for name, value in table.items() if isinstance(table, dict) else ():
            yield from (f"--{name}", places.words(value))


def directory_of(job: Job, path: str) -> str:
    """The folder that goes along with the script, else one that only the image knows."""
    folder = _script(job)[1]
    return join_path(".", folder) if folder and "{" not in folder else UNKNOWN_DIRECTORY


def outputs_of(made: Made, job: Job) -> dict[str, str]:
    """Where the file says that outputs go, by their names and numbers."""
    found: dict[str, str] = {}
    listed = job.given("outputs")
    for number, item in enumerate(listed if isinstance(listed, tuple) else ()):
        if isinstance(item, Made):
            name = text_of(item.given("output_name")) or str(number)
            target = text_of(item.given("destination"))
            if target and "://" in target:
                found[name] = found[str(number)] = target
    target = text_of(job.given("output_path"))
    if target and "://" in target:
        found["transform" if made.kind == "TransformStep" else "model"] = target
    return found


def maps_of(job: Job, places: Places) -> tuple[tuple[str, str], ...]:
    """Folders inside of the container, and what they stand for."""
    found = [(inside, place) for inside, place, _ in _inputs(job, places) if inside and place]
    found += [(inside, place) for inside, place in _outputs(job, places) if place]
    return tuple(dict.fromkeys(found))


def _inputs(job: Job, places: Places) -> Iterator[tuple[str, str, int]]:
    """(folder inside, address, line) of what goes in."""
    given = job.given("inputs", "input_data_config") or _first_argument(job)
    if isinstance(given, dict):
        for name, value in given.items():
            yield f"{_INPUT}/{name}", _address(value, places), _line(value, job)
    for item in given if isinstance(given, tuple) else (given,):
        if not isinstance(item, Made):
            continue
        if item.kind == "InputData":
            name = text_of(item.given("channel_name")) or "training"
            yield f"{_INPUT}/{name}", _address(item, places), item.line
        elif item.kind in ("TrainingInput", "TransformInput"):
            yield f"{_INPUT}/training", _address(item, places), item.line
        elif item.kind == "ProcessingInput":
            inside = text_of(item.given("destination", place=1)) or ""
            yield inside, _address(item, places), item.line


def _first_argument(job: Job) -> Value:
    by_method = isinstance(job.call.callee, Member)
    return job.call.arguments[0] if by_method and job.call.arguments else None


def _address(value: Value, places: Places) -> str:
    if isinstance(value, Made) and value.kind in (
        "TrainingInput", "ProcessingInput", "TransformInput", "InputData"
    ):  # fmt: skip
        value = value.given("s3_data", "source", "data", "data_source", place=0)
    address = places.of(value)
    return address if "://" in address else ""


def _line(value: Value, job: Job) -> int:
    return value.line if isinstance(value, Made) else job.made.line


def _outputs(job: Job, places: Places) -> Iterator[tuple[str, str]]:
    """(folder inside, address) of what a job leaves."""
    if job.made not in places.names:
        return
    own = f"sagemaker://{places.pipeline}/{places.names[job.made]}"
    known = places.outputs.get(job.made, {})
    listed = job.given("outputs")
    for number, item in enumerate(listed if isinstance(listed, tuple) else ()):
        inside = text_of(item.given("source", place=0)) if isinstance(item, Made) else None
        if inside and isinstance(item, Made):
            name = text_of(item.given("output_name")) or str(number)
            yield inside, known.get(name) or f"{own}/{name}"
    others = ("Processor", "Transformer", "Model", "Lambda")
    if job.holder is not None and not job.holder.kind.endswith(others):
        yield "/opt/ml/model", known.get("model") or f"{own}/model"


def environment_of(job: Job, places: Places) -> tuple[tuple[str, str], ...]:
    """Variables that the platform and the file set."""
    channels = [
        (f"SM_CHANNEL_{inside.rpartition('/')[2].upper()}", inside)
        for inside, _, _ in _inputs(job, places)
        if inside.startswith(_INPUT)
    ]
    if channels:
        channels += [
            ("SM_MODEL_DIR", "/opt/ml/model"),
            ("SM_OUTPUT_DATA_DIR", "/opt/ml/output/data"),
        ]
    given = job.given("environment", "env")
    items = given.items() if isinstance(given, dict) else ()
    return (*channels, *((name, known_text(value)) for name, value in items))


def reads_of(job: Job, places: Places, path: str) -> Iterator[Declaration]:
    """The data of buckets that the file names; what other steps make is read where it is used."""
    for _, address, line in _inputs(job, places):
        if address and not address.startswith("sagemaker://"):
            yield Declaration(address, Place(path, line), "dep")
    model = places.of(job.given("model_data")) if _only_takes(job) else ""
    if "://" in model:
        yield Declaration(model, Place(path, job.made.line), "dep")


def writes_of(job: Job, places: Places, path: str) -> Iterator[Declaration]:
    """The buckets that outputs go to, as far as the file names them."""
    for _, address in _outputs(job, places):
        if not address.startswith("sagemaker://"):
            yield Declaration(address, Place(path, job.made.line), "out")

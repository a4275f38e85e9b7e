"""Names that say which run was chosen: folders of one run, ids that a system gave, moving names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.paths import is_local, is_placeholder
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import ArtifactForm, StepKind
from mlaudit.model.workflow import Access, Step
from mlaudit.patterns import lazy_regex

_RUN_FOLDERS = lazy_regex(
    r"(?P<lightning>(?:^|/)lightning_logs/version_\d+(?:/|$)|epoch=\d+)"
    r"|(?P<trainer>(?:^|/)(?:checkpoint|ckpt|global_step)[-_]?\d+(?:/|$))"
    r"|(?P<yolo>(?:^|/)runs/(?:detect|segment|classify|pose|obb|train|val)/(?:train|exp|val|predict)\d*/)"
    r"|(?P<hydra>(?:^|/)(?:outputs|multirun)/20\d\d-\d\d-\d\d/\d\d-\d\d-\d\d(?:/|$))"
    r"|(?P<mlflow>(?:^|/)mlruns/\d+/[0-9a-f]{32}(?:/|$))"
    r"|(?P<wandb>(?:^|/)wandb/(?:offline-)?run-\d{8}_\d{6}-\w+(?:/|$))"
    r"|(?P<stamp>(?:^|/)[^/{}*]*(?<!\d)20\d\d(?:-[01]\d-[0-3]\d[-_T](?!20\d\d-)[0-2]\d[-_:]?[0-5]\d|"
    r"[01]\d[0-3]\d[-_T]?[0-2]\d[0-5]\d)[^/{}*]*/)"
    r"|(?P<keras>[-_.]\d{2,}-\d+\.\d{2,}\.(?:h5|hdf5|keras|ckpt|pth?)$)"
)
"""What training frameworks call the folder or the file of one run, or of one moment of it."""
BY_TIME = "the time of the run"
"""Name of the tool where the folder only holds a time."""
_TOOLS = {
    "lightning": "PyTorch Lightning",
    "trainer": "the training",
    "yolo": "YOLO",
    "hydra": "Hydra",
    "mlflow": "MLflow",
    "wandb": "W&B",
    "stamp": BY_TIME,
    "keras": "Keras",
}
_IDENTIFIER = lazy_regex(
    r"(?P<run>mlflow://(?:runs:/)?[0-9a-f]{32}(?:/|$)|(?:^|/)runs:/[0-9a-f]{32}(?:/|$))"
    r"|(?P<vertex>projects/[^/]+/locations/[^/]+/(?:models|endpoints|pipelineJobs)/\d{10,})"
    r"|(?P<sagemaker>(?:^|/)[a-z][\w-]*-20\d\d-\d\d-\d\d-\d\d-\d\d-\d\d-\d{3}(?:/|$))"
)
_SYSTEMS = {"run": "MLflow", "vertex": "Vertex AI", "sagemaker": "SageMaker"}
_MOVING = lazy_regex(
    r"mlflow://models:/(?P<model>[^@{}]+)/(?P<stage>latest|None|Staging|Production|Archived)(/|$)"
    r"|mlflow://models:/(?P<named>[^@{}]+)@(?P<alias>[A-Za-z][\w-]*)(/|$)"
    r"|(wandb|bentoml|clearml|comet)://(?P<entry>[^:{}]+):"
    r"(?P<tag>latest|best|prod|production|staging|newest)(/|$)",
    re.IGNORECASE,
)


def tool_of_run(path: str) -> str | None:
    """What gave the name, where a path leads into the output of one run; else None."""
    found = _RUN_FOLDERS.search(path) if "://" not in path else None
    return _TOOLS[found.lastgroup] if found is not None and found.lastgroup else None


def system_of_id(name: str) -> str | None:
    """The system that made up the id which a name holds, or None."""
    found = _IDENTIFIER.search(name)
    return _SYSTEMS[found.lastgroup] if found is not None and found.lastgroup else None


def moving_part(reference: str) -> str | None:
    """The word by which a reference leaves open which version it means, or None."""
    found = _MOVING.match(reference)
    if found is None:
        return None
    return found["stage"] or found["alias"] or found["tag"]


def is_alias(reference: str) -> bool:
    """Is the moving part an alias that a step may set, rather than the newest version?"""
    found = _MOVING.match(reference)
    return found is not None and found["alias"] is not None


def is_only_told(workflow: Workflow, step: Step, name: str) -> bool:
    """Does a name reach a step only by command lines that documents show?"""
    given = [
        invocation
        for invocation in workflow.invokers.get(step.id, ())
        if any(name in word for word in invocation.arguments)
    ]
    kinds = {workflow.step_by_id[invocation.by].kind for invocation in given}
    return kinds == {StepKind.README_COMMAND}


def first_reads(
    workflow: Workflow, units: tuple[Step, ...]
) -> dict[str, list[tuple[Step, Access]]]:
    """Who reads each artifact, and how, unless the read is done without it."""
    found: dict[str, list[tuple[Step, Access]]] = {}
    for unit in units:
        for access in workflow.own_accesses(unit):
            if access.mode == "read" and not access.guarded:
                found.setdefault(access.artifact, []).append((unit, access))
    for reads in found.values():
        reads.sort(key=lambda read: (read[1].place.sort_key, read[0].id))
    return found


def picked_outputs(workflow: Workflow) -> Iterator[tuple[Step, Access]]:
    """The first read of each output of one particular run that a person chose, by artifact."""
    for id_, reads in sorted(first_reads(workflow, pipeline_units(workflow)).items()):
        own = [read for read in reads if not _is_example(workflow, *read)]
        if own and _is_picked(workflow, id_):
            yield own[0]


def _is_example(workflow: Workflow, step: Step, access: Access) -> bool:
    told = step.kind == StepKind.README_COMMAND
    return told or is_only_told(workflow, step, access.artifact)


def _is_picked(workflow: Workflow, id_: str) -> bool:
    """Does it lie in the output of one run, and does no step write exactly that name?

    Data of a day that version control keeps are a fixed input.
    """
    artifact = workflow.artifact_by_id.get(id_)
    if artifact is None or not is_local(id_) or is_placeholder(id_) or tool_of_run(id_) is None:
        return False
    if tool_of_run(id_) == BY_TIME and artifact.tracking in KEPT:
        return False
    varies = artifact.form == ArtifactForm.PATTERN
    return not varies and id_ not in workflow.writes

"""INP011: data that DVC tracks and that nobody else can pull."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.stores import is_told_of_store, is_unreachable
from mlaudit.judge.evidence import accesses_shown
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity


def find_unreachable_data(workflow: Workflow) -> Iterator[Observation]:
    """One finding for the project, naming all inputs that only the author's cache holds."""
    roots = [root for root in root_inputs(workflow) if is_unreachable(workflow, root.artifact)]
    if roots:
        yield _observe(workflow, roots)


def _observe(workflow: Workflow, roots: list[RootInput]) -> Observation:
    names = [root.artifact.id for root in roots]
    places = [_place_of_pointer(workflow, root) for root in roots]
    told = is_told_of_store(workflow)
    return Observation(
        place=places[0],
        subject=names[0],
        message=f"DVC tracks {listing(names)}, but {_where(workflow)}; `dvc pull` fails on every "
        "machine but the author's.",
        remedy="Add a remote that others can read (`dvc remote add -d storage s3://bucket/path`), "
        "run `dvc push`, and commit .dvc/config.",
        severity=_severity(roots, told),
        confidence=Confidence.MEDIUM if told else Confidence.HIGH,
        evidence=accesses_shown(root.first.access for root in roots[:6]),
        about=tuple(dict.fromkeys(id_ for root in roots for id_ in root.about)),
        parts=parts_of(".", "", names),
    )


def _where(workflow: Workflow) -> str:
    if not workflow.remotes:
        return "no remote is configured"
    plural = "is" if len(workflow.remotes) == 1 else "are"
    return f"its remote {listing(workflow.remotes, 2)} {plural} on one machine only"


def _severity(roots: list[RootInput], told: bool) -> Severity:
    if told:
        return Severity.LOW
    return Severity.HIGH if any(root.deliverables for root in roots) else Severity.MEDIUM


def _place_of_pointer(workflow: Workflow, root: RootInput) -> Place:
    id_ = root.artifact.id
    for output in workflow.tracked:
        if output.path == id_ or (id_ + "/").startswith(output.path + "/"):
            return output.place
    return root.first.access.place


RULE = Rule(
    code="INP011",
    slug="dvc-data-unreachable",
    family="inputs",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_unreachable_data,
)

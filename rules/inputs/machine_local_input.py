"""INP002: inputs at paths that exist on one person's machine."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput
from mlaudit.graph.analysis.machines import machine_local_inputs
from mlaudit.graph.analysis.mentions import mentions_of
from mlaudit.graph.analysis.paths import is_beside
from mlaudit.judge.evidence import accesses_shown
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import least, listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_machine_local_inputs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file that reads and each place on the machine that it reads from."""
    for roots in machine_local_inputs(workflow):
        yield _observe(workflow, roots)


def _observe(workflow: Workflow, roots: tuple[RootInput, ...]) -> Observation:
    first = roots[0].first
    names = [root.artifact.id for root in roots]
    beside = is_beside(names[0])
    where = "outside this repository" if beside else "on one machine only"
    target = _place_inside(names[0])
    return Observation(
        place=first.access.place,
        scope=first.access.scope,
        subject=names[0] if len(names) == 1 else posixpath.commonpath(names),
        message=f"{first.access.place.path} reads {listing(names, 2)}, which "
        f"{'exists' if len(names) == 1 else 'exist'} {where}; "
        f"everybody else has to find {'it' if len(names) == 1 else 'them'} and edit the code.",
        remedy="Take the path from a parameter with a default inside the repository (such as "
        f"data/{target}), and keep the content with `dvc add` or a step that fetches it.",
        severity=Severity.HIGH if any(r.deliverables for r in roots) else Severity.MEDIUM,
        confidence=least(
            [first.access.confidence, Confidence.MEDIUM if beside else Confidence.HIGH]
        ),
        evidence=_evidence(workflow, roots),
        about=tuple(dict.fromkeys(id_ for root in roots for id_ in root.about)),
        parts=parts_of(first.access.place.path, first.access.scope, names),
    )


def _place_inside(path: str) -> str:
    """A name for the same data below `data/`: the file, or the folder of files that vary."""
    fixed = re.split(r"[{*]", path)[0]
    name = posixpath.basename(path if fixed == path else posixpath.dirname(fixed))
    return name.rstrip(":") or "input"


def _evidence(workflow: Workflow, roots: tuple[RootInput, ...]) -> tuple[Evidence, ...]:
    more = accesses_shown(root.first.access for root in roots[1:])
    elsewhere = [item for root in roots for item in root.other_readers("{step} reads it too")]
    told = [item for root in roots for item in mentions_of(workflow, root.artifact.id)]
    return tuple(dict.fromkeys((*more[:10], *elsewhere[:5], *told[:5])))


RULE = Rule(
    code="INP002",
    slug="machine-local-input",
    family="inputs",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_machine_local_inputs,
)

"""HUM005: labels that a person exported from an annotation tool."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.labels import LabelExport, label_export
from mlaudit.graph.analysis.mentions import mentions_of
from mlaudit.graph.analysis.versioning import is_kept
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity

_NO_DATA = frozenset({"code", "notebook", "config", "secret", "model", "checkpoint", "log"})


def find_label_exports(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each call that reads such files."""
    calls: dict[Place, list[tuple[RootInput, LabelExport]]] = defaultdict(list)
    for root in root_inputs(workflow):
        export = label_export(root.artifact.id)
        if export is None or root.artifact.source:
            continue
        if export.exact or root.artifact.kind not in _NO_DATA:
            calls[root.first.access.place].append((root, export))
    return (_observe(workflow, calls[place]) for place in sorted(calls, key=lambda p: p.sort_key))


def _observe(workflow: Workflow, found: list[tuple[RootInput, LabelExport]]) -> Observation:
    roots = [root for root, _ in found]
    first, export = roots[0].first, found[0][1]
    names = [root.artifact.id for root in roots]
    sure = "is called like an export of" if export.exact else "looks like an export of"
    kept = all(is_kept(workflow, root.artifact) for root in roots)
    needed = any(root.deliverables for root in roots)
    return Observation(
        place=first.access.place,
        scope=first.access.scope,
        subject=names[0],
        message=f"{first.access.place.path} reads {listing(names, 2)}, which {sure} {export.tool}; "
        "nothing here makes it, so a person must know which project to export, with which filter, "
        "and when.",
        remedy=f"Export the labels in a step, through the programming interface of {export.tool}, "
        "and keep each export with the id of its project and its date "
        f"(`dvc stage add -n export-labels -o {names[0]} python export_labels.py`).",
        severity=Severity.HIGH if needed and not kept else Severity.MEDIUM,
        confidence=Confidence.HIGH if export.exact else Confidence.MEDIUM,
        evidence=(
            *roots[0].other_readers("{step} reads it too"),
            *mentions_of(workflow, names[0]),
        ),
        about=tuple(dict.fromkeys(id_ for root in roots for id_ in root.about)),
        parts=parts_of(first.access.place.path, first.access.scope, names),
    )


RULE = Rule(
    code="HUM005",
    slug="label-export-file",
    family="human",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    check=find_label_exports,
)

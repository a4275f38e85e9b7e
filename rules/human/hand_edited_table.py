"""HUM008: a table that people edit by hand goes into the data."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.paths import is_inside, is_local
from mlaudit.graph.analysis.versioning import TABULAR
from mlaudit.judge.evidence import accesses_shown
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.patterns import lazy_regex

_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".ods", ".parquet", ".json", ".jsonl")
_SHEETS = (".xlsx", ".xls", ".xlsm", ".ods")
_BY_HAND = lazy_regex(
    r"(?<![a-z])(manual(?:ly)?|by[-_ ]?hand|hand[-_ ]?(?:edited|made|labell?ed|coded|checked|"
    r"corrected|picked|curated)|corrected|corrections?|curated|edited|overrides?)(?![a-z])",
    re.IGNORECASE,
)


def find_hand_edited(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file that reads such tables; workbooks without a telling name apart."""
    groups: dict[tuple[str, bool], list[RootInput]] = defaultdict(list)
    for root in root_inputs(workflow):
        id_ = root.artifact.id
        if root.artifact.kind not in TABULAR or not is_local(id_) or root.artifact.source:
            continue
        told = _BY_HAND.search(posixpath.basename(id_)) is not None
        sheet = id_.lower().endswith(_SHEETS) and is_inside(id_)
        if (told and id_.lower().endswith(_TABLES)) or sheet:
            groups[root.first.access.place.path, told].append(root)
    for path, told in sorted(groups):
        roots = sorted(groups[path, told], key=lambda root: root.first.access.place.sort_key)
        yield _observe(roots, told)


def _observe(roots: list[RootInput], told: bool) -> Observation:
    first = roots[0].first
    names = [root.artifact.id for root in roots]
    shown = [(root.artifact.id, place) for root in roots for place in root.places]
    one = len(names) == 1
    them = "it" if one else "them"
    sign = "by name edited by hand" if told else "as people keep and edit by hand"
    kind = "" if told else "a workbook " if one else "workbooks "
    unsure = "" if told else "; whether anybody has cannot be told from here"
    return Observation(
        place=first.access.place,
        also=tuple(place for root in roots for place in root.places),
        scope=first.access.scope,
        subject=names[0],
        message=f"{first.access.place.path} reads {listing(names, 2)}, {kind}{sign}{unsure}; no "
        f"step makes {them}, so who changed what in {them}, and why, is recorded nowhere.",
        remedy=f"Keep the original beside {them} and make the changes in a step: code, or a table "
        "of corrections with the columns row, column, value, reason and author.",
        severity=Severity.MEDIUM if told else Severity.LOW,
        confidence=Confidence.MEDIUM if told else Confidence.LOW,
        evidence=accesses_shown(root.first.access for root in roots[1:8]),
        about=tuple(dict.fromkeys(id_ for root in roots for id_ in root.about)),
        parts=parts_at(first.access.place.path, first.access.scope, shown),
    )


RULE = Rule(
    code="HUM008",
    slug="hand-edited-table",
    family="human",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_hand_edited,
)

"""INP003: inputs on a share that somebody outside the repository fills."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.machines import container_folders
from mlaudit.graph.analysis.paths import is_share
from mlaudit.judge.evidence import accesses_shown
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import least, listing
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_ANCHOR_LENGTH = 4
_NO_DATA = frozenset({"code", "log", "secret", "package"})


def find_share_inputs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file that reads and each share that it reads from."""
    container = container_folders(workflow)
    groups: dict[tuple[str, str], list[RootInput]] = defaultdict(list)
    for root in root_inputs(workflow):
        id_ = root.artifact.id
        if root.artifact.kind in _NO_DATA or not is_share(id_) or root.artifact.source:
            continue
        if not any(id_.startswith(folder.rstrip("/") + "/") for folder in container):
            groups[root.first.access.place.path, _share_of(id_)].append(root)
    for group in sorted(groups):
        yield _observe(group[1], groups[group])


def _share_of(path: str) -> str:
    """The part of a path that tells the share: `/mnt/team/exports`, `sftp://host/drop`."""
    return "/".join(posixpath.dirname(path).split("/")[:_ANCHOR_LENGTH])


def _observe(share: str, roots: list[RootInput]) -> Observation:
    roots = sorted(roots, key=lambda root: root.first.access.place.sort_key)
    first = roots[0].first
    names = [root.artifact.id for root in roots]
    shown = [(root.artifact.id, place) for root in roots for place in root.places]
    more = accesses_shown(root.first.access for root in roots[1:11])
    elsewhere = [note for root in roots for note in root.other_readers("{step} reads it too")]
    return Observation(
        place=first.access.place,
        also=tuple(place for root in roots for place in root.places),
        scope=first.access.scope,
        subject=names[0] if len(names) == 1 else share,
        message=f"{first.access.place.path} reads {listing(names, 2)} from a share that nothing "
        "here fills; who puts the data there, and which state of it a run saw, is written nowhere.",
        remedy="Import a fixed state once (`dvc import-url` for addresses, `dvc add --to-remote` "
        f"for {share}), or take the path from a parameter and write beside it who fills the share, "
        "how often, and whom to ask.",
        severity=Severity.MEDIUM if any(r.deliverables for r in roots) else Severity.LOW,
        confidence=least([first.access.confidence, Confidence.MEDIUM]),
        evidence=tuple(dict.fromkeys((*more, *elsewhere[:5]))),
        about=tuple(dict.fromkeys(id_ for root in roots for id_ in root.about)),
        parts=parts_at(first.access.place.path, first.access.scope, shown),
    )


RULE = Rule(
    code="INP003",
    slug="external-share-input",
    family="inputs",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_share_inputs,
)

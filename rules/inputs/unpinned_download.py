"""INP004: a download whose content may be another tomorrow."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput
from mlaudit.graph.analysis.remotes import scheme_of, unpinned_downloads
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import least, listing
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_REMEDIES = {
    "azureml": "Name the version of the data asset that you used: `azureml:NAME:VERSION`.",
    "kaggle": "Name the version that you used: `owner/dataset/versions/N` with kagglehub.",
}
_CHECKSUM = (
    "Check what arrives against a hash that is committed (`sha256sum -c data.sha256`, "
    "`pooch.retrieve(url, known_hash=…)`), or import it once with `dvc import-url {url}`."
)
_LONG = 120
_ANSWERS = (
    "Keep what came back: let the step write the answers to a file, and version that file "
    "(`dvc add`), so that later runs read the same."
)
"""For addresses that are put together for each row: no hash can be known beforehand."""


def find_unpinned_downloads(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each call or command that fetches, whatever number of names it gives."""
    for roots in unpinned_downloads(workflow):
        yield _observe(roots)


def _observe(roots: tuple[RootInput, ...]) -> Observation:
    root = roots[0]
    artifact, first = root.artifact, root.first
    names = listing((_shorten(found.artifact.id) for found in roots), 2)
    release = "/releases/" in artifact.id
    varies = "{" in artifact.id.partition("?")[2]
    general = _ANSWERS if varies else _CHECKSUM.format(url=artifact.id)
    remedy = _REMEDIES.get(scheme_of(artifact.id), general)
    return Observation(
        place=first.access.place,
        also=root.places,
        scope=first.access.scope,
        subject=artifact.id,
        message=f"{first.access.place.path} fetches {names} without a checksum or a fixed "
        "version; whoever runs it later may get other content and cannot tell.",
        remedy=remedy,
        severity=Severity.MEDIUM if root.deliverables else Severity.LOW,
        confidence=least([first.access.confidence, Confidence.LOW if release else Confidence.HIGH]),
        evidence=root.other_readers("{step} fetches it too"),
        about=tuple(dict.fromkeys(id_ for root in roots for id_ in root.about)),
        parts=parts_of(first.access.place.path, first.access.scope, (r.artifact.id for r in roots)),
    )


def _shorten(address: str) -> str:
    """Long queries without their middle: the host and the end tell them apart."""
    return address if len(address) <= _LONG else f"{address[: _LONG - 20]}…{address[-16:]}"


RULE = Rule(
    code="INP004",
    slug="unpinned-download",
    family="inputs",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unpinned_downloads,
)

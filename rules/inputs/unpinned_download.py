"""INP004: a download whose content may be another tomorrow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.remotes import (
    OBJECT_STORES,
    is_fetched,
    is_from_registry,
    is_recorded,
    is_unpinned_remote,
    scheme_of,
)
from mlaudit.graph.analysis.units import services
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import least, listing
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity

_REMEDIES = {
    "azureml": "Name the version of the data asset that you used: `azureml:NAME:VERSION`.",
    "kaggle": "Name the version that you used: `owner/dataset/versions/N` with kagglehub.",
}
# Corpora and weights whose names a library resolves by a table of its own.
_LIBRARY = frozenset({"nltk", "spacy", "sklearn", "keras", "torchvision", "requests"})
_OF_HUB = frozenset({"hf"})
"""What `hub-revision-unpinned` speaks of."""
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
    calls: dict[Place, list[RootInput]] = defaultdict(list)
    for root in root_inputs(workflow):
        if not is_unpinned_remote(root) or scheme_of(root.artifact.id) in _LIBRARY | _OF_HUB:
            continue
        if is_from_registry(root) or is_recorded(workflow, root):
            continue
        if all(reading.step.id in services(workflow) for reading in root.readings):
            continue
        if scheme_of(root.artifact.id) not in OBJECT_STORES or is_fetched(workflow, root):
            calls[root.first.access.place].append(root)
    for place in sorted(calls, key=lambda place: place.sort_key):
        yield _observe(calls[place])


def _observe(roots: list[RootInput]) -> Observation:
    root = roots[0]
    artifact, first = root.artifact, root.first
    names = listing((_shorten(found.artifact.id) for found in roots), 2)
    release = "/releases/" in artifact.id
    varies = "{" in artifact.id.partition("?")[2]
    general = _ANSWERS if varies else _CHECKSUM.format(url=artifact.id)
    remedy = _REMEDIES.get(scheme_of(artifact.id), general)
    return Observation(
        place=first.access.place,
        scope=first.access.scope,
        subject=artifact.id,
        message=f"{first.access.place.path} fetches {names} without a checksum or a fixed "
        "version; whoever runs it later may get other content and cannot tell.",
        remedy=remedy,
        severity=Severity.MEDIUM if root.deliverables else Severity.LOW,
        confidence=least([first.access.confidence, Confidence.LOW if release else Confidence.HIGH]),
        evidence=root.other_readers("{step} fetches it too"),
        about=tuple(dict.fromkeys(id_ for root in roots for id_ in root.about)),
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

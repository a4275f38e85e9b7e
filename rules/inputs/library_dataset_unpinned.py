"""INP009: data that a library fetches by a name whose version moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.remotes import (
    REGISTRIES,
    is_from_registry,
    is_unpinned_remote,
    is_version_in_name,
    scheme_of,
)
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_REMEDIES = {
    "hf": 'Name the commit of the data set: `load_dataset("{name}", revision="<40 hex digits>")`.',
    "tensorflow-datasets": 'Name the version: `tfds.load("{name}:1.0.0")`, with the version that '
    "`tfds.builder(…).info.version` shows.",
    "sklearn": 'Name the version or the number: `fetch_openml("{name}", version=1)` or '
    "`fetch_openml(data_id=…)`.",
    "nltk": "Keep the package beside the code (`dvc add nltk_data` and `nltk.data.path`), or build "
    "it into the image that runs the step.",
}
_KEEP = "Write what arrived to a file once and version that (`dvc add data/{name}.csv`)."


def find_unpinned_library_data(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file and library, naming all that it fetches."""
    groups: dict[tuple[str, str], list[RootInput]] = defaultdict(list)
    for root in root_inputs(workflow):
        moves = is_unpinned_remote(root) and not is_version_in_name(root.artifact.id)
        if moves and is_from_registry(root):
            groups[root.first.access.place.path, scheme_of(root.artifact.id)].append(root)
    for group in sorted(groups):
        yield _observe(group[1], groups[group])


def _observe(scheme: str, roots: list[RootInput]) -> Observation:
    roots = sorted(roots, key=lambda root: root.first.access.place.sort_key)
    first = roots[0].first
    names = [root.artifact.id.partition("://")[2] for root in roots]
    shown = [(n, place) for n, root in zip(names, roots, strict=True) for place in root.places]
    needed = any(root.deliverables for root in roots) and scheme != "nltk"
    more = [Evidence(r.first.access.place, f"fetches {r.artifact.id}") for r in roots[1:11]]
    elsewhere = [note for root in roots for note in root.other_readers("{step} fetches it too")]
    return Observation(
        place=first.access.place,
        also=tuple(place for root in roots for place in root.places),
        scope=first.access.scope,
        subject=roots[0].artifact.id,
        message=f"{first.access.place.path} lets {REGISTRIES[scheme]} fetch {listing(names)} "
        "without a version; the same code gets other data once the registry has a newer one.",
        remedy=_REMEDIES.get(scheme, _KEEP).format(name=names[0].partition("@")[0]),
        severity=Severity.MEDIUM if needed else Severity.LOW,
        # Packages of nltk hardly change; whether they did nobody can tell from here.
        confidence=Confidence.LOW if scheme == "nltk" else first.access.confidence,
        evidence=tuple(dict.fromkeys((*more, *elsewhere[:5]))),
        about=tuple(dict.fromkeys(id_ for root in roots for id_ in root.about)),
        parts=parts_at(first.access.place.path, first.access.scope, shown),
    )


RULE = Rule(
    code="INP009",
    slug="library-dataset-unpinned",
    family="inputs",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unpinned_library_data,
)

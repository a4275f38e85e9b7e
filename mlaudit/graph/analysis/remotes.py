"""Inputs that come from the network, and how exactly their content is named."""

from __future__ import annotations

import re
from collections import defaultdict

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.units import services
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import ArtifactForm, Automation, Tracking
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

OBJECT_STORES = frozenset(
    {"s3", "s3a", "s3n", "gs", "gcs", "abfs", "abfss", "az", "adl", "wasb", "wasbs", "oss", "hdfs",
     "dbfs"}
)  # fmt: skip
REGISTRIES = {
    "hf": "datasets",
    "tensorflow-datasets": "tensorflow_datasets",
    "seaborn": "seaborn",
    "sklearn": "scikit-learn",
    "gensim": "gensim",
    "nltk": "nltk",
}
"""Schemes of data that a library fetches by its name, and the library."""
# Corpora and weights whose names a library resolves by a table of its own.
_LIBRARY = frozenset({"nltk", "spacy", "sklearn", "keras", "torchvision", "requests"})
_OF_HUB = frozenset({"hf"})
"""What `hub-revision-unpinned` speaks of."""
_VERSION_PART = lazy_regex(
    r"\{[^{}]*(version|revision|commit|sha\d*|digest)[^{}]*\}", re.IGNORECASE
)
_PARTITION = lazy_regex(r"(^|[/_])(dt|date|year|ds|day|month|run_date|version|v)=|\{(ds|date|dt)")
_VERSION = lazy_regex(r"@v?\d+(\.\d+)*$|:\d+\.\d+\.\d+$")
_HERE = lazy_regex(r"://(localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker|[a-z_-]+:\d+)")


def scheme_of(artifact: str) -> str:
    """The scheme of a URI in lower case, "" for other names."""
    return artifact.split("://")[0].lower() if "://" in artifact else ""


def is_unpinned_remote(root: RootInput) -> bool:
    """Does it come from a remote place under a name that may hold other content tomorrow?

    Where the part that varies is the version (`{version}`), each name holds one content.
    """
    artifact = root.artifact
    if artifact.form != ArtifactForm.URI or artifact.tracking != Tracking.MUTABLE_REMOTE:
        return False
    host = artifact.id.partition("://")[2]
    known = bool(host) and not host.startswith(("{", "*", "$")) and not _VERSION_PART.search(host)
    return known and not artifact.pinned and not _HERE.search(artifact.id)


def is_recorded(workflow: Workflow, root: RootInput) -> bool:
    """Does a lock file hold the hash of what each step that fetches it makes of it?

    Scripts that nothing mentions do not count beside the pipeline. What is made with a model of
    others is no copy of that model.
    """
    if root.artifact.kind == "model":
        return False
    steps = [reading.step for reading in root.readings]
    known = [step for step in steps if step.automation != Automation.HIDDEN]
    return all(_has_hash(workflow, step) for step in known or steps)


def _has_hash(workflow: Workflow, step: Step) -> bool:
    written = [access.artifact for access in step.writes if access.stored]
    return any(workflow.artifact_by_id[name].pinned for name in written)


def is_from_registry(root: RootInput) -> bool:
    """Does a library fetch data by a name that its registry resolves?"""
    id_ = root.artifact.id
    return scheme_of(id_) in REGISTRIES and root.artifact.kind == "dataset"


def is_version_in_name(artifact: str) -> bool:
    """Does the name of data in a registry end in a number that stays what it is?

    Names of branches and words such as `active` and `latest` move.
    """
    return bool(_VERSION.search(artifact))


def is_partition(artifact: str) -> bool:
    """Does the key name a dated partition, which is written once by convention?"""
    return bool(_PARTITION.search(artifact))


def is_fetched(workflow: Workflow, root: RootInput) -> bool:
    """Does a step copy it to a place of its own (and not only read it in passing)?"""
    places = {reading.access.place for reading in root.readings}
    return any(
        effect.kind == "download" and effect.place in places
        for reading in root.readings
        for effect in workflow.own_effects(reading.step)
    )


def unpinned_downloads(workflow: Workflow) -> tuple[tuple[RootInput, ...], ...]:
    """What is fetched and may hold other content tomorrow, by the place of the call.

    What a service fetches for an answer and what is read from an object store in passing is left
    out.
    """
    calls: dict[Place, list[RootInput]] = defaultdict(list)
    for root in root_inputs(workflow):
        scheme = scheme_of(root.artifact.id)
        if not is_unpinned_remote(root) or scheme in _LIBRARY | _OF_HUB:
            continue
        if is_from_registry(root) or is_recorded(workflow, root):
            continue
        if all(reading.step.id in services(workflow) for reading in root.readings):
            continue
        if scheme not in OBJECT_STORES or is_fetched(workflow, root):
            calls[root.first.access.place].append(root)
    return tuple(tuple(calls[place]) for place in sorted(calls, key=lambda p: p.sort_key))

"""References to entries of registries, with and without the version that they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from mlaudit.patterns import lazy_regex

_VERSIONED = lazy_regex(
    r"(?P<entry>(?P<scheme>mlflow|hf)://(?P<name>[^@]+))@(?P<version>[^/@]+)(?P<rest>/.*)?"
    r"|(?P<tagged>(?P<store>wandb|bentoml|comet|clearml)://(?P<label>[^:]+)):(?P<tag>[^/:]+)"
)
"""`mlflow://models:/churn@champion`, `hf://owner/name@main`, `wandb://team/data:latest`."""


_REGISTERED = ("mlflow://models:/", "wandb://", "bentoml://", "comet://", "clearml://")
_NAMELESS = lazy_regex(r"mlflow://models:/|(?:wandb|bentoml|comet|clearml)://")


class _Names(Protocol):
    def __contains__(self, name: str, /) -> bool: ...


def find_entries(read: str, written: _Names) -> list[tuple[str, str]]:
    """What may have made what a reference with a version names, as (artifact, how it matches).

    Who gives the entry that version or alias comes before who only adds to the entry; a name
    without its owner means that of any owner.
    """
    found = _VERSIONED.fullmatch(read)
    if found is None:
        return []
    scheme = found["scheme"] or found["store"]
    name, version = found["name"] or found["label"], found["version"] or found["tag"]
    for entry in _names(scheme, name):
        for made in (f"{entry}/{version}", f"{entry}@{version}", f"{entry}:{version}"):
            if made in written:
                return [(made, "exact")]
        if entry in written:
            return [(entry, "directory")]
    return []


def _names(scheme: str, name: str) -> Iterator[str]:
    """The name with its owners, then with fewer of them; those of MLflow have none."""
    parts = name.split("/")
    yield f"{scheme}://{name}"
    if scheme not in ("mlflow", "hf"):
        for start in range(1, len(parts)):
            yield f"{scheme}://" + "/".join(parts[start:])


def is_entry(artifact: str) -> bool:
    """Is it a model in a registry? What lies inside it are its versions, and no parts of it."""
    return artifact.startswith("mlflow://models:/")


def is_registered(artifact: str) -> bool:
    """Does a registry keep its versions, of which a reader takes the newest or a named one?"""
    return artifact.startswith(_REGISTERED)


def name_entry(artifact: str) -> str:
    """The name of an artifact, with a hole where an entry of a registry has none (yet)."""
    return artifact + "{name}" if _NAMELESS.fullmatch(artifact) else artifact

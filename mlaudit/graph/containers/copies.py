"""What a build copies into its image: the code, and the data that the started code reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlaudit.model.facts import Declaration, DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Access

_VIA = "COPY"


def copy_kind(item: Declaration, facts: Mapping[str, Facts], folders: frozenset[str]) -> str:
    """The kind of what a `COPY` declares: "code" for the context and for folders of code."""
    if item.role != "copy":
        return "other"
    if item.path == "." or (item.path in facts and facts[item.path].module is not None):
        return "code"
    if item.path not in folders:
        return "other"
    inside = item.path + "/"
    holds_code = any(
        path.startswith(inside) and (f.module is not None or f.script is not None)
        for path, f in facts.items()
    )
    return "code" if holds_code else "other"


def copies_code(access: Access) -> bool:
    """Does the access stand for code that a build copies? No data flows through it."""
    return access.via == "copy" and access.kind == "code"


def is_image_of(build: DeclaredStep, start: DeclaredStep) -> bool:
    """Does a container of the image that `build` makes start with `start`?"""
    return (
        build.kind == StepKind.CONTAINER_BUILD
        and start.kind == StepKind.CONTAINER_SERVICE
        and build.place.path == start.place.path
    )


def find_copied(build: DeclaredStep, reads: Iterable[Access], by: str) -> list[Access]:
    """The reads of a build that are only known from what its image's code reads.

    Args:
        build: the build; each of its `COPY` takes in what lies below its sources.
        reads: what the code that a container of the image starts reads, as paths of the tree.
        by: id of the build.
    """
    copies = [(read.path, read.place) for read in build.reads if read.role == "copy"]
    named = {path for path, _ in copies}
    found: dict[str, Access] = {}
    for access in reads:
        place = _copied_at(access.artifact, copies)
        if access.mode != "read" or access.kind == "code" or place is None:
            continue
        if access.artifact not in named and access.artifact not in found:
            found[access.artifact] = Access(
                access.artifact,
                "read",
                "inferred",
                _VIA,
                place,
                access.confidence,
                access.kind,
                guarded=access.guarded,
                by=by,
            )
    return list(found.values())


def _copied_at(artifact: str, copies: list[tuple[str, Place]]) -> Place | None:
    """The place of the last copy that takes in the artifact, or None."""
    if artifact.startswith(("/", "~", "{", "..", "*")) or ":" in artifact:
        return None
    around = [place for path, place in copies if path == "." or artifact.startswith(path + "/")]
    return around[-1] if around else None

"""Files of a declared folder that its maker does not write.

A stage that declares a folder makes everything in it, as far as anybody can tell. Where all that
its code writes there is known by name and ending, and none of it is what another step reads, the
declaration says too much, and something else must make the file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from mlaudit.graph.matching import is_opaque_name, is_pattern, same_by_pattern
from mlaudit.graph.performance import Performance
from mlaudit.model.workflow import Access, Flow


def drop_other_contents(
    flows: tuple[Flow, ...],
    owned: Mapping[str, tuple[Access, ...]],
    performances: Mapping[str, Performance],
) -> tuple[Flow, ...]:
    """Without flows out of a declared folder into which the declaring step writes other files."""
    return tuple(
        flow
        for flow in flows
        if not (
            flow.match == "directory"
            and flow.read.startswith(f"{flow.written}/")
            and _has_ending(flow.read)
            and not _may_write(owned[flow.before], performances[flow.before], flow)
        )
    )


def _may_write(accesses: tuple[Access, ...], performance: Performance, flow: Flow) -> bool:
    """May the step write what is read? It may unless it is seen to write only other files."""
    writes = [a.artifact for a in accesses if a.mode == "write" and a.evidence == "inferred"]
    inside = [id_ for id_ in writes if id_.startswith(f"{flow.written}/")]
    closed = not performance.strangers and not performance.defects
    known = closed and not any(gap.mode == "write" for gap in performance.unresolved)
    if not inside or not known or any(map(is_opaque_name, writes)) or flow.written in writes:
        return True
    return any(not _has_ending(id_) or _may_be(id_, flow.read) for id_ in inside)


def _has_ending(id_: str) -> bool:
    """Is the ending of the name known, so that it is a file of that sort?"""
    ending = posixpath.splitext(id_)[1]
    return len(ending) > 1 and not is_pattern(ending)


def _may_be(written: str, read: str) -> bool:
    same_ending = posixpath.splitext(written)[1] == posixpath.splitext(read)[1]
    return written == read or same_ending or same_by_pattern(written, read)

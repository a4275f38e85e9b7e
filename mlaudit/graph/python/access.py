"""Notes accesses and effects in the record of an evaluation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from mlaudit.catalog.kinds import kind_of_path
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import (
    CONTENT,
    HOLE,
    is_handle,
    is_opaque,
    is_plausible_path,
    normalise,
    reason_of,
    text_of,
)
from mlaudit.graph.python.values import (
    BoundMethod,
    DictValue,
    ExternalInstance,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    PartialValue,
    PathValue,
    Union,
    UnknownValue,
    Value,
    options_of,
)
from mlaudit.graph.temporary import is_temporary
from mlaudit.model.vocabulary import Confidence, UnresolvedReason
from mlaudit.model.workflow import Access, Effect

_MAX_PATHS = 64
_MAX_PATH_DEPTH = 4
_SUREST_FIRST = tuple(Confidence)
_NOT_FILES = frozenset({".", "..", ":memory:", "-"})


def record_path(
    run: Evaluation,
    value: Value,
    mode: str,
    via: str,
    site: Site,
    kind: str = "other",
    complete: Callable[[str], str] | None = None,
) -> None:
    """Note the access of every path that a value may be.

    Args:
        run: the evaluation.
        value: a path, an open handle, a list of these, or something unknown.
        mode: "read" or "write".
        via: the call.
        site: where the call stands.
        kind: what the call says the artifact holds.
        complete: adds what the library adds to the name.
    """
    run.uncertain += (several := isinstance(value, Union))
    for option in islice(_flatten(value, 0), _MAX_PATHS):
        if isinstance(option, ExternalInstance):
            _record_handle(run, option, mode, via, site, kind)
        elif isinstance(option, BoundMethod | PartialValue | FunctionValue):
            run.add_unresolved(mode, via, site, UnresolvedReason.ATTRIBUTE)
        elif not isinstance(option, DictValue | InstanceValue):
            _record_text(run, option, mode, via, site, kind, complete)
    run.uncertain -= several


def _flatten(value: Value, depth: int) -> Iterator[Value]:
    """What a value may be; lists of paths, and lists of these, stand for their items."""
    for option in options_of(value):
        if not isinstance(option, ListValue):
            yield option
        elif depth < _MAX_PATH_DEPTH:
            for item in option.items:
                yield from _flatten(item, depth + 1)


def _record_handle(
    run: Evaluation, handle: ExternalInstance, mode: str, via: str, site: Site, kind: str
) -> None:
    """What goes through an open file goes to its path; buffers in memory are no files."""
    if handle.path is not None and is_handle(handle):
        record_path(run, handle.path, mode, via, site, kind)
    elif handle.type == CONTENT:
        run.add_unresolved(mode, via, site, UnresolvedReason.DATA)
    elif not handle.type:
        run.add_unresolved(mode, via, site, UnresolvedReason.CALL_RESULT)


def _record_text(
    run: Evaluation,
    value: Value,
    mode: str,
    via: str,
    site: Site,
    kind: str,
    complete: Callable[[str], str] | None,
) -> None:
    if isinstance(value, Known) and not isinstance(value.value, str):
        return
    text = text_of(value)
    if isinstance(value, UnknownValue) or (text is not None and is_opaque(text)):
        run.add_unresolved(mode, via, site, reason_of(value))
    elif run.unbound and text is not None and text.startswith("{"):
        # In which folder depends on the arguments of a call that nobody has seen.
        run.add_unresolved(mode, via, site, UnresolvedReason.PARAMETER)
    elif isinstance(value, Known | PathValue) and text is not None and is_plausible_path(text):
        add_access(run, complete(text) if complete else text, mode, via, site, kind)


def add_access(
    run: Evaluation,
    text: str,
    mode: str,
    via: str,
    site: Site,
    kind: str = "other",
    confidence: Confidence = Confidence.HIGH,
) -> None:
    """Note one access of one path; `confidence` bounds what the path allows."""
    artifact = normalise(text, run.directory)
    if artifact.startswith("/dev/") or artifact in _NOT_FILES or is_temporary(artifact):
        return
    if kind == "other":
        kind = kind_of_path(artifact, mode == "write")
    guarded = mode == "read" and (
        run.is_guarded(artifact) or any("." in guard for guard in run.guards)
    )
    access = Access(
        artifact,
        mode,
        "inferred",
        via,
        site.place,
        max(confidence, _confidence(artifact), key=_SUREST_FIRST.index),
        kind,
        guarded,
        site.scope,
        sometimes=run.uncertain > 0,
    )
    run.record.accesses[access] = None


def _confidence(artifact: str) -> Confidence:
    if not HOLE.search(artifact):
        return Confidence.HIGH
    return Confidence.LOW if artifact.startswith("{") else Confidence.MEDIUM


def add_effect(
    run: Evaluation,
    kind: str,
    via: str,
    site: Site,
    artifact: str | None,
    detail: str,
    pinned: bool = False,
) -> None:
    """Note an effect; a prompt that a test for a terminal surrounds is guarded."""
    guarded = any("<terminal>" in guard for guard in run.guards)
    effect = Effect(
        kind,
        via,
        site.place,
        site.scope,
        artifact,
        guarded,
        detail[:200],
        sometimes=run.uncertain > 0,
        pinned=pinned,
    )
    run.record.effects[effect] = None


def note_listing(run: Evaluation, text: str, via: str, site: Site) -> None:
    """Remember that the names in a folder, or those of a pattern, are asked for."""
    artifact = normalise(text, run.directory)
    if artifact in _NOT_FILES or artifact.startswith("/dev") or is_temporary(artifact):
        return
    guarded = run.is_guarded(artifact) or any("." in guard for guard in run.guards)
    access = Access(
        artifact,
        "read",
        "inferred",
        via,
        site.place,
        Confidence.MEDIUM,
        kind_of_path(artifact, False),
        guarded,
        site.scope,
    )
    run.record.listings.setdefault(artifact, access)


def keep_listings(run: Evaluation) -> None:
    """A listing is a read of its own where nothing that it lists is read, written or deleted."""
    used = [*(access.artifact for access in run.record.accesses), *run.record.deletions]
    for artifact, access in run.record.listings.items():
        folder = re.split(r"[*?{\[]", artifact)[0].rpartition("/")[0] or artifact
        if not any(path == artifact or path.startswith(folder + "/") for path in used):
            run.record.accesses[access] = None

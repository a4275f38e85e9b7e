"""Copies, moves, downloads and uploads by library calls: which file becomes which."""

from __future__ import annotations

from mlaudit.catalog import Effect
from mlaudit.graph.python.access import add_access, add_effect, record_path
from mlaudit.graph.python.modelled_call import ModelledCall, first_text
from mlaudit.graph.python.references import read_reference, reference_ids
from mlaudit.graph.python.text import is_opaque, last_part, normalise, text_of
from mlaudit.graph.python.values import Known, Value, join, options_of

TRANSFERS = frozenset(
    {Effect.COPY, Effect.MOVE, Effect.LINK, Effect.CONVERT, Effect.DOWNLOAD, Effect.UPLOAD}
)
"""The effects with a source and a destination."""


def record_transfer(call: ModelledCall) -> None:
    """Note what is read, what is written, and that something comes in or goes out."""
    effect = call.model.effect
    source = call.value(call.model.source)
    remote: str | None = None
    fetched = True
    if source is not None and effect == Effect.DOWNLOAD:
        fetched = read_reference(call, source)
        remote = next(iter(reference_ids(call, source)), None)
    elif source is not None:
        record_path(call.run, source, "read", call.name, call.site, "other")
    local: str | None = None
    target = destination_of(call)
    for option in options_of(target) if target is not None else ():
        if effect == Effect.UPLOAD:
            remote = next(iter(reference_ids(call, option)), None)
            if remote is not None:
                add_access(call.run, remote, "write", call.name, call.site, call.model.kind)
        else:
            record_path(call.run, option, "write", call.name, call.site, call.model.kind)
            local = text_of(option)
    if effect == Effect.MOVE:
        _record_move(call, source, local)
    if fetched and effect in (Effect.DOWNLOAD, Effect.UPLOAD):
        told = local if effect == Effect.DOWNLOAD else first_text(source)
        artifact = normalise(told, call.run.directory) if told and not is_opaque(told) else None
        add_effect(call.run, effect.value, call.name, call.site, artifact, remote or "")


def _record_move(call: ModelledCall, source: Value | None, local: str | None) -> None:
    """Note that what stood under the source's name stands there no more."""
    goal = normalise(local, call.run.directory) if local and not is_opaque(local) else None
    for option in options_of(source) if source is not None else ():
        told = text_of(option)
        origin = normalise(told, call.run.directory) if told and not is_opaque(told) else None
        if origin is not None:
            add_effect(call.run, Effect.MOVE.value, call.name, call.site, goal, origin)


def destination_of(call: ModelledCall) -> Value | None:
    """The file or folder that a transfer makes, or None where nobody says."""
    source = call.value(call.model.source)
    target = call.value(call.model.destination)
    if target is None and call.model.effect == Effect.DOWNLOAD and source is not None:
        return _base_name(call, source)
    if target is None or call.model.directory:
        return target
    return join([_place_in_folder(o, source, call.model.effect) for o in options_of(target)])


def _base_name(call: ModelledCall, source: Value) -> Value | None:
    spec = call.model.destination[0] if call.model.destination else None
    text = text_of(source)
    if spec is None or not spec.basename or text is None:
        return None
    return Known(last_part(text))


def _place_in_folder(target: Value, source: Value | None, effect: Effect) -> Value:
    """`shutil.copy(a/b.csv, folder)` writes folder/b.csv where the target looks like a folder."""
    text, origin = first_text(target), first_text(source)
    if text is None or origin is None:
        return target
    name = last_part(origin)
    last = text.rstrip("/").rsplit("/", 1)[-1]
    is_folder = text.endswith("/")
    if effect in (Effect.COPY, Effect.MOVE):
        is_folder = is_folder or ("." in name and "." not in last and "{" not in last)
    elif effect != Effect.DOWNLOAD:
        return target
    return Known(text.rstrip("/") + "/" + name) if is_folder and "." in name else target

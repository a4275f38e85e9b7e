"""Copies, moves and downloads: which file becomes which."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from mlaudit.catalog.command_models import CommandModel
from mlaudit.catalog.kinds import kind_of_path
from mlaudit.graph.commands.paths import (
    ROOT,
    is_absolute,
    is_hole,
    is_remote,
    is_unknown_path,
    is_uri,
)
from mlaudit.graph.commands.state import ShellState
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex


@immutable
class Transfer:
    """A command that copies.

    Attributes:
        model: of the command.
        sources: what is copied.
        target: the file or folder that it goes to, or None.
        folder: the folder that it goes into, or None.
        whole: the content of a source folder goes to the target itself.
        unpacks: the archive that arrives is unpacked.
        exact: the target is the name of the copy, never a folder that it goes into.
    """

    model: CommandModel
    sources: Sequence[str]
    target: str | None = None
    folder: str | None = None
    whole: bool = False
    unpacks: bool = False
    exact: bool = False


def transfer(state: ShellState, copy: Transfer) -> None:
    """Record the reads, writes and effects of a copy."""
    via = " ".join(copy.model.name)
    for source in copy.sources:
        origin = _identify(state, source, copy.model)
        target = _target(copy, source)
        goal = None if target is None else _identify(state, target, None)
        if origin is not None:
            _read_origin(state, origin, copy.model)
        if target is not None and goal is not None:
            _write_goal(state, goal, via, copy.model)
        if copy.model.name == ("git", "clone") and goal is not None:
            state.record.clones.append(goal)
        _record_effects(state, copy.model, origin, goal)


def _read_origin(state: ShellState, origin: str, model: CommandModel) -> None:
    via = " ".join(model.name)
    if not is_uri(origin):
        state.read(_from_root(origin), via)
        return
    kind = model.kind or kind_of_path(origin, False)
    tested = bool(state.around.tested)
    state.read(origin, via, kind="dataset" if kind == "other" else kind, guarded=tested)


def _write_goal(state: ShellState, goal: str, via: str, model: CommandModel) -> None:
    if goal == "{download}":
        state.record.origins.setdefault("download", UnresolvedReason.DATA)
    state.write(_from_root(goal), via, kind=model.kind)


def _from_root(artifact: str) -> str:
    """A path that means the artifact in every working directory."""
    fixed = is_uri(artifact) or is_absolute(artifact)
    return artifact if fixed else f"{ROOT}/{artifact}"


def _record_effects(
    state: ShellState, model: CommandModel, origin: str | None, goal: str | None
) -> None:
    via = " ".join(model.name)
    goal = None if goal is not None and is_unknown_path(goal) else goal
    guarded = bool(state.around.tested)
    for effect in model.effects:
        if effect == "move":
            state.effect("move", via, goal, origin or "")
        elif effect != "transfer":
            state.effect(effect, via, goal, origin or "", guarded=guarded)
        elif origin is not None and is_uri(origin) and not (goal and is_uri(goal)):
            state.effect("download", via, goal, origin, guarded=guarded)
        elif goal is not None and is_uri(goal):
            state.effect("upload", via, goal, origin or "", guarded=guarded)


_LOCAL_HOST = lazy_regex(
    r"https?://(?:localhost|127\.|0\.0\.0\.0|host\.docker|\[::1)", re.IGNORECASE
)


def is_local_service(url: str) -> bool:
    """Whether a URL leads to this machine: a request to a server, not a download."""
    return _LOCAL_HOST.match(url) is not None


def _identify(state: ShellState, text: str, model: CommandModel | None) -> str | None:
    """The artifact that one side of a copy names."""
    if text == "-":
        return None
    if is_uri(text):
        return text.rstrip("/")
    if model is not None and model.prefix:
        return None if is_hole(text) else model.prefix + text.strip("/")
    if is_remote(text):
        host, _, path = text.partition(":")
        return f"ssh://{host}/{path.lstrip('/')}".rstrip("/")
    if model is not None and model.name[0] in _WEB_PROGRAMS and not text.startswith(("{", "/")):
        return "https://" + text
    if model is not None and model.name[0] in _WEB_PROGRAMS:
        return text
    return state.resolve(text)


_WEB_PROGRAMS = frozenset({"wget", "wget2", "curl", "aria2c", "axel"})


def _target(copy: Transfer, source: str) -> str | None:
    base = _base_name(source)
    if copy.target == "-" and copy.folder is None:
        return "-"
    if copy.folder is not None:
        if copy.unpacks or copy.model.default_output in ("unknown", "cache"):
            return copy.folder
        name = _default_name(copy.model, source) or base
        if copy.target is not None:
            name = copy.target
        return name if name == "-" else posixpath.join(copy.folder, name)
    if copy.target is None:
        return "." if copy.unpacks else _default_name(copy.model, source)
    if not copy.exact and (len(copy.sources) > 1 or _is_folder(copy, source)):
        if copy.whole and (source.endswith(("/", "/.")) or not _copies_folder_itself(copy)):
            return copy.target
        return posixpath.join(copy.target, base)
    return copy.target


def _copies_folder_itself(copy: Transfer) -> bool:
    """`cp -r a b/` makes `b/a`, where `aws s3 sync a b/` makes `b`."""
    return "*" not in copy.model.recursive or copy.model.name == ("rsync",)


def _is_folder(copy: Transfer, source: str) -> bool:
    """Whether the target is a folder that the source goes into."""
    target = copy.target or ""
    if copy.whole and not target.endswith("/") and target not in (".", ".."):
        return False
    if target.endswith("/") or posixpath.basename(target) in (".", ".."):
        return True
    if "*" in source and "*" not in target:
        return True
    has_extension = "." in posixpath.basename(source.rstrip("/")).lstrip(".")
    bare = "." not in posixpath.basename(target)
    return has_extension and bare and not is_hole(posixpath.basename(target)) and not is_uri(target)


def _base_name(source: str) -> str:
    path = re.split(r"[?#]", source, maxsplit=1)[0] if is_uri(source) else source
    if is_uri(path) and path.count("/") < 3:
        return "index.html"
    return posixpath.basename(path.rstrip("/")) or "index.html"


def _default_name(model: CommandModel, source: str) -> str | None:
    base = _base_name(source)
    rule = model.default_output
    if rule == "cache":
        return None
    if rule == "basename":
        return base
    if rule == "basename.zip":
        return base + ".zip" if not is_unknown_path(base) else "{download}"
    if rule == "repository":
        return base.removesuffix(".git")
    return "{download}" if rule == "unknown" else (rule or None)

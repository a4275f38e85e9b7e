"""What dvc.lock says of the last run of each stage, beside what dvc.yaml says now."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from mlaudit.model.data import Data, Scalar, Sequence, Table, plain
from mlaudit.model.facts import DeclaredStep
from mlaudit.model.locked import LockedStage
from mlaudit.model.place import Place
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.dvc.stages import read_commands
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.patterns import lazy_regex

_ROUNDING = 1e-9
"""Numbers that differ by less were calculated anew, which nobody calls a change."""
_HASH = lazy_regex(r"[0-9a-f]{32}")


def stages_of(value: Table) -> Iterator[tuple[str, Table, int]]:
    """(name, entry, line) of every stage; schema 1.0 has them at the top."""
    stages = value.get("stages")
    for entry in (stages if isinstance(stages, Table) else value).entries:
        if isinstance(entry.value, Table):
            yield entry.key, entry.value, entry.line


def read_locked(path: str, value: Table) -> Iterator[LockedStage]:
    """The stages of a lock file; their paths are as written until `compare_locked`."""
    for name, stage, line in stages_of(value):
        command = stage.get("cmd")
        commands = command.items if isinstance(command, Sequence) else (command,)
        yield LockedStage(
            name,
            Place(path, line),
            tuple(str(c.value) for c in commands if isinstance(c, Scalar) and c.value is not None),
            tuple(_contents(stage.get("deps"))),
            tuple(_contents(stage.get("outs"))),
            tuple(_parameters(stage.get("params"))),
        )


def _contents(data: Data | None) -> Iterator[tuple[str, str]]:
    """(path, MD5) of every entry; folders and other hashes have ""."""
    for item in data.items if isinstance(data, Sequence) else ():
        name = item.get("path") if isinstance(item, Table) else None
        if isinstance(item, Table) and isinstance(name, Scalar) and isinstance(name.value, str):
            found = item.get("md5")
            text = str(found.value) if isinstance(found, Scalar) else ""
            yield name.value, text if _HASH.fullmatch(text) else ""


def _parameters(data: Data | None) -> Iterator[tuple[str, str, Data]]:
    for file in data.entries if isinstance(data, Table) else ():
        for entry in file.value.entries if isinstance(file.value, Table) else ():
            yield file.key, entry.key, entry.value


def compare_locked(
    locked: Iterable[LockedStage], steps: Iterable[DeclaredStep], pipeline: str, lookup: Lookup
) -> tuple[LockedStage, ...]:
    """The stages with their paths in the tree, and with what dvc.yaml says otherwise now.

    Args:
        locked: as the lock file has them.
        steps: the stages of the dvc.yaml beside it.
        pipeline: path of that dvc.yaml.
        lookup: gives the values of parameter files.
    """
    declared = {step.name: step for step in steps}
    commands = read_commands(pipeline, lookup(pipeline), lookup)
    found = []
    for stage in locked:
        step = declared.get(stage.name)
        folder = step.directory if step is not None else folder_of(pipeline)
        placed = replace(
            stage, reads=_place(folder, stage.reads), writes=_place(folder, stage.writes)
        )
        if step is not None and stage.name in commands:
            differs = (
                *_compare_commands(stage, commands[stage.name]),
                *_compare_paths(placed, step),
                *_compare_parameters(stage, folder, lookup),
            )
            placed = replace(placed, differs=differs)
        found.append(placed)
    return tuple(found)


def _place(folder: str, contents: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((join_path(folder, path), hash_) for path, hash_ in contents)


def _compare_commands(stage: LockedStage, now: tuple[str, ...]) -> Iterator[str]:
    told, ran = (" ".join(" ".join(texts).split()) for texts in (now, stage.commands))
    # A value that is not known is shown in braces.
    if ran and told and told != ran and "{" not in told:
        yield "the command"


def _compare_paths(stage: LockedStage, step: DeclaredStep) -> Iterator[str]:
    """Inputs and outputs that the lock file does not know; parameters have a section of theirs."""
    if step.declares_more:
        return
    known = {path.rstrip("/") for path, _ in stage.reads}
    for read in step.reads:
        if read.role == "dep" and read.path.rstrip("/") not in known:
            yield f"the new dependency {read.path}"
    made = {path.rstrip("/") for path, _ in stage.writes}
    for write in step.writes:
        # What stands beside the stages (metrics of a folder) is no output of its own.
        inside = any(write.path.startswith(f"{path}/") for path in made)
        if write.path.rstrip("/") not in made and not inside:
            yield f"the new output {write.path}"


def _compare_parameters(stage: LockedStage, folder: str, lookup: Lookup) -> Iterator[str]:
    for file, key, value in stage.parameters:
        now = plain(lookup(join_path(folder, file)))
        if not isinstance(now, dict):
            continue
        found = now.get(key, _follow(now, key.split(".")))
        if found is not _ABSENT and not _is_same(found, plain(value)):
            yield f"{key} in {file}"


_ABSENT = object()


def _follow(values: Any, keys: list[str]) -> Any:
    for key in keys:
        if isinstance(values, dict) and key in values:
            values = values[key]
        elif isinstance(values, list) and key.isdigit() and int(key) < len(values):
            values = values[int(key)]
        else:
            return _ABSENT
    return values


def _is_same(first: Any, second: Any) -> bool:
    """Equal as YAML 1.1 and 1.2 read them: `1e-3` is a number to one and a text to the other."""
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(_is_same(first[k], second[k]) for k in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(_is_same, first, second))
    if first == second or str(first) == str(second):
        return True
    try:
        return math.isclose(float(first), float(second), rel_tol=_ROUNDING)
    except (TypeError, ValueError):
        return False

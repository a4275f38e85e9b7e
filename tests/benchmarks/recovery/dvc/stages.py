"""The stages of one dvc.yaml, loops unrolled and references replaced."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.recovery.dvc.values import add_variables, load_mapping, resolve


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage; `folder` is its working directory and paths are relative to the repository."""

    file: str
    name: str
    template: str
    folder: str
    command: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    has_parameters: bool


def list_stages(root: Path, file: Path) -> Iterator[Stage]:
    """The stages of a file in its order; a broken file has none."""
    document = load_mapping(file)
    values = add_variables(
        load_mapping(file.parent / "params.yaml"), document.get("vars"), file.parent
    )
    stages = document.get("stages")
    for template, body in stages.items() if isinstance(stages, dict) else []:
        for suffix, item, single in _unroll(body, values):
            yield _read_stage(root, file, (str(template), suffix), single, values | item)


def _unroll(body: Any, values: dict[Any, Any]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """The suffix of the name, the loop's variables, and the body, for each turn of a loop."""
    if not isinstance(body, dict):
        return
    if "foreach" in body:
        items, single = resolve(body["foreach"], values), body.get("do") or {}
        if isinstance(items, dict):
            for key, value in items.items():
                yield f"@{key}", {"item": value, "key": key}, single
        for index, value in enumerate(items if isinstance(items, list) else []):
            yield f"@{_label(value, str(index))}", {"item": value}, single
    elif "matrix" in body:
        axes = resolve(body["matrix"], values)
        for item in _list_combinations(axes):
            labels = (_label(v, f"{k}{axes[k].index(v)}") for k, v in item.items())
            yield f"@{'-'.join(labels)}", {"item": item}, body
    else:
        yield "", {}, body


def _list_combinations(axes: Any) -> Iterator[dict[Any, Any]]:
    if isinstance(axes, dict) and all(isinstance(axis, list) for axis in axes.values()):
        for values in itertools.product(*axes.values()):
            yield dict(zip(axes, values, strict=True))


def _label(value: Any, otherwise: str) -> str:
    return otherwise if isinstance(value, dict | list) else str(value)


def _read_stage(
    root: Path, file: Path, names: tuple[str, str], body: dict[str, Any], values: dict[Any, Any]
) -> Stage:
    home = file.parent.relative_to(root).as_posix()
    folder = posixpath.normpath(posixpath.join(home, str(resolve(body.get("wdir") or ".", values))))
    if folder != home:
        values = load_mapping(root / folder / "params.yaml") | values
    values = add_variables(values, body.get("vars"), root / folder)

    def read_paths(key: str) -> list[str]:
        return list(_list_paths(resolve(body.get(key), values), folder))

    commands = resolve(body.get("cmd", ""), values)
    outputs = read_paths("outs") + read_paths("metrics")
    plots = [path for path in read_paths("plots") if path not in outputs]
    return Stage(
        file=file.relative_to(root).as_posix(),
        name="".join(names),
        template=names[0],
        folder=folder,
        command="\n".join(str(c) for c in commands)
        if isinstance(commands, list)
        else str(commands),
        reads=tuple(read_paths("deps")),
        writes=tuple(outputs + plots),
        has_parameters=bool(body.get("params")),
    )


def _list_paths(entries: Any, folder: str) -> Iterator[str]:
    """The paths of a list of entries; an entry with options is a mapping with one key."""
    for entry in [entries] if isinstance(entries, str) else entries or []:
        for path in [entry] if isinstance(entry, str) else entry:
            if "://" in str(path) or posixpath.isabs(str(path)):
                yield str(path)
            else:
                yield posixpath.normpath(posixpath.join(folder, str(path)))

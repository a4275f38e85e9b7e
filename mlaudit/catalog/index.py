"""Makes the index: everything the catalogue's TOML files say, ready to be looked up.

Decoding all the TOML takes tens of milliseconds, the index a few. `python -m mlaudit.catalog.index
--write` makes it anew after a change; a test proves that it is in step.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mlaudit.catalog.data import FOLDER, INDEX, Index
from mlaudit.catalog.load import CatalogError, build_model, names_of

TABLES = ("aliases", "types")
FOREIGN = ("commands", "kinds", "packages", "programs", "model_aliases")
"""Files of the folder that describe no library calls."""


def family_files() -> list[Path]:
    """The TOML files that describe library calls, by name."""
    return sorted(p for p in FOLDER.glob("*.toml") if p.stem not in TABLES + FOREIGN)


def build_index() -> Index:
    """The index as the TOML files say it; every entry is checked on the way."""
    types = _decode(FOLDER / "types.toml")
    aliases = _decode(FOLDER / "aliases.toml")
    entries: list[Any] = []
    names: dict[str, int] = {}
    methods: dict[str, list[str]] = {}
    for path in family_files():
        for table in _decode(path)["call"]:
            for name in names_of(table, path.name):
                if name in names:
                    raise CatalogError(f"{path.name}: {name} is described twice")
                model = build_model(name, table)
                names[name] = len(entries)
                if model.receiver == "any":
                    methods.setdefault(model.chain or name.rpartition(".")[2], []).append(name)
            entries.append({k: v for k, v in table.items() if k not in ("name", "same")})
    precedence = types["receivers"]["precedence"]
    return {
        "entries": entries,
        "names": dict(sorted(names.items())),
        "methods": {m: _by_precedence(methods[m], precedence) for m in sorted(methods)},
        "aliases": aliases["aliases"],
        **_flatten_types(types),
    }


def render_index(index: Index) -> str:
    """The index as JSON with one line for each item, so that changes can be read and merged."""
    sections = []
    for section, content in index.items():
        if isinstance(content, list):
            lines, ends = [_compact(item) for item in content], "[]"
        else:
            lines = [f"{_compact(key)}: {_compact(value)}" for key, value in content.items()]
            ends = "{}"
        body = ",\n".join(lines)
        sections.append(f'"{section}": {ends[0]}\n{body}\n{ends[1]}')
    return "{" + ",\n".join(sections) + "}\n"


def write_index() -> None:
    """Make the committed index anew."""
    INDEX.write_text(render_index(build_index()), encoding="utf-8", newline="\n")


def _decode(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _by_precedence(names: list[str], precedence: list[str]) -> list[str]:
    def rank(name: str) -> int:
        head = name.partition(".")[0]
        return precedence.index(head) if head in precedence else len(precedence)

    return sorted(names, key=rank)


def _flatten_types(types: dict[str, Any]) -> dict[str, Any]:
    patterns: dict[str, list[list[str]]] = {}
    for pattern, base in types["patterns"].items():
        patterns.setdefault(pattern.partition(".")[0], []).append([pattern, base])
    return {
        "returns": _invert(types["returns"].items()),
        "choices": {choice["call"]: choice for choice in types["choice"]},
        "members": _invert_members(types["methods"]),
        "attributes": _invert_members(types["attributes"]),
        "items": types["items"],
        "bases": _invert(types["bases"].items()),
        "patterns": patterns,
        "instances": _invert(types["instances"].items()),
    }


def _invert(groups: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    return {name: group for group, names in groups for name in names}


def _invert_members(classes: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    return {
        f"{owner}.{name}": result
        for owner, results in classes.items()
        for result, names in results.items()
        for name in names
    }


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    write_index()

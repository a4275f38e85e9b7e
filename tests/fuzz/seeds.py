"""What fuzzing starts from: the fixtures, small files for what they lack, and what once failed.

A file of `corpus/` is JSON with a path and what the file holds: "text", or "base64" for bytes.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from mlaudit.model.facts import Facts
from mlaudit.parsers.registry import claimants
from tests.fixtures.stories import FIXTURES

CORPUS = Path(__file__).with_name("corpus")
MAX_SIZE = 6_000
"""Bytes; what goes wrong shows in a small file, and more of those are tried in a second."""


_SILENT = 3


@dataclass(frozen=True, slots=True, order=True)
class Seed:
    """A file to begin with, and the folder below `fixtures` whose other files lie around it."""

    path: str
    data: bytes
    tree: str = ""


@cache
def kept_seeds() -> tuple[Seed, ...]:
    """Those of the corpus."""
    return tuple(_read(file) for file in sorted(CORPUS.glob("*.json")))


@cache
def all_seeds() -> tuple[Seed, ...]:
    """All of them, in an order that depends on nothing else."""
    found = set(kept_seeds())
    for file in FIXTURES.rglob("*"):
        parts = file.relative_to(FIXTURES).parts
        depth = 2 if parts[0] == "systems" else 1
        path = "/".join(parts[depth:])
        if path and file.is_file() and file.stat().st_size <= MAX_SIZE and claimants(path):
            found.add(Seed(path, file.read_bytes(), "/".join(parts[:depth])))
    return tuple(sorted(found))


@cache
def seeds_by_parser() -> dict[str, tuple[Seed, ...]]:
    """The seeds in which each parser finds something, by its name; a few of the others, too."""
    telling: dict[str, list[Seed]] = {}
    silent: dict[str, list[Seed]] = {}
    for seed in all_seeds():
        for parser in claimants(seed.path):
            facts = parser.parse(seed.path, seed.data)
            empty = replace(Facts(facts.path, facts.format), hashes=facts.hashes)
            kind = silent if facts == empty else telling
            kind.setdefault(parser.name, []).append(seed)
    names = sorted({*telling, *silent})
    return {name: (*telling.get(name, ()), *silent.get(name, ())[:_SILENT]) for name in names}


def keep(seed: Seed, name: str) -> Path:
    """Write a seed to the corpus."""
    file = CORPUS / f"{name}.json"
    content = {"path": seed.path, **({"tree": seed.tree} if seed.tree else {})}
    try:
        content["text"] = seed.data.decode()
    except UnicodeDecodeError:
        content["base64"] = base64.b64encode(seed.data).decode()
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return file


def _read(file: Path) -> Seed:
    content = json.loads(file.read_text(encoding="utf-8"))
    text = content.get("text")
    data = base64.b64decode(content["base64"]) if text is None else text.encode()
    return Seed(content["path"], data, content.get("tree", ""))

"""The lock for development is what pyproject.toml asks for, and names nowhere to get it from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASKED = [
    Requirement(text)
    for text in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"])
]
PYTHONS = ("3.11", "3.12", "3.13")


def list_locked() -> Iterator[tuple[Requirement, list[str]]]:
    """Each requirement with its hashes."""
    for entry in re.sub(r" *\\\n\s*", " ", LOCK).splitlines():
        text, *hashes = entry.split(" --hash=")
        yield Requirement(text), hashes


def test_every_file_is_known_by_its_hash_and_by_no_address() -> None:
    locked = list(list_locked())
    assert len(locked) > 50
    for requirement, hashes in locked:
        assert requirement.url is None
        assert [specifier.operator for specifier in requirement.specifier] == ["=="]
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", text) for text in hashes)
    assert not re.search(r"://|--index|--find-links|--extra|#", LOCK)


@pytest.mark.parametrize("python", PYTHONS)
def test_what_the_project_asks_for_is_locked(python: str) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    versions: dict[str, str] = {}
    for requirement, _ in list_locked():
        if requirement.marker is None or requirement.marker.evaluate(environment):
            name = canonicalize_name(requirement.name)
            assert name not in versions
            (specifier,) = requirement.specifier
            versions[name] = specifier.version
    for asked in ASKED:
        version = versions.get(canonicalize_name(asked.name), "")
        assert asked.specifier.contains(version), f"{asked}: `make lock` renews the lock"


def test_what_runs_elsewhere_has_bounds_on_both_sides() -> None:
    for text in PROJECT["dependencies"]:
        operators = {specifier.operator for specifier in Requirement(text).specifier}
        assert ">=" in operators
        assert "<" in operators or text.startswith("packaging")

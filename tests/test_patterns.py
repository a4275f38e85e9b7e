from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

import mlaudit
import mlaudit_rules
from mlaudit.patterns import lazy_regex


def test_nothing_is_compiled_before_the_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile

    def record(text: str, flags: int) -> re.Pattern[str]:
        compiled.append(text)
        return real(text, flags)

    monkeypatch.setattr(re, "compile", record)
    pattern = lazy_regex("a+")
    assert compiled == []
    assert pattern.findall("aa b a") == ["aa", "a"]
    assert pattern.sub("-", "aa") == "-"
    assert compiled == ["a+"]


def test_functions_of_re_take_it() -> None:
    pattern = lazy_regex("A+", re.IGNORECASE)
    assert isinstance(pattern, re.Pattern)
    assert re.sub(pattern, "-", "aab") == "-b"
    assert (pattern.pattern, pattern.flags, pattern.groups) == (
        "A+",
        re.compile("A+", re.I).flags,
        0,
    )


def test_what_a_pattern_has_not_is_missing() -> None:
    assert not hasattr(lazy_regex("a"), "group")


def _list_modules() -> Iterator[ModuleType]:
    for package in (mlaudit, mlaudit_rules):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def _list_patterns(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (found for item in value.values() for found in _list_patterns(item, depth + 1))
    elif isinstance(value, (tuple, list)) and depth < 3:
        yield from (found for item in value for found in _list_patterns(item, depth + 1))


def test_all_expressions_compile() -> None:
    found = [p for m in _list_modules() for v in vars(m).values() for p in _list_patterns(v)]
    assert len(found) > 500
    for pattern in found:
        assert pattern.groups >= 0

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
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


def _list_compiled_on_import(file: Path) -> Iterator[int]:
    """The lines of calls of `re.compile` that are made when the module is imported."""
    waiting: list[ast.AST] = [ast.parse(file.read_bytes())]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += node.args.defaults
            waiting += [default for default in node.args.kw_defaults if default is not None]
            continue
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("re.compile", "compile"):
            yield node.lineno
        waiting += ast.iter_child_nodes(node)


def test_no_module_compiles_an_expression_when_it_is_imported() -> None:
    files = [
        file
        for package in (mlaudit, mlaudit_rules)
        for file in Path(package.__path__[0]).rglob("*.py")
        if b"compile(" in file.read_bytes()
    ]
    assert files
    found = [f"{file}:{line}" for file in files for line in _list_compiled_on_import(file)]
    assert found == [], "`mlaudit.patterns.lazy_regex` waits until it is used"


def test_what_is_compiled_on_import_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text(
        "import re\nA = [re.compile('a')]\nclass B:\n    b = re.compile('b')\n"
        "def f(x=re.compile('c')):\n    return re.compile('d')\ng = lambda: re.compile('e')\n"
    )
    assert sorted(_list_compiled_on_import(file)) == [2, 4, 5]

"""How fast the Python files below a folder can be read, and by what.

Usage: python tests/benchmarks/parse_speed.py FOLDER [--lines N]

Prints, for each way of reading, lines per second and the time relative to `ast`. libcst is
measured on the first N lines only (20,000 unless told), since it takes so much longer.
"""

from __future__ import annotations

import argparse
import ast
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import libcst
from libcst.metadata import MetadataWrapper, PositionProvider

from mlaudit.collector import without_collection
from mlaudit.parsers.python import parse_python
from mlaudit.parsers.python.statements import translate_body
from mlaudit.parsers.python.translation import Translation

Item = TypeVar("Item")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=20_000)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    sources = list(_read_sources(options.folder))
    few = _first_lines(sources, options.lines)
    sys.stdout.write(
        f"{len(sources)} files, {_count_lines(sources):,} lines; libcst: {len(few)} files\n"
    )
    base = _measure(ast.parse, sources)
    _print("ast.parse", _count_lines(sources), base, base)
    with without_collection():
        quick = _measure(ast.parse, sources)
        trees = [ast.parse(source) for source in sources]
        translation = _measure(_translate, trees)
    _print("ast.parse, collector off", _count_lines(sources), quick, base)
    _print("translation of the tree", _count_lines(sources), translation, base)
    del trees
    data = [source.encode() for source in sources]
    whole = _measure(lambda source: parse_python("a.py", source), data)
    _print("whole parser, with prose", _count_lines(sources), whole, base)
    few_base = _measure(ast.parse, few)
    _print("libcst", _count_lines(few), _measure(libcst.parse_module, few), few_base)
    _print("libcst with positions", _count_lines(few), _measure(_positions, few), few_base)


def _read_sources(folder: Path) -> Iterable[str]:
    """The sources that `ast` reads."""
    for path in sorted(folder.rglob("*.py")):
        if path.is_file():
            try:
                source = path.read_text(encoding="utf-8")
                ast.parse(source)
            except (SyntaxError, ValueError, OSError):
                continue
            yield source


def _first_lines(sources: list[str], bound: int) -> list[str]:
    chosen: list[str] = []
    lines = 0
    for source in sources:
        if lines >= bound:
            break
        chosen.append(source)
        lines += source.count("\n") + 1
    return chosen


def _count_lines(sources: list[str]) -> int:
    return sum(source.count("\n") + 1 for source in sources)


def _translate(tree: ast.Module) -> object:
    return translate_body(tree.body, Translation())


def _positions(source: str) -> object:
    return MetadataWrapper(libcst.parse_module(source)).resolve(PositionProvider)


def _measure(read: Callable[[Item], object], inputs: list[Item]) -> float:
    """Seconds, the better of two runs."""
    return min(_run(read, inputs) for _ in range(2))


def _run(read: Callable[[Item], object], inputs: list[Item]) -> float:
    start = time.perf_counter()
    for item in inputs:
        read(item)
    return time.perf_counter() - start


def _print(name: str, lines: int, seconds: float, base: float) -> None:
    sys.stdout.write(f"{name:26} {lines / seconds:>10,.0f} lines/s {seconds / base:>7.2f} x ast\n")


if __name__ == "__main__":
    main()

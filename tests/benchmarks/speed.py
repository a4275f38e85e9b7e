"""How long mlaudit takes as a whole process, beside what merely reading the files takes.

Usage: python tests/benchmarks/speed.py FOLDER [--part PART]... [--only TEXT] [--runs N]
       [--peer 'NAME=COMMAND {tree}']... [--sizes 100,1000,...] [--page FILE]

Each direct sub-folder of FOLDER is one repository. The parts, all of them unless told:

    first   a first scan of each repository, without a cache
    whole   the same of FOLDER as one tree
    again   scans with a cache: nothing changed, one file changed
    start   `mlaudit --version`
    growth  trees of several sizes, made of the repositories with varied names

Each figure of the first four is the median of N runs (5 unless told), each with the others in
turn, so that ratios hold on a busy machine. The limit is the process of speeding/limit.py, which
reads the same files, parses code with `ast` and loads JSON, with the garbage collector off.
`ratio` compares seconds from start to end, `CPU` the processor time of all processes; a peer's
column tells how many times its time mlaudit takes. With --page the figures are written there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.recovery.page import render_figures, replace_part
from tests.benchmarks.speeding.tables import (
    compare_again,
    compare_first,
    compare_start,
    describe_machine,
    measure_growth,
)
from tests.benchmarks.speeding.trees import Peer, list_trees

SIZES = (100, 1_000, 10_000, 100_000)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", action="append", choices=PARTS)
    parser.add_argument("--only", default="", help="repositories whose name contains it")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peer", action="append", type=Peer.parse, default=[])
    parser.add_argument("--sizes", type=_parse_sizes, default=SIZES)
    parser.add_argument("--page", type=Path, help="write the figures there, as well")
    options = parser.parse_args()
    for part in options.part or PARTS:
        lines = _print_each(chain([describe_machine()], PARTS[part](options)))
        if options.page:
            page = options.page.read_text(encoding="utf-8")
            made = replace_part(page, part, render_figures(lines))
            options.page.write_text(made, encoding="utf-8")
    return 0


def _first(options: argparse.Namespace) -> Iterator[str]:
    trees = list_trees(options.folder, options.only)
    yield from compare_first(trees, options.runs, options.peer)


def _whole(options: argparse.Namespace) -> Iterator[str]:
    yield from compare_first([options.folder], options.runs, options.peer)


def _again(options: argparse.Namespace) -> Iterator[str]:
    yield from compare_again(list_trees(options.folder, options.only), options.runs)


def _start(options: argparse.Namespace) -> Iterator[str]:
    yield from compare_start(options.runs)


def _growth(options: argparse.Namespace) -> Iterator[str]:
    yield from measure_growth(list_trees(options.folder, options.only), options.sizes)


PARTS: dict[str, Callable[[argparse.Namespace], Iterator[str]]] = {
    "first": _first,
    "whole": _whole,
    "again": _again,
    "start": _start,
    "growth": _growth,
}


def _parse_sizes(text: str) -> tuple[int, ...]:
    return tuple(int(word) for word in text.split(","))


def _print_each(lines: Iterable[str]) -> list[str]:
    """Print lines as they come; returns them all."""
    printed = []
    for line in lines:
        print(line, flush=True)
        printed.append(line)
    return printed


if __name__ == "__main__":
    sys.exit(main())

"""What each part measures, as lines of text."""

from __future__ import annotations

import math
import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.speeding.processes import Cost, middle, run, run_in_turn
from tests.benchmarks.speeding.replicas import replicate
from tests.benchmarks.speeding.trees import (
    NO_CACHE,
    Command,
    Peer,
    list_read,
    pass_limit,
    scan,
)

MEGABYTE = 1024 * 1024
HEAD = (
    f"{'repository':40} {'files':>5} {'limit s':>8} {'scan s':>8} {'ratio':>6} {'CPU':>6} {'MB':>5}"
)


def describe_machine() -> str:
    """The kind of machine, without its name."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{usable} cores, {platform.system()} {platform.machine()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def compare_first(trees: Sequence[Path], runs: int, peers: Sequence[Peer]) -> Iterator[str]:
    """A first scan beside the limit, and beside other programs."""
    yield HEAD + "".join(f" {peer.name[:10]:>10}" for peer in peers)
    sums = [Cost(0, 0, 0), Cost(0, 0, 0), *(Cost(0, 0, 0) for _ in peers)]
    ratios: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        for tree in trees:
            files = list_read(tree)
            limit = pass_limit(files, Path(folder) / "files")
            commands = [limit, scan(tree), *(peer.run_on(tree) for peer in peers)]
            costs = [middle(found) for found in run_in_turn(commands, runs)]
            sums = [_add(total, cost) for total, cost in zip(sums, costs, strict=True)]
            ratios[tree.name] = costs[1].wall / costs[0].wall
            yield _render(tree.name, len(files), costs)
    if len(trees) > 1:
        yield _render("all of them, each by itself", 0, sums)
        worst = max(ratios, key=lambda name: ratios[name])
        above = sum(ratio >= 4 for ratio in ratios.values())
        yield (
            f"{above} of {len(ratios)} repositories at 4 limits or more; "
            f"worst {ratios[worst]:.1f} ({worst})"
        )


def compare_again(trees: Sequence[Path], runs: int) -> Iterator[str]:
    """Scans that find what an earlier one kept: of the same files, and with one file changed."""
    yield f"{'repository':40} {'files':>5} {'first s':>8} {'same s':>8} {'changed s':>9}"
    with TemporaryDirectory() as folder:
        variables = {"MLAUDIT_CACHE_DIR": str(Path(folder) / "cache")}
        for tree in trees:
            copy = Path(folder) / "copy"
            run(["cp", "-a", f"{tree.resolve()}/.", str(copy)])
            files = list_read(copy)
            code = sorted(f for f in files if f.suffix == ".py") or sorted(files)
            changed = _change_and_scan(copy, code[len(code) // 2], variables, runs)
            first, same = run_in_turn([scan(copy), scan(copy, variables)], runs)
            walls = f"{middle(first).wall:8.2f} {middle(same).wall:8.2f} {changed.wall:9.2f}"
            yield f"{tree.name[:40]:40} {len(files):5} {walls}"
            run(["rm", "-rf", str(copy)])


def _change_and_scan(tree: Path, file: Path, variables: Mapping[str, str], runs: int) -> Cost:
    """The cost of a scan after a line was added to a file."""
    words, settings = scan(tree, variables)
    run(words, settings, None)
    costs = []
    for _ in range(runs):
        with open(file, "a", encoding="utf-8") as stream:
            stream.write("\n")
        costs.append(run(words, settings, None))
    return middle(costs)


def compare_start(runs: int) -> Iterator[str]:
    """How long it takes until the program says its version."""
    own: Command = ([sys.executable, "-m", "mlaudit", "--version"], {})
    bare: Command = ([sys.executable, "-c", "0"], {})
    typer: Command = ([sys.executable, "-c", "import typer"], {})
    version, nothing, library = map(middle, run_in_turn([own, bare, typer], max(runs, 10)))
    yield f"python -c 0                 {nothing.wall:6.3f} s"
    yield f"python -c 'import typer'    {library.wall:6.3f} s"
    yield f"python -m mlaudit --version {version.wall:6.3f} s = {version.wall / library.wall:.2f} x"


def measure_growth(trees: Sequence[Path], sizes: Sequence[int]) -> Iterator[str]:
    """One scan of trees of several sizes, and the exponents of what grows with them."""
    yield f"{'files':>7} {'limit s':>8} {'scan s':>8} {'ratio':>6} {'CPU s':>8} {'MB':>5}"
    points: list[tuple[int, Cost, Cost]] = []
    with TemporaryDirectory() as folder:
        for size in sizes:
            tree = Path(folder) / f"tree-{size}"
            replicate(trees, size, tree)
            files = list_read(tree)
            words, variables = pass_limit(files, Path(folder) / "files")
            run(words, variables)
            limit = run(words, variables)
            words, variables = scan(tree, NO_CACHE)
            cost = run(words, variables)
            points.append((len(files), limit, cost))
            yield (
                f"{len(files):7} {limit.wall:8.2f} {cost.wall:8.2f} {cost.wall / limit.wall:6.1f}"
                f" {cost.cpu:8.2f} {cost.memory / MEGABYTE:5.0f}"
            )
            run(["rm", "-rf", str(tree)])
    if len(points) > 2:
        wall = fit_exponent([(size, cost.wall) for size, _, cost in points])
        cpu = fit_exponent([(size, cost.cpu) for size, _, cost in points])
        read = fit_exponent([(limit.cpu, cost.cpu) for _, limit, cost in points])
        yield f"time grows with the number of files to the power of {wall:.2f}, CPU time {cpu:.2f}"
        yield f"CPU time grows with that of the limit to the power of {read:.2f}"


def fit_exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the line through (log of size, log of seconds) with the least squares."""
    xs = [math.log(size) for size, _ in points]
    ys = [math.log(seconds) for _, seconds in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    rise = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return rise / sum((a - x) ** 2 for a in xs)


def _add(one: Cost, other: Cost) -> Cost:
    return Cost(one.cpu + other.cpu, one.wall + other.wall, max(one.memory, other.memory))


def _render(name: str, files: int, costs: Sequence[Cost]) -> str:
    limit, own, *others = costs
    return (
        f"{name[:40]:40} {files or '':>5} {limit.wall:8.2f} {own.wall:8.2f}"
        f" {own.wall / limit.wall:6.1f} {own.cpu / limit.cpu:6.1f} {own.memory / MEGABYTE:5.0f}"
        + "".join(f" {own.wall / other.wall:10.2f}" for other in others)
    )

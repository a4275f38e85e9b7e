"""How long each stage of a scan takes beside what merely reading the files takes, in one process.

Usage: python tests/benchmarks/stages.py FOLDER [FOLDER ...] [--runs N] [--only PART]

Each direct sub-folder is one repository; --only keeps those whose name contains PART. Prints for
each the limit, the stages of a first scan, that scan as a whole, a scan of the same files again
(milliseconds), and both scans in limits; then for each of the two the worst ratio and the ratio of
the sums.

The limit is that of speeding/limit.py. Everything runs in one process with all imports done and the
collector off, and no workers. Times are CPU time, that of git included, and each is the best of N
runs (5 unless told), so that ratios hold on a busy machine too. speed.py measures whole processes.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mlaudit.cache import Store
from mlaudit.discover import discover
from mlaudit.graph.link import link
from mlaudit.judge.judgement import judge
from mlaudit.judge.loading import installed_rules
from mlaudit.reading import read_files
from mlaudit.scan import scan_project
from mlaudit.score import assess
from tests.benchmarks.speeding.limit import pass_limit
from tests.benchmarks.speeding.trees import list_read

STAGES = ("limit", "discover", "parse", "link", "judge", "first", "again")
HEAD = f"{'repository':40} {' '.join(f'{stage:>8}' for stage in STAGES)} {'first':>6} {'again':>6}"


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of the limit, of each stage ("judge" is judging and scoring), and of two scans."""

    limit: float
    discover: float
    parse: float
    link: float
    judge: float
    first: float
    again: float

    def ratio(self, scan: str) -> float:
        """A scan in limits."""
        return float(getattr(self, scan)) / self.limit


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    os.environ["MLAUDIT_JOBS"] = "1"
    repositories = sorted(p for folder in options.folders for p in folder.iterdir() if p.is_dir())
    print(HEAD)
    measured: dict[str, Times] = {}
    for root in repositories:
        if options.only in root.name:
            measured[root.name] = times = measure(root, options.runs)
            print(describe(root.name, times), flush=True)
    print(conclude(measured))
    return 0


def measure(root: Path, runs: int) -> Times:
    """The best time of each part; one run before them loads what is imported on demand."""
    scan_project(root)
    project = discover(root)
    files = list(map(str, list_read(root)))
    facts = read_files(project).facts
    workflow = link(project, facts).workflow
    rules = installed_rules()
    gc.collect()
    gc.disable()
    try:
        return Times(
            limit=time_best(lambda: pass_limit(files), runs),
            discover=time_best(lambda: discover(root), runs),
            parse=time_best(lambda: read_files(project), runs),
            link=time_best(lambda: link(project, facts), runs),
            judge=time_best(lambda: assess(workflow, judge(workflow, rules).findings), runs),
            first=time_best(lambda: scan_project(root), runs),
            again=time_again(root, runs),
        )
    finally:
        gc.enable()


def time_again(root: Path, runs: int) -> float:
    """Seconds of a scan that finds what an earlier one has kept."""
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "cache")
        scan_project(root, store=store)
        return time_best(lambda: scan_project(root, store=store), runs)


def time_best(work: Callable[[], object], runs: int) -> float:
    """Seconds of the quickest run; what it returned is gone before the next one."""
    best = float("inf")
    for _ in range(runs):
        start = read_clock()
        result = work()
        best = min(best, read_clock() - start)
        del result
        gc.collect()
    return best


def read_clock() -> float:
    """CPU seconds of this process and of the processes that it has waited for."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def describe(name: str, times: Times) -> str:
    """One line of the table."""
    figures = (f"{1000 * getattr(times, field.name):8.1f}" for field in fields(times))
    ratios = f"{times.ratio('first'):6.1f} {times.ratio('again'):6.1f}"
    return f"{name[:40]:40} {' '.join(figures)} {ratios}"


def conclude(measured: dict[str, Times]) -> str:
    """The last lines: how many are above four limits, the worst, and all together."""
    if not measured:
        return "no repository"
    sums = [
        sum(getattr(times, field.name) for times in measured.values()) for field in fields(Times)
    ]
    total = Times(*sums)
    lines = [describe("all together", total)]
    for scan, words in (("first", "a first scan"), ("again", "a scan of the same files again")):
        worst = max(measured, key=lambda name: measured[name].ratio(scan))
        above = sum(times.ratio(scan) >= 4 for times in measured.values())
        lines.append(
            f"{words}: {above} of {len(measured)} repositories at 4 limits or more; worst "
            f"{measured[worst].ratio(scan):.1f} ({worst}), overall {total.ratio(scan):.1f}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

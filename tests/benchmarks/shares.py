"""Where the time of a first scan goes, by samples of the stack.

Usage: python tests/benchmarks/shares.py FOLDER

Each direct sub-folder is one repository, scanned in this process without a cache. Every two
milliseconds of processor time the stack is looked at. Prints the share of each part.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mlaudit.scan import scan_project

SECONDS = 0.002
PARTS = (
    ("graph/python/", "following Python code, expression by expression"),
    ("graph/", "the rest of linking: shell code, artifacts, joins, walks over all code"),
    ("parsers/python", "reading Python files"),
    ("parsers/markdown", "reading documents, notebooks and their prose"),
    ("parsers/prose", "reading documents, notebooks and their prose"),
    ("parsers/notebook", "reading documents, notebooks and their prose"),
    ("parsers/documents", "reading documents, notebooks and their prose"),
    ("parsers/", "reading everything else, with the digests of contents"),
    ("reading.py", "reading everything else, with the digests of contents"),
    ("discover/", "listing the tree and asking git"),
    ("judge/", "judging and scoring"),
    ("score/", "judging and scoring"),
    ("gate/", "judging and scoring"),
    ("runbook/", "judging and scoring"),
)
"""(start of a module's path below the package, the part that it belongs to); the first counts."""
_STAGES = ("judge/", "score/", "gate/", "runbook/")


def find_part(frame: FrameType | None) -> str:
    """The part that a stack belongs to: judging where it began there, else by its modules."""
    below = []
    while frame is not None:
        _, found, path = frame.f_code.co_filename.replace("\\", "/").rpartition("/mlaudit/")
        if found:
            below.append(path)
        frame = frame.f_back
    if any(path.startswith(_STAGES) for path in below):
        return "judging and scoring"
    for start, part in PARTS:
        if any(path.startswith(start) for path in below):
            return part
    return "everything else"


def main() -> int:
    """Scan all repositories and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    samples: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        samples[find_part(frame)] += 1

    os.environ["MLAUDIT_JOBS"] = "1"  # other processes have stacks of their own
    trees = sorted(p for p in parser.parse_args().folder.iterdir() if p.is_dir())
    scan_project(trees[0])  # what is loaded once is no part of a scan
    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, SECONDS, SECONDS)
    for tree in trees:
        scan_project(tree)
    signal.setitimer(signal.ITIMER_PROF, 0)
    for part, number in samples.most_common():
        print(f"{number / samples.total():6.1%}  {part}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Scan every repository below a folder and say how it went.

Usage: python tests/benchmarks/corpus.py FOLDER [FOLDER ...] [--graph]

Each direct sub-folder is one repository. Prints for each: exit code, wall seconds of the whole
process, files, steps, accesses resolved and not, unread files, deliverables, score, and the number
of findings of the default profile; then the totals and the findings of each rule. With --graph
`mlaudit graph` runs as well and its exit code is shown. Ends with 1 if anything failed inside.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

SUMMED = ("files", "steps", "resolved", "unresolved")
HEAD = f"{'repository':44} exit    s files steps resolved unresolved unread deliv score findings"


def run(words: list[str]) -> tuple[int, str, float]:
    """Exit code, output and wall seconds of one run of mlaudit."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "mlaudit", *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, time.perf_counter() - started


def describe(name: str, code: int, seconds: float, report: dict[str, Any]) -> str:
    """One line of the table."""
    stats, score = report["stats"], report["score"]["proven"]
    return (
        f"{name[:44]:44} {code:4} {seconds:4.1f} {stats['files']:5} {stats['steps']:5}"
        f" {stats['resolved']:8} {stats['unresolved']:10} {stats['unread']:6}"
        f" {len(report['deliverables']):5} {'-' if score is None else score:>5}"
        f" {len(report['findings']):8}"
    )


def main() -> int:
    """Scan and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--graph", action="store_true")
    options = parser.parse_args()
    repositories = sorted(p for folder in options.folders for p in folder.iterdir() if p.is_dir())
    rules: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    broken = []
    print(HEAD)
    for root in repositories:
        code, output, seconds = run(["scan", str(root), "--format", "json"])
        if code not in (0, 1, 3):
            broken.append(root.name)
        if code == 3 or not output.startswith("{"):
            continue
        report = json.loads(output)
        rules.update(finding["code"] for finding in report["findings"])
        sums.update({key: report["stats"][key] for key in SUMMED})
        print(describe(root.name, code, seconds, report))
        if options.graph and run(["graph", str(root), "--format", "json"])[0] != 0:
            broken.append(f"{root.name} (graph)")
    print(f"{len(repositories)} repositories, {dict(sums)}, failed inside: {broken or 'none'}")
    print("findings:", ", ".join(f"{code} {number}" for code, number in rules.most_common()))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

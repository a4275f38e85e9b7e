"""How much of the declared pipelines below a folder does mlaudit recover from the code alone?

Usage: python tests/benchmarks/recover.py FOLDER [--system NAME] [--repositories FILE]
       [--verdicts FILE] [-v]

Each direct sub-folder of FOLDER is one repository. Reads what its pipeline files declare, hides
that in a copy, runs `mlaudit graph` on the copy and compares. Runs no code of the repositories.
With verdicts, inferred paths that nothing declares count as right where a person judged that the
step really reads or writes them. Ends with 1 if mlaudit failed on a repository.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.recovery.dvc.system import DvcSystem
from tests.benchmarks.recovery.make.system import MakeSystem
from tests.benchmarks.recovery.measuring import measure
from tests.benchmarks.recovery.repositories import read_repositories
from tests.benchmarks.recovery.snakemake.system import SnakemakeSystem
from tests.benchmarks.recovery.systems import System
from tests.benchmarks.recovery.table import render
from tests.benchmarks.recovery.verdicts import read_verdicts

SYSTEMS: dict[str, System] = {
    "dvc": DvcSystem(),
    "make": MakeSystem(),
    "snakemake": SnakemakeSystem(),
}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--system", choices=sorted(SYSTEMS), default="dvc")
    parser.add_argument("--repositories", type=Path, help="measure only those that a list names")
    parser.add_argument("--verdicts", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="show each path that differs")
    options = parser.parse_args()
    verdicts = read_verdicts(options.verdicts) if options.verdicts else None
    names = read_repositories(options.repositories) if options.repositories else None
    results = measure(options.folder, SYSTEMS[options.system], names)
    for line in render(results, verdicts, verbose=options.verbose):
        print(line)
    return 1 if any(result.error for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())

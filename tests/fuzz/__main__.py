"""`python -m tests.fuzz`: a bounded round of fuzzing, which keeps each new defect in the corpus."""

from __future__ import annotations

import argparse
import resource
import sys

from tests.fuzz.rounds import Report, name_seed, run_round
from tests.fuzz.seeds import keep

_MEMORY = 2 * 1024**3
"""Bytes; what asks for more has failed."""


def main() -> int:
    """Run a round, print what it did, and return whether something failed."""
    reader = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    reader.add_argument("--seconds", type=float, default=600.0, help="how long at most")
    reader.add_argument("--inputs", type=int, default=0, help="how many at most; 0: any number")
    reader.add_argument("--seed", type=int, default=0, help="of the chance")
    options = reader.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    report = run_round(options.seed, inputs=options.inputs, seconds=options.seconds)
    _show(report)
    return 1 if report.failures else 0


def _show(report: Report) -> None:
    print(f"{'parser':28} {'inputs':>8} {'per s':>8} {'slowest s':>10}")
    for name, number in sorted(report.inputs.items()):
        pace = number / max(float(report.seconds[name]), 1e-9)
        print(f"{name:28} {number:8} {pace:8.0f} {report.slowest[name][0]:10.3f}")
    told = f"{report.total:,} inputs, {report.inputs['linking']:,} of them linked"
    print(f"{told}; {len(report.failures)} defects")
    for where, (failure, seed) in report.failures.items():
        print(f"\n{where}\n{failure.told}\nkept as {keep(seed, name_seed(seed))}")


if __name__ == "__main__":
    sys.exit(main())

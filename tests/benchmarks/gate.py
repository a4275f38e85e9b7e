"""Is the gate quiet on harmless edits, and does it name each new undocumented step?

Usage: python tests/benchmarks/gate.py FOLDER [--repositories N] [NAME ...]

Each direct sub-folder is one repository. Of each, today's state is accepted as a baseline; then
every harmless edit is made on its own, and after it a scan must end with 0; then every kind of new
undocumented step is added on its own, and a scan must end with 1, all that is new naming that step.
Repositories without a script that runs are left out. Prints a line for each repository, what went
wrong, and the sums; ends with 1 where something did.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.gatekeeping.harmless import EDITS
from tests.benchmarks.gatekeeping.trial import Outcome, Trial, open_trial
from tests.benchmarks.gatekeeping.undocumented import STEPS, NewStep


def try_edits(trial: Trial) -> Iterator[tuple[str, bool, str]]:
    """(name, whether it went well, what is wrong) of each harmless edit that applies."""
    for name, edit in EDITS.items():
        if edit(trial.root):
            outcome = trial.scan()
            yield name, outcome.code == 0 and not outcome.new, _list_new(outcome)
        trial.restore()


def try_steps(trial: Trial, script: str) -> Iterator[tuple[str, bool, str]]:
    """The same of each kind of new step."""
    for step in STEPS:
        step.add(trial.root, script)
        outcome = trial.scan()
        yield step.name, _is_named(step, outcome), _list_new(outcome) or "nothing new"
        trial.restore()


def _is_named(step: NewStep, outcome: Outcome) -> bool:
    told = [f"{subject} {message}" for _, subject, message in outcome.new]
    named = [any(token in text for token in step.tokens) for text in told]
    return outcome.code == 1 and bool(named) and all(named)


def _list_new(outcome: Outcome) -> str:
    return "; ".join(f"{rule}: {message}" for rule, _, message in outcome.new)


def main() -> int:
    """Try repositories until there are enough."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="repositories; all by default")
    parser.add_argument("--repositories", type=int, default=10, help="how many")
    arguments = parser.parse_args()
    trees = [arguments.folder / n for n in arguments.names] or sorted(arguments.folder.iterdir())
    sums = {"harmless edits": [0, 0], "new steps": [0, 0]}
    tried = 0
    for tree in trees:
        if tried == arguments.repositories or not tree.is_dir():
            continue
        with open_trial(tree) as trial:
            if trial.script is None:
                continue
            tried += 1
            for title, results in (
                ("harmless edits", try_edits(trial)),
                ("new steps", try_steps(trial, trial.script)),
            ):
                _report(tree.name, title, list(results), sums[title])
    for title, (good, total) in sums.items():
        print(f"{title}: {good} of {total} as they should be, {tried} repositories")
    return int(any(good < total for good, total in sums.values()))


def _report(name: str, title: str, results: list[tuple[str, bool, str]], sums: list[int]) -> None:
    good = sum(well for _, well, _ in results)
    sums[0] += good
    sums[1] += len(results)
    print(f"{name}: {title} {good} of {len(results)}", flush=True)
    for what, well, told in results:
        if not well:
            print(f"  {what}: {told}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

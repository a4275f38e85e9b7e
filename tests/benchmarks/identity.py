"""How often a finding that is old is called new, on the histories of real repositories.

Usage: python tests/benchmarks/identity.py CLONE [CLONE ...] [--commits N] [--show]

Each CLONE is a git clone, with a work tree or bare; nothing is written there. Its last N commits
of the first parent (50 unless told) are scanned one after the other, each with the one before it as
the baseline, at every severity and confidence. Of each commit it prints what is new on lines that
the commit has touched, and what is new on others:

- *caused*: the commit touched a file that the finding is about or names (code of its steps, what
  they read, what starts them), or a line that names one of these: a command that is gone, say;
- *false*: it did not.

--show prints each finding of the last two kinds. At the end stand, for each clone and all together,
the share of the findings that were there before and are called new, and the share of the commits
that have such a false alarm.
"""

from __future__ import annotations

import argparse
import posixpath
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mlaudit.cache import Store
from mlaudit.gate.baseline.entries import Baseline, compare, entries_of, identities_of
from mlaudit.gate.selection import Profile
from mlaudit.model.finding import Finding
from mlaudit.model.graph import Workflow
from mlaudit.model.report import ScanResult
from mlaudit.scan import scan_project

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.histories import Change, WorkTree, compare_commits, list_commits

_SHORTEST = 4
"""Letters; shorter names of files stand in other words."""
HEAD = (
    f"{'repository':44} {'commits':>7} {'findings':>8} {'new':>6} {'caused':>6} {'false':>5} "
    f"{'of old':>8} {'commits with':>12}"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One commit beside the one before it.

    Attributes:
        commit: its name.
        kept: findings that the baseline accounts for.
        touched, caused, false: those that are new, of each kind.
    """

    commit: str
    kept: int
    touched: tuple[Finding, ...]
    caused: tuple[Finding, ...]
    false: tuple[Finding, ...]


def main() -> int:
    """Replay and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clones", nargs="+", type=Path)
    parser.add_argument("--commits", type=int, default=50)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    everything: list[Step] = []
    lines = []
    for clone in options.clones:
        steps = []
        for step in replay(clone, options.commits):
            steps.append(step)
            for line in describe_step(step, options.show):
                print(line, flush=True)
        lines.append(summarise(name_of(clone), steps))
        everything.extend(steps)
    lines.append(summarise("all together", everything))
    print("\n".join([HEAD, *lines]))
    return 0


def name_of(clone: Path) -> str:
    """What to call a clone: its folder, or the one around a folder that is called as any other."""
    resolved = clone.resolve()
    return resolved.parent.name if resolved.name in ("repo", ".git") else resolved.name


def replay(clone: Path, commits: int) -> Iterator[Step]:
    """Scan the last commits of a clone; gives one step for each but the first."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "tree"
        root.mkdir()
        tree = WorkTree(clone, root)
        store = Store(Path(folder) / "cache")
        parent = ""
        before: tuple[Finding, ...] = ()
        for commit in list_commits(clone, commits + 1):
            tree.move_to(commit)
            result = scan_project(root, store=store)
            if parent:
                baseline = Baseline(entries_of(identities_of(before)))
                yield judge(result, baseline, compare_commits(root, parent, commit))
            parent, before = commit, result.findings


def judge(result: ScanResult, baseline: Baseline, change: Change) -> Step:
    """The findings of a commit by what made them new."""
    new = set(compare(result, result.findings, baseline).new)
    found = [finding for finding in result.findings if not new.isdisjoint(finding.identities)]
    untouched = [finding for finding in found if change.leaves(finding.place)]
    caused = tuple(finding for finding in untouched if is_caused(finding, result, change))
    return Step(
        commit=change.commit,
        kept=len(result.findings) - len(found),
        touched=tuple(finding for finding in found if finding not in untouched),
        caused=caused,
        false=tuple(finding for finding in untouched if finding not in caused),
    )


def is_caused(finding: Finding, result: ScanResult, change: Change) -> bool:
    """Did the commit touch a file that the finding is about or names, or a line that names one?"""
    files = {finding.place.path} | {evidence.place.path for evidence in finding.evidence}
    for id_ in (finding.subject, *finding.about):
        files |= {id_, *list_files(id_, result.workflow)}
    named = any(path in finding.message for path in change.touched)
    names = {posixpath.basename(file) for file in files}
    told = any(len(name) > _SHORTEST and name in change.words for name in names)
    return not files.isdisjoint(change.touched) or named or told


def list_files(id_: str, workflow: Workflow) -> Iterator[str]:
    """The code of a step and what it imports, what it reads, and what starts it."""
    step = workflow.step_by_id.get(id_)
    if step is not None:
        yield from (step.path, *step.runs, *step.imported)
        yield from (access.artifact for access in step.reads)
        yield from (invocation.place.path for invocation in workflow.invokers.get(id_, ()))


def describe_step(step: Step, show: bool) -> Iterator[str]:
    """A line for a commit with something new, and one for each finding on a line of old."""
    if step.touched or step.caused or step.false:
        counts = f"{len(step.touched)} touched, {len(step.caused)} caused, {len(step.false)} false"
        yield f"{step.commit[:12]}  {step.kept} old, {counts}"
    for kind, findings in (("caused", step.caused), ("false", step.false)):
        for finding in findings if show else ():
            code, path, scope, subject = finding.identity
            sure = "" if Profile.DEFAULT.shows(finding) else " (hidden)"
            yield f"  {kind}{sure} {code} {path} [{scope}] {subject}: {finding.message[:160]}"


def summarise(name: str, steps: list[Step]) -> str:
    """One line of the table."""
    kept = sum(step.kept for step in steps)
    new = sum(len(step.touched) for step in steps)
    caused = sum(len(step.caused) for step in steps)
    false = sum(len(step.false) for step in steps)
    alarms = sum(bool(step.false) for step in steps)
    share = 100 * false / (kept + false) if kept + false else 0.0
    commits = 100 * alarms / len(steps) if steps else 0.0
    return (
        f"{name[:44]:44} {len(steps):7} {kept + false:8} {new:6} {caused:6} {false:5} "
        f"{share:6.2f} % {commits:10.1f} %"
    )


if __name__ == "__main__":
    sys.exit(main())

"""How many of the findings of each rule are true, by reading the code.

Usage: python tests/benchmarks/precision.py FOLDER [--judgements FILE] [--rule SLUG] [--unjudged]
    [--write]

FOLDER holds work trees of repositories, each in a folder `owner+name`. Every line of the
judgements is a finding that a person has read: is it true, false, or true but of no use? Prints for
each rule the findings at the default profile and what was judged of them, then the same over all
profiles. --unjudged lists the findings that nobody has read, --write writes the table into
docs/accuracy.md. Ends with 1 where a finding that was judged false is shown at the default profile
(those with `"shown": true` are known to be, and count as false), or one that was judged true is
found no more.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mlaudit.gate.selection import Profile
from mlaudit.model.finding import Finding
from mlaudit.scan import scan_project
from tests.benchmarks.recovery.page import render_figures, replace_part

JUDGEMENTS = Path(__file__).parent / "judgements.jsonl"
PAGE = Path(__file__).parents[2] / "docs" / "accuracy.md"
PART = "precision"
"""The part of the page that holds the table."""
VERDICTS = ("true", "useless", "false")
HEAD = f"{'rule':34} {'shown':>5} {'true':>5} {'useless':>7} {'false':>5} {'precision':>9}   all"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of one finding.

    Attributes:
        rule: its slug.
        repository: the folder of the work tree.
        fingerprint: of the finding.
        verdict: "true", "useless" (true, but of no use) or "false".
        reason: why, with a place.
        shown: a false one that is shown all the same, as is known; the table counts it as false.
    """

    rule: str
    repository: str
    fingerprint: str
    verdict: str
    reason: str
    shown: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells the finding from all others."""
        return self.repository, self.fingerprint


class JudgementError(Exception):
    """A line of the judgements cannot be used; the message says which and why."""


def read_judgements(file: Path) -> Iterator[Judgement]:
    """The judgements of a file, one JSON object a line.

    Raises:
        JudgementError: a line is no object with the five texts, or has another verdict.
    """
    names = ("rule", "repository", "identity", "verdict", "reason")
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found = json.loads(line)
            rule, repository, identity, verdict, reason = (str(found[name]) for name in names)
            known = "shown" in found and bool(found["shown"])
            judgement = Judgement(rule, repository, identity, verdict, reason, known)
        except (ValueError, KeyError, TypeError) as error:
            raise JudgementError(f"{file}:{number}: {type(error).__name__}: {error}") from error
        if judgement.verdict not in VERDICTS:
            raise JudgementError(f"{file}:{number}: the verdict is {judgement.verdict!r}")
        yield judgement


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--judgements", type=Path, default=JUDGEMENTS)
    parser.add_argument("--rule", default="")
    parser.add_argument("--unjudged", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    judged = {j.key: j for j in read_judgements(options.judgements)}
    found = dict(find_all(options.folder, options.rule))
    table = "\n".join(render(found, judged))
    print(table)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        lines = render_figures(table.splitlines())
        PAGE.write_text(replace_part(page, PART, lines), encoding="utf-8")
    if options.unjudged:
        print("\n".join(list_unjudged(found, judged)))
    faults = list(find_faults(found, judged, options.rule))
    print("\n".join(faults) or "no judged finding came back or was lost")
    return 1 if faults else 0


def find_all(folder: Path, rule: str = "") -> Iterator[tuple[tuple[str, str], Finding]]:
    """Every finding by repository and fingerprint."""
    for root in sorted(path for path in folder.iterdir() if path.is_dir()):
        for finding in scan_project(root).findings:
            if rule in ("", finding.rule):
                yield (root.name, finding.fingerprint), finding


def render(
    found: Mapping[tuple[str, str], Finding], judged: Mapping[tuple[str, str], Judgement]
) -> Iterator[str]:
    """The table: a line a rule, and one for all of them."""
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    every: dict[str, Counter[str]] = defaultdict(Counter)
    for key, finding in found.items():
        verdict = judged[key].verdict if key in judged else "unjudged"
        for rule in (finding.rule, "all rules"):
            every[rule][verdict] += 1
            if Profile.DEFAULT.shows(finding):
                shown[rule][verdict] += 1
    yield HEAD
    for rule in sorted(every, key=lambda rule: (rule == "all rules", rule)):
        yield f"{describe(rule, shown[rule])}   {describe('', every[rule]).lstrip()}"


def describe(rule: str, counts: Mapping[str, int]) -> str:
    """Numbers of findings by verdict, and the share of true ones among those that were read."""
    read = sum(counts.get(verdict, 0) for verdict in VERDICTS)
    right = counts.get("true", 0) + counts.get("useless", 0)
    share = f"{100 * right / read:.1f} %" if read else "-"
    total = sum(counts.values())
    return (
        f"{rule:34} {total:5} {counts.get('true', 0):5} {counts.get('useless', 0):7}"
        f" {counts.get('false', 0):5} {share:>9}"
    )


def list_unjudged(
    found: Mapping[tuple[str, str], Finding], judged: Iterable[tuple[str, str]]
) -> Iterator[str]:
    """The findings that nobody has read, those of the default profile first."""
    left = [(key, finding) for key, finding in found.items() if key not in set(judged)]
    left.sort(key=lambda pair: (not Profile.DEFAULT.shows(pair[1]), pair[1].rule, pair[0]))
    for (repository, fingerprint), finding in left:
        yield f"{finding.rule} {repository} {fingerprint} {finding.place} {finding.message}"


def find_faults(
    found: Mapping[tuple[str, str], Finding],
    judged: Mapping[tuple[str, str], Judgement],
    rule: str = "",
) -> Iterator[str]:
    """False findings that are shown, and true ones that are found no more."""
    for key, judgement in sorted(judged.items()):
        if rule not in ("", judgement.rule):
            continue
        finding = found.get(key)
        where = f"{judgement.rule} in {judgement.repository} ({judgement.reason})"
        shown = finding is not None and Profile.DEFAULT.shows(finding)
        if judgement.verdict == "false" and shown and not judgement.shown:
            yield f"judged false, but shown: {where}"
        if judgement.verdict == "true" and finding is None:
            yield f"judged true, but lost: {where}"


if __name__ == "__main__":
    sys.exit(main())

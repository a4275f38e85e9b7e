"""Which of the manual steps that people left in public repositories are found.

Usage: python tests/benchmarks/remarks.py FOLDER [--remarks FILE] [--write]

FOLDER holds work trees of repositories, each in a folder `owner+name`. Every line of the remarks
is a manual step that a person saw when reading a repository, before anything was scanned, with the
rule and the subject of the finding that shows it, or with the reason why none does. Prints a line
for each remark, --write makes docs/remarks.md. Ends with 1 where a remark that counts as found is
not shown at the default profile.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mlaudit.gate.selection import Profile
from mlaudit.scan import scan_project

REMARKS = Path(__file__).parent / "remarks.jsonl"
PAGE = Path(__file__).parents[2] / "docs" / "remarks.md"
INTRODUCTION = """# Which manual steps are found

`python tests/benchmarks/remarks.py FOLDER --write` prints this list and writes this page. FOLDER
holds the work trees that tests/benchmarks/repositories/corpus.tsv lists, with their commits.

When these repositories were chosen, a person who read them noted what stood out, before any tool
had seen them. Those notes that name a step which somebody must do or know, and which the files bear
out, are the lines of tests/benchmarks/remarks.jsonl. A step is found where the default profile
shows a finding of the named rule about the named subject; otherwise the reason stands beside it.
The rules were mended on the same repositories, so this says what they can see, not how much they
see elsewhere.

"""
Shown = tuple[str, str, str]
"""Repository, rule and subject of a finding at the default profile."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A manual step that a person saw in a repository.

    Attributes:
        repository: the folder of the work tree.
        text: what must be done or known by hand.
        rule, subject: of the finding that shows it; "" where none does.
        absent: why no finding shows it, "" where one does.
    """

    repository: str
    text: str
    rule: str = ""
    subject: str = ""
    absent: str = ""

    @property
    def key(self) -> Shown:
        """What tells the finding from all others."""
        return self.repository, self.rule, self.subject


class RemarkError(Exception):
    """A line of the remarks cannot be used; the message says which and why."""


def read_remarks(file: Path) -> Iterator[Remark]:
    """The remarks of a file, one JSON object a line.

    Raises:
        RemarkError: a line is no object with the texts, or names neither a finding nor a reason.
    """
    names = ("rule", "subject", "absent")
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found = json.loads(line)
            texts = {name: str(found.get(name, "")) for name in names}
            remark = Remark(str(found["repository"]), str(found["remark"]), **texts)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RemarkError(f"{file}:{number}: {type(error).__name__}: {error}") from error
        if bool(remark.absent) == bool(remark.rule and remark.subject):
            raise RemarkError(f"{file}:{number}: either a finding or a reason for its absence")
        yield remark


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--remarks", type=Path, default=REMARKS)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    remarks = list(read_remarks(options.remarks))
    shown = set(find_shown(options.folder, {remark.repository for remark in remarks}))
    page = "\n".join(render(remarks, shown))
    print(page)
    if options.write:
        PAGE.write_text(f"{INTRODUCTION}{page}\n", encoding="utf-8")
    faults = list(find_faults(remarks, shown))
    print("\n".join(faults) or "every remark that counts as found is shown")
    return 1 if faults else 0


def find_shown(folder: Path, repositories: Iterable[str]) -> Iterator[Shown]:
    """What the default profile shows of some repositories; one that is missing shows nothing."""
    for name in sorted(repositories):
        if not (folder / name).is_dir():
            continue
        for finding in scan_project(folder / name).findings:
            if Profile.DEFAULT.shows(finding):
                yield name, finding.rule, finding.subject


def render(remarks: Iterable[Remark], shown: set[Shown]) -> Iterator[str]:
    """How many are found, then those that are and those that are not, as Markdown."""
    known = sorted(remarks, key=lambda remark: (remark.repository.lower(), remark.text))
    found = [remark for remark in known if remark.key in shown]
    yield f"{len(found)} of {len(known)} remarks are found."
    yield "\n## Found\n"
    for remark in found:
        yield f"- {name_of(remark)}: {remark.text} ({remark.rule}, `{remark.subject}`)"
    yield "\n## Not found\n"
    for remark in known:
        if remark.key not in shown:
            yield f"- {name_of(remark)}: {remark.text}. {remark.absent or 'No longer found.'}"


def name_of(remark: Remark) -> str:
    """The repository as its address names it."""
    return remark.repository.replace("+", "/", 1)


def find_faults(remarks: Iterable[Remark], shown: set[Shown]) -> Iterator[str]:
    """Remarks that count as found and are not shown."""
    for remark in remarks:
        if remark.rule and remark.key not in shown:
            yield f"not shown: {remark.rule} in {remark.repository} about {remark.subject}"


if __name__ == "__main__":
    sys.exit(main())

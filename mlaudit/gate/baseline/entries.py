"""The entries of a baseline, and what becomes of them when a project is scanned again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mlaudit.gate.matching import Identity, Matching, Names, match
from mlaudit.model.finding import Finding
from mlaudit.model.immutable import immutable
from mlaudit.model.report import ScanResult


@immutable
class Entry:
    """One identity that was accepted.

    Attributes:
        rule: code of the rule.
        path, scope, subject: of the finding or of one of its parts.
        count: how many have this identity.
    """

    rule: str
    path: str
    scope: str
    subject: str
    count: int = 1

    @property
    def identity(self) -> Identity:
        """What findings are compared with."""
        return (self.rule, self.path, self.scope, self.subject)

    @property
    def sort_key(self) -> tuple[str, str, str, str]:
        """Order by path, then rule."""
        return (self.path, self.rule, self.scope, self.subject)


@immutable
class Baseline:
    """What was accepted.

    Attributes:
        entries: sorted, each identity once.
        name: of its file as a person typed it, "" where there is none.
        folder: the scanned directory as seen from the one that paths are relative to, "" where
            they are the same.
        origin: what the entries were before, in words.
    """

    entries: tuple[Entry, ...] = ()
    name: str = ""
    folder: str = ""
    origin: str = "the baseline"


@immutable
class Comparison:
    """A baseline beside the findings of today.

    Attributes:
        new: identities that no entry accounts for, one for each.
        kept: identities of today that entries account for, as they are today.
        stale: entries, with the count, that nothing accounts for any more.
        outside: entries of what this scan has not seen: other folders, unread files, and rules
            that failed, are switched off or come with a plugin that is not there.
    """

    new: tuple[Identity, ...]
    kept: tuple[Identity, ...]
    stale: tuple[Entry, ...]
    outside: tuple[Entry, ...]


def entries_of(identities: Iterable[Identity]) -> tuple[Entry, ...]:
    """The entries for a multiset of identities, sorted."""
    counts = Counter(identities)
    found = (Entry(*identity, count=number) for identity, number in counts.items())
    return tuple(sorted(found, key=lambda entry: entry.sort_key))


def identities_of(findings: Iterable[Finding], folder: str = "") -> list[Identity]:
    """All identities of findings, with paths as seen from above a folder."""
    return [move(identity, folder) for finding in findings for identity in finding.identities]


def move(identity: Identity, folder: str) -> Identity:
    """An identity of a scanned folder as the project around it calls it."""
    code, path, scope, subject = identity
    return (code, f"{folder}/{path}" if folder else path, scope, subject)


def compare(result: ScanResult, findings: Iterable[Finding], baseline: Baseline) -> Comparison:
    """Match findings of a scan with a baseline.

    Args:
        result: of the scan; tells what it has not seen.
        findings: those that count.
        baseline: what was accepted.
    """
    seen, outside = _divide(result, baseline)
    present = identities_of(findings, baseline.folder)
    former = [entry.identity for entry in seen for _ in range(entry.count)]
    workflow = result.workflow
    names = Names(workflow.artifact_by_id, workflow.project.by_path)
    matching = match(present, former, names)
    return Comparison(
        new=tuple(present[index] for index in matching.new),
        kept=tuple(present[index] for index, _ in matching.pairs),
        stale=_list_stale(former, matching),
        outside=outside,
    )


def _list_stale(former: list[Identity], matching: Matching) -> tuple[Entry, ...]:
    return entries_of(former[index] for index in matching.gone)


def _divide(result: ScanResult, baseline: Baseline) -> tuple[list[Entry], tuple[Entry, ...]]:
    """The entries of what a scan has seen, and the others."""
    project = result.workflow.project
    hidden = {skipped.path for skipped in project.skipped}
    hidden |= {problem.place.path for problem in result.workflow.problems if problem.whole}
    seen, outside = [], []
    for entry in baseline.entries:
        inside = _inside(entry.path, baseline.folder)
        if inside is None or entry.rule not in result.applied or _lies_in(inside, hidden):
            outside.append(entry)
        else:
            seen.append(entry)
    return seen, tuple(outside)


def _inside(path: str, folder: str) -> str | None:
    """A path as seen from a folder, or None where it lies elsewhere."""
    if not folder:
        return path
    return path.removeprefix(folder + "/") if path.startswith(folder + "/") else None


def _lies_in(path: str, folders: set[str]) -> bool:
    parts = path.split("/")
    return any("/".join(parts[: size + 1]) in folders for size in range(len(parts)))

"""Sets aside what notes say is no problem, and finds out which notes are of no use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mlaudit.gate.selection import explain_unknown
from mlaudit.judge.identity import fingerprint_of
from mlaudit.judge.judgement import Judgement
from mlaudit.judge.rule import Rule
from mlaudit.model.finding import Finding
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.suppression import Suppression


def set_aside(
    notes: Sequence[Suppression], judgement: Judgement, rules: Sequence[Rule]
) -> tuple[tuple[Finding, ...], tuple[Suppression, ...]]:
    """The findings, with the status "ignored" where notes cover them, and what became of the notes.

    Of a finding that holds in several places a note takes its own place away, no more. The notes
    tell which of their names are unknown and which of them are of no use.

    Args:
        notes: of all files and of the configuration.
        judgement: what the rules say.
        rules: all that are installed, which notes may name.
    """
    known = _Names(rules, judgement.applied)
    placed = _Notes(notes, known)
    findings = tuple(map(placed.apply_to, judgement.findings))
    used = placed.list_used((*judgement.findings, *judgement.beaten))
    return findings, tuple(known.look_at(note, used[note]) for note in notes)


class _Names:
    """What the names in notes stand for.

    Args:
        rules: all that are installed.
        applied: codes of those that were applied to the end.
    """

    def __init__(self, rules: Iterable[Rule], applied: frozenset[str]) -> None:
        self._applied = applied
        self._codes: dict[str, set[str]] = defaultdict(set)
        for rule in rules:
            for name in rule.names:
                # What late rules say cannot be set aside.
                self._codes[name].update(() if rule.late else (rule.code,))

    def codes_of(self, name: str) -> set[str]:
        """The codes of the rules that a name stands for."""
        return self._codes.get(name.casefold(), set())

    def look_at(self, note: Suppression, used: set[str]) -> Suppression:
        """The note with those of its names that are unknown or of no use; `used` are codes."""
        unknown = tuple((name, why) for name in note.names if (why := self._explain(name)))
        unused = tuple(
            name
            for name in note.names
            if note.judged
            and (codes := self.codes_of(name))
            and codes.isdisjoint(used)
            and codes <= self._applied
        )
        return replace(note, unknown=unknown, unused=unused)

    def _explain(self, name: str) -> str:
        if self.codes_of(name):
            return ""
        if name.casefold() in self._codes:
            return f"what {name} finds cannot be ignored"
        return explain_unknown(name, sorted(self._codes))


@immutable
class _Note:
    note: Suppression
    codes: frozenset[str]


class _Notes:
    """The notes of all files, to be asked by place."""

    def __init__(self, notes: Iterable[Suppression], known: _Names) -> None:
        self._by_path: dict[str, list[_Note]] = defaultdict(list)
        for note in notes:
            codes = frozenset().union(*map(known.codes_of, note.names))
            for path in note.files:
                self._by_path[path].append(_Note(note, codes))

    def find(self, code: str, place: Place) -> list[Suppression]:
        """The notes that set aside what the rule of a code finds at a place."""
        return [
            each.note
            for each in self._by_path.get(place.path, ())
            if code in each.codes and each.note.covers(place)
        ]

    def list_used(self, findings: Iterable[Finding]) -> dict[Suppression, set[str]]:
        """The codes of what each note covers."""
        used: dict[Suppression, set[str]] = defaultdict(set)
        for finding in findings:
            for place in finding.places:
                for note in self.find(finding.code, place):
                    used[note].add(finding.code)
        return used

    def apply_to(self, finding: Finding) -> Finding:
        """The finding without the places that notes cover, or ignored where none is left."""
        notes = {place: self.find(finding.code, place) for place in finding.places}
        covered = {place for place, found in notes.items() if found}
        left = [place for place in finding.places if place not in covered]
        if not covered:
            return finding
        if not left:
            reasons = dict.fromkeys(note.reason for found in notes.values() for note in found)
            return replace(finding, status="ignored", reason="; ".join(filter(None, reasons)))
        return _move(finding, left, covered)


def _move(finding: Finding, places: Sequence[Place], covered: set[Place]) -> Finding:
    """The finding as it holds in some of its places, without the parts that show in no other.

    Its message names the file of the first place.
    """
    first = places[0]
    own = re.compile(rf"(?<![\w/.-]){re.escape(finding.place.path)}(?![\w/-])")
    return replace(
        finding,
        place=first,
        also=tuple(places[1:]),
        parts=tuple(p for p in finding.parts if not p.places or not covered.issuperset(p.places)),
        message=own.sub(lambda _: first.path, finding.message),
        evidence=tuple(e for e in finding.evidence if e.place not in (*covered, first)),
        fingerprint=fingerprint_of(finding.code, first.path, finding.scope, finding.subject),
    )

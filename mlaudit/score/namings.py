"""Which of many findings name a step or an artifact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mlaudit.model.finding import Finding


class Namings:
    """Findings by what they name; a folder that is named stands for the files in it.

    All answers are numbers of findings, ascending.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_folder: dict[str, set[int]] = defaultdict(set)
        for number, finding in enumerate(findings):
            for name in (finding.subject, *finding.about):
                self._by_name[name].add(number)
                if name and "://" not in name:
                    self._by_folder[name.rstrip("/")].add(number)

    def find_all(self, ids: Iterable[str]) -> list[int]:
        """The findings that name every one of the steps and artifacts."""
        return sorted(set.intersection(*map(self._find, ids)))

    def find_any(self, ids: Iterable[str]) -> list[int]:
        """The findings that name one of them."""
        return sorted(set[int]().union(*map(self._find, ids)))

    def _find(self, id_: str) -> set[int]:
        found = set(self._by_name.get(id_, ()))
        for end, letter in enumerate(id_):
            if letter == "/":
                found.update(self._by_folder.get(id_[:end], ()))
        return found

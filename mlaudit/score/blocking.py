"""Which finding explains why an obligation is not fulfilled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mlaudit.model.assessment import Action
from mlaudit.model.finding import Finding
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence
from mlaudit.score.demand import Question
from mlaudit.score.documented import Blocked, raise_documented
from mlaudit.score.namings import Namings

_UNEXPLAINED = "no sure finding holds it against the project"
_SURE = frozenset({Confidence.HIGH, Confidence.MEDIUM})


class FindingIndex:
    """Finds the findings that name given steps and artifacts.

    Args:
        workflow: to tell which sub-project a finding stands in.
        findings: in any order; the answers do not depend on it.
    """

    def __init__(self, workflow: Workflow, findings: Iterable[Finding]) -> None:
        self._project = workflow.project
        self._steps = workflow.step_by_id
        self._findings = tuple(findings)
        self._by_code: dict[str, list[int]] = defaultdict(list)
        order = sorted(range(len(self._findings)), key=lambda i: _sort_key(self._findings[i]))
        for index in order:
            self._by_code[self._findings[index].code].append(index)
        self._namings = {
            code: Namings([self._findings[index] for index in indices])
            for code, indices in self._by_code.items()
        }

    def block_all(self, questions: Sequence[Question]) -> tuple[Blocked, ...]:
        """The obligations as they count, those that are left out not among them."""
        found = [(q, blocked) for q in questions if (blocked := self.block(q)) is not None]
        return raise_documented(found)

    def block(self, question: Question) -> Blocked | None:
        """The obligation as it counts, or None where it is left out.

        A deficient obligation that no sure finding explains counts as fulfilled: what no rule
        can state, the score does not hold against anybody.
        """
        obligation = question.obligation
        if obligation.proven >= 1 and obligation.optimistic >= 1:
            return Blocked(obligation, None)
        index = self._find_blocking(question)
        if index is None:
            if question.passing:
                return None
            rung = f"{obligation.rung} ({_UNEXPLAINED})"
            return Blocked(replace(obligation, proven=1.0, optimistic=1.0, rung=rung), None)
        finding = self._findings[index]
        obligation = replace(obligation, finding=finding.fingerprint)
        return Blocked(obligation, index, finding.status == "documented")

    def _find_blocking(self, question: Question) -> int | None:
        for code in question.obligation.codes:
            for index in self._list_concerned(code, question):
                finding = self._findings[index]
                if finding.confidence in _SURE and finding.status != "ignored":
                    return index
        return None

    def _list_concerned(self, code: str, question: Question) -> Iterable[int]:
        about, indices = question.obligation.about, self._by_code.get(code, [])
        if question.whole:
            return (i for i in indices if self._concerns_any(self._findings[i], about))
        if not indices or not about:
            return indices
        return [indices[number] for number in self._namings[code].find_all(about)]

    def _concerns_any(self, finding: Finding, about: Iterable[str]) -> bool:
        """Does it name one of the ids, or else stand in a sub-project of theirs or at the root?"""
        named = [id_ for id_ in (finding.subject, *finding.about) if id_ in self._steps]
        if named:
            return not set(named).isdisjoint(about)
        home = self._project.subproject_of(finding.place.path)
        steps = [self._steps[id_] for id_ in about]
        paths = {path for step in steps for path in (step.path, *step.runs)}
        homes = {self._project.subproject_of(path) for path in paths}
        return home in homes or home == "."

    def find_for(self, action: Action) -> tuple[Finding, ...]:
        """The findings that explain an action, in the order of its codes."""
        found = (self._findings[i] for c in action.codes for i in self._list_explaining(c, action))
        return tuple(f for f in found if f.fingerprint and f.status != "ignored")

    def _list_explaining(self, code: str, action: Action) -> Iterable[int]:
        indices = self._by_code.get(code, [])
        if action.kind == "prepare":
            steps = _steps_of(action, self._steps)
            return (i for i in indices if self._concerns_any(self._findings[i], steps))
        if not indices:
            return ()
        return [indices[number] for number in self._namings[code].find_any(action.about)]


def _steps_of(action: Action, known: Iterable[str]) -> list[str]:
    return [id_ for id_ in action.about if id_ in known]


def _sort_key(finding: Finding) -> tuple[object, ...]:
    return (finding.place.sort_key, finding.identity, finding.about, finding.fingerprint)

"""Compare what is declared with what is inferred, step by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.benchmarks.recovery.inference import InferredStep, InferredSteps
from tests.benchmarks.recovery.paths import confirms, is_outside, is_parameters
from tests.benchmarks.recovery.systems import DeclaredStep
from tests.benchmarks.recovery.verdicts import Subject, Verdicts

VARIANTS = 3


@dataclass(slots=True)
class Comparison:
    """The counts for one repository, and what lies behind them.

    `missed` are declared paths that nothing recovers; `unconfirmed` are inferred paths that
    nothing declares, once for each variant of their step. `left_out` counts the steps that are not
    measured, by reason.
    """

    repository: str
    steps: int = 0
    reads: int = 0
    reads_recovered: int = 0
    writes: int = 0
    writes_recovered: int = 0
    inferred: int = 0
    missed: list[Subject] = field(default_factory=list)
    unconfirmed: list[Subject] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    error: str = ""

    @property
    def recovered_share(self) -> float | None:
        """The share of declared paths recovered; None where nothing is declared."""
        declared = self.reads + self.writes
        return (self.reads_recovered + self.writes_recovered) / declared if declared else None

    @property
    def confirmed(self) -> int:
        """How many inferred paths a declaration confirms."""
        return self.inferred - len(self.unconfirmed)

    def count_right(self, verdicts: Verdicts) -> int:
        """How many inferred paths are confirmed or judged right."""
        found = (verdicts.get(subject) for subject in self.unconfirmed)
        judged = sum(verdict is not None and verdict.judgement.right for verdict in found)
        return self.confirmed + judged


def keep_few_variants(steps: Iterable[DeclaredStep]) -> Iterator[DeclaredStep]:
    """The first three variants of each step, so that no loop decides the figures."""
    seen: Counter[tuple[str, str]] = Counter()
    for step in steps:
        seen[step.path, step.template] += 1
        if seen[step.path, step.template] <= VARIANTS:
            yield step


def compare(
    repository: str, declared: Iterable[DeclaredStep], inferred: InferredSteps
) -> Comparison:
    """The counts of one repository."""
    result = Comparison(repository)
    for step in declared:
        guess = inferred.get((step.path, step.name)) or inferred.get((step.path, step.template))
        _compare_step(result, step, guess or InferredStep())
    return result


def _compare_step(result: Comparison, step: DeclaredStep, guess: InferredStep) -> None:
    result.steps += 1
    missed_reads = _list_missed(step.reads, guess.reads)
    missed_writes = _list_missed(step.writes, guess.writes)
    result.reads += len(step.reads)
    result.reads_recovered += len(step.reads) - len(missed_reads)
    result.writes += len(step.writes)
    result.writes_recovered += len(step.writes) - len(missed_writes)
    place = f"{step.path}:{step.template}"
    result.missed += _name(result.repository, place, missed_reads, missed_writes)
    reads = [
        path
        for path in guess.reads
        if not is_outside(path) and (step.judges_parameters or not is_parameters(path))
    ]
    writes = [path for path in guess.writes if not is_outside(path)]
    # What a step wrote it may read again, so that reads need all writes to be judged.
    reads = reads if step.judges_reads and step.judges_writes else []
    writes = writes if step.judges_writes else []
    result.inferred += len(reads) + len(writes)
    # A step may read again what it wrote: its outputs confirm reads as well.
    declared_writes = step.writes + step.further_writes
    made_up_reads = _list_unconfirmed(reads, step.reads + declared_writes)
    made_up_writes = _list_unconfirmed(writes, declared_writes)
    result.unconfirmed += _name(result.repository, place, made_up_reads, made_up_writes)


def _list_missed(declared: Iterable[str], inferred: Iterable[str]) -> list[str]:
    return [path for path in declared if not any(confirms(path, guess) for guess in inferred)]


def _list_unconfirmed(inferred: Iterable[str], declared: Iterable[str]) -> list[str]:
    return [guess for guess in inferred if not any(confirms(path, guess) for path in declared)]


def _name(
    repository: str, place: str, reads: Iterable[str], writes: Iterable[str]
) -> Iterator[Subject]:
    for direction, paths in (("reads", reads), ("writes", writes)):
        for path in paths:
            yield Subject(repository, place, direction, path)

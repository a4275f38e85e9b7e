"""The comparisons as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tests.benchmarks.recovery.comparing import Comparison
from tests.benchmarks.recovery.verdicts import Subject, Verdicts

WIDTH = 44
LABEL = 25
HEAD = f"{'repository':{WIDTH}} steps     reads    writes confirmed     right"


def render(
    results: list[Comparison], verdicts: Verdicts | None, *, verbose: bool = False
) -> Iterator[str]:
    """The lines of the table, the totals, and what the verdicts no longer fit."""
    judged = verdicts or {}
    yield HEAD
    for result in (each for each in results if each.steps):
        yield _render_row(result, judged)
        if verbose:
            yield from _render_details(result, judged)
    yield from _render_totals(results)
    if verdicts is not None:
        yield from _render_verdicts(results, verdicts)


def _render_row(result: Comparison, verdicts: Verdicts) -> str:
    cells = (
        (result.reads_recovered, result.reads),
        (result.writes_recovered, result.writes),
        (result.confirmed, result.inferred),
        (result.count_right(verdicts), result.inferred),
    )
    numbers = " ".join(f"{part:>4}/{whole:<4}" for part, whole in cells)
    return f"{result.repository[:WIDTH]:{WIDTH}} {result.steps:5} {numbers} {result.error}".rstrip()


def _render_details(result: Comparison, verdicts: Verdicts) -> Iterator[str]:
    for subject in result.missed:
        yield f"    missed      {_describe(subject)}"
    for subject, count in Counter(result.unconfirmed).items():
        verdict = verdicts.get(subject)
        word = verdict.judgement if verdict else "unconfirmed"
        times = f" (in {count} variants)" if count > 1 else ""
        yield f"    {word:11} {_describe(subject)}{times}"


def _render_totals(results: list[Comparison]) -> Iterator[str]:
    reads, writes = sum(r.reads for r in results), sum(r.writes for r in results)
    reads_recovered = sum(result.reads_recovered for result in results)
    writes_recovered = sum(result.writes_recovered for result in results)
    shares = [share for result in results if (share := result.recovered_share) is not None]
    inferred = sum(result.inferred for result in results)
    steps = sum(result.steps for result in results)
    errors = sum(bool(result.error) for result in results)
    repositories = sum(bool(result.steps) for result in results)
    yield f"{repositories} repositories, {steps} steps, {errors} errors"
    left_out = sum((result.left_out for result in results), Counter[str]())
    for reason, count in left_out.most_common():
        yield f"left out: {count} ({reason})"
    yield _render_share("reads recovered", reads_recovered, reads)
    yield _render_share("writes recovered", writes_recovered, writes)
    recovered = reads_recovered + writes_recovered
    yield _render_share("recovered, overall", recovered, reads + writes)
    yield f"{'recovered, per repository':{LABEL}} {'':11} {_percent(sum(shares), len(shares))}"
    yield _render_share("inferred, confirmed", sum(r.confirmed for r in results), inferred)


def _render_verdicts(results: list[Comparison], verdicts: Verdicts) -> Iterator[str]:
    inferred = sum(result.inferred for result in results)
    right = sum(result.count_right(verdicts) for result in results)
    yield _render_share("confirmed or judged right", right, inferred)
    found = {subject for result in results for subject in result.unconfirmed}
    yield from _list_subjects("without a verdict, counted as not right", found - verdicts.keys())
    measured = {result.repository for result in results}
    stale = {subject for subject in verdicts.keys() - found if subject.repository in measured}
    yield from _list_subjects("verdicts on what is no longer inferred", stale)


def _list_subjects(title: str, subjects: Iterable[Subject]) -> Iterator[str]:
    ordered = sorted(subjects)
    yield f"{title}: {len(ordered) or 'none'}"
    for subject in ordered:
        yield f"    {subject.repository} {_describe(subject)}"


def _describe(subject: Subject) -> str:
    return f"{subject.step} {subject.direction} {subject.path}"


def _render_share(label: str, part: int, whole: int) -> str:
    return f"{label:{LABEL}} {part:>5}/{whole:<5} {_percent(part, whole)}"


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "-"

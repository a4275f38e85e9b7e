"""A round of fuzzing over all parsers that there are, as long as it may take."""

from __future__ import annotations

import hashlib
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from mlaudit.parsers.registry import parsers
from tests.fuzz.mutation import flood, mutate
from tests.fuzz.seeds import Seed, all_seeds, seeds_by_parser
from tests.fuzz.trying import Failure, Neighbourhood, measure, try_parser

LINKED = 20
"""Every so many inputs one is linked, too, which takes longer than reading it."""
_BATCH = 25
_FLOODED = 0.05


@dataclass(slots=True)
class Report:
    """What a round has found.

    Attributes:
        inputs: how many each parser has read; under "linking" those that were linked, too.
        seconds: of computing, by the same names.
        slowest: (seconds, input) by the same names.
        failures: the first input of each defect, made smaller.
    """

    inputs: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, Seed]] = field(default_factory=dict)
    failures: dict[str, tuple[Failure, Seed]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All inputs, each once."""
        return self.inputs.total() - self.inputs["linking"]


def run_round(seed: int, *, inputs: int, seconds: float) -> Report:
    """Try inputs until there are enough of them, or the time is over.

    Args:
        seed: of the chance; the same one gives the same inputs.
        inputs: how many, 0 for any number.
        seconds: how long.
    """
    report, end = Report(), time.monotonic() + seconds
    neighbourhood = Neighbourhood()
    for number, (name, made) in zip(count(1), _make_inputs(seed), strict=False):
        parser = _BY_NAME[name]
        failure = _note(report, name, made, *measure(try_parser, parser, made))
        if failure is None and number % LINKED == 0:
            _note(report, "linking", made, *measure(neighbourhood.try_linking, made))
        if number == inputs or time.monotonic() > end:
            break
    return report


_BY_NAME = {parser.name: parser for parser in parsers()}


def _make_inputs(seed: int) -> Iterator[tuple[str, Seed]]:
    """Parsers in turn, some inputs each; what one parser reads is mixed with all other files."""
    chance = random.Random(seed)
    everything = [seed.data for seed in all_seeds()]
    while True:
        for name, seeds in seeds_by_parser().items():
            own = [seed.data for seed in seeds]
            for _ in range(_BATCH):
                start = chance.choice(seeds)
                others = own if chance.random() < 0.8 else everything
                flooded = chance.random() < _FLOODED
                data = flood(chance, start.data) if flooded else mutate(chance, start.data, others)
                yield name, replace(start, data=data)


def _note(
    report: Report, name: str, made: Seed, failure: Failure | None, took: float
) -> Failure | None:
    report.inputs[name] += 1
    report.seconds[name] += took  # type: ignore[assignment]
    if took >= report.slowest.get(name, (0.0, made))[0]:
        report.slowest[name] = (took, made)
    if failure is not None and failure.where not in report.failures:
        report.failures[failure.where] = (failure, _shrink(name, made, failure))
    return failure


def _shrink(name: str, made: Seed, failure: Failure) -> Seed:
    """A smaller input with the same defect, where leaving out parts of it gives one."""
    if name == "linking" or "more than" in failure.where:
        return made
    data, size = made.data, max(len(made.data) // 2, 1)
    while size:
        for start in range(0, len(data), size):
            smaller = replace(made, data=data[:start] + data[start + size :])
            found = try_parser(_BY_NAME[name], smaller)
            if found is not None and found.where == failure.where:
                data = smaller.data
                break
        else:
            size //= 2
    return replace(made, data=data)


def name_seed(seed: Seed) -> str:
    """What the file of a seed is called in the corpus."""
    stem = seed.path.rpartition("/")[2].replace(".", "-").strip("-").lower()
    return f"{stem}-{hashlib.sha256(seed.path.encode() + seed.data).hexdigest()[:8]}"

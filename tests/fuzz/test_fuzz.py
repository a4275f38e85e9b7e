"""A short round of fuzzing; `make fuzz` runs a long one."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlaudit.parsers.base import Parser
from mlaudit.parsers.registry import claimants, parsers
from tests.fuzz.mutation import MAX_SIZE, mutate
from tests.fuzz.rounds import run_round
from tests.fuzz.seeds import Seed, all_seeds, kept_seeds, seeds_by_parser
from tests.fuzz.strategies import make_file
from tests.fuzz.trying import NEIGHBOUR, Neighbourhood, expected_findings, try_parser, watch

SHORT = 1_500
EXAMPLES = int(os.environ.get("MLAUDIT_FUZZ_EXAMPLES", "8"))
PATHS = sorted({seeds[0].path for seeds in seeds_by_parser().values()})


@pytest.fixture(scope="module")
def neighbourhood() -> Neighbourhood:
    return Neighbourhood()


def test_each_parser_has_a_file_to_begin_with() -> None:
    missing = {parser.name for parser in parsers()} - seeds_by_parser().keys()
    assert not missing, "write a small file that it claims to tests/fuzz/corpus"


def test_the_neighbours_have_findings_to_lose() -> None:
    assert {path for _, path in expected_findings()} == set(NEIGHBOUR)


@pytest.mark.parametrize("seed", kept_seeds(), ids=lambda seed: seed.path)
def test_what_once_failed_does_so_no_more(seed: Seed, neighbourhood: Neighbourhood) -> None:
    assert [try_parser(parser, seed) for parser in claimants(seed.path)] == [
        None for _ in claimants(seed.path)
    ]
    assert neighbourhood.try_linking(seed) is None


def test_a_short_round_finds_nothing() -> None:
    report = run_round(3, inputs=SHORT, seconds=60)
    assert {where: seed for where, (_, seed) in report.failures.items()} == {}
    assert report.total > len(parsers())
    assert report.inputs["linking"] > 0


@pytest.mark.parametrize("path", PATHS)
def test_nearly_right_files_are_read(path: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(make_file(path))
    def try_some(seed: Seed) -> None:
        for parser in claimants(path):
            assert try_parser(parser, seed) is None

    try_some()


@settings(max_examples=2 * EXAMPLES, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(PATHS).flatmap(make_file))
def test_nearly_right_files_cost_no_finding(neighbourhood: Neighbourhood, seed: Seed) -> None:
    assert neighbourhood.try_linking(seed) is None


def test_the_same_chance_gives_the_same_input() -> None:
    def make() -> Iterator[bytes]:
        chance, others = random.Random(5), [seed.data for seed in all_seeds()]
        for seed in all_seeds()[:100]:
            yield mutate(chance, seed.data, others)

    made = list(make())
    assert made == list(make())
    assert max(map(len, made)) <= MAX_SIZE
    assert sum(data != seed.data for data, seed in zip(made, all_seeds(), strict=False)) > 80


def _raise(path: str, data: bytes) -> None:
    raise KeyError(path)


def _hang(path: str, data: bytes) -> None:
    with watch():
        while True:
            pass


@pytest.mark.parametrize(("parse", "told"), [(_raise, "KeyError"), (_hang, "more than")])
def test_defects_are_noticed(parse: object, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.trying.LIMIT", 0.05)
    failure = try_parser(Parser("x", lambda path: True, parse), Seed("x", b""))  # type: ignore[arg-type]
    assert failure is not None
    assert told in failure.where

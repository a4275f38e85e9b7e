"""Tries one input: it may neither raise, nor take long, nor cost a finding in another file."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import FrameType, TracebackType

from mlaudit.discover import discover
from mlaudit.graph.link import link
from mlaudit.judge.judgement import judge
from mlaudit.judge.loading import installed_rules
from mlaudit.model.facts import Facts
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import Tracking
from mlaudit.parsers.base import Parser
from mlaudit.parsers.registry import parse_file
from mlaudit.parsers.suppressions.finding import find_suppressions
from mlaudit.reading import read_files
from tests.fixtures.stories import FIXTURES
from tests.fuzz.seeds import Seed

LIMIT = 5.0
"""Seconds of computing for one input."""
NEIGHBOUR = {
    "neighbour/ask.py": 'import pandas\npandas.read_csv("/home/ada/x.csv")\ninput("Go on?")\n',
    "neighbour/state.ipynb": (
        '{"cells": [{"cell_type": "code", "execution_count": 2, "metadata": {}, "outputs": [],'
        ' "source": ["print(frame)"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}'
    ),
}
"""Files whose findings depend on nothing else."""


class Hang(BaseException):
    """An input took too long; nothing that catches exceptions takes it for one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong.

    Attributes:
        where: names the defect, so that each is told once.
        told: the traceback, or what is missing.
    """

    where: str
    told: str


def try_parser(parser: Parser, seed: Seed) -> Failure | None:
    """Read the file, and what people wrote in it for mlaudit."""
    try:
        with watch():
            facts = parser.parse(seed.path, seed.data)
            find_suppressions(seed.path, seed.data)
            if parser.complete is not None:
                facts = parser.complete(facts, lambda path: None)
            if parser.settle is not None:
                parser.settle(facts, {"OUT": "x", "city": "${OUT}"}, lambda path: None, False)
    except (Exception, Hang) as error:
        return _describe(parser.name, error)
    return None


class Neighbourhood:
    """The trees from which seeds come, each with some more files whose findings must stay."""

    def try_linking(self, seed: Seed) -> Failure | None:
        """Link and judge the tree of a file with that file in it."""
        try:
            with watch():
                found = _judge(*_add(*_read_tree(seed.tree), seed))
        except (Exception, Hang) as error:
            return _describe("linking", error)
        missing = expected_findings() - found
        return Failure(f"lost {sorted(missing)}", "findings in other files") if missing else None


@cache
def expected_findings() -> frozenset[tuple[str, str]]:
    """(rule, path) of the findings in the files that lie beside the one that is tried."""
    return _judge(*_read_tree(""))


@cache
def _read_tree(tree: str) -> tuple[Project, Mapping[str, Facts]]:
    if tree:
        project = discover(FIXTURES / tree)
        facts: Mapping[str, Facts] = read_files(project).facts
    else:
        project, facts = Project(Path("/nowhere"), "nowhere", ()), {}
    for path, text in NEIGHBOUR.items():
        project, facts = _add(project, facts, Seed(path, text.encode()))
    return project, facts


def _add(
    project: Project, facts: Mapping[str, Facts], seed: Seed
) -> tuple[Project, Mapping[str, Facts]]:
    """The tree with that file in it, instead of another one of its name."""
    own = SourceFile(seed.path, len(seed.data), Tracking.GIT)
    others = (file for file in project.files if file.path != seed.path)
    files = tuple(sorted((*others, own), key=lambda file: file.path))
    read = parse_file(seed.path, seed.data)
    known = {path: found for path, found in facts.items() if path != seed.path}
    return replace(project, files=files), known | ({} if read is None else {seed.path: read})


def _judge(project: Project, facts: Mapping[str, Facts]) -> frozenset[tuple[str, str]]:
    result = judge(link(project, facts).workflow, installed_rules())
    if result.failures:
        raise AssertionError(result.failures)
    found = {(finding.rule, finding.place.path) for finding in result.findings}
    return frozenset((rule, path) for rule, path in found if path in NEIGHBOUR)


@contextmanager
def watch() -> Iterator[None]:
    """Raise `Hang` in the block once it has computed for too long."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang

    former = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


def measure(function: object, *arguments: object) -> tuple[Failure | None, float]:
    """What a trial says, and the seconds of computing that it took."""
    start = time.process_time()
    failure = function(*arguments)  # type: ignore[operator]
    return failure, time.process_time() - start


def _describe(stage: str, error: BaseException) -> Failure:
    told = "".join(traceback.format_exception(error)[-12:])
    if isinstance(error, Hang):
        return Failure(f"{stage}: more than {LIMIT:g} s", told)
    return Failure(f"{stage}: {type(error).__name__} at {_locate(error.__traceback__)}", told)


def _locate(trace: TracebackType | None) -> str:
    """The innermost line of mlaudit."""
    frames = traceback.extract_tb(trace)
    own = [f for f in frames if "/mlaudit/" in f.filename or "/rules/" in f.filename]
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "?"

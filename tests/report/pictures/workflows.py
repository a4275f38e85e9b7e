"""Workflows to draw: the usual example, one with hostile names, and large ones."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import strategies as st

from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import ArtifactForm, Automation, StepKind, Tracking
from mlaudit.model.workflow import Access, Artifact, Flow, Invocation, Order, Step
from tests.report.examples import make_workflow


def make_hostile_workflow(text: str) -> Workflow:
    """Everything that comes from the repository is this text."""
    step = Step(
        text,
        StepKind.README_COMMAND,
        text,
        text,
        Place(text, 1),
        automation=Automation.DOCUMENTED,
        accesses=(Access(text, "write", "inferred", text, Place(text, 1)),),
    )
    other = replace(step, id=text + "/other", accesses=())
    return replace(
        make_workflow(),
        steps=(step, other),
        artifacts=(Artifact(text, ArtifactForm.PATH, "model", Tracking.IGNORED, deliverable=True),),
        invocations=(Invocation(step.id, other.id, Place(text, 1)),),
        orders=(Order(step.id, other.id, ("documented",)),),
        deliverables=(),
        flows=(),
    )


def make_chain(size: int, back: tuple[tuple[int, int], ...] = ()) -> Workflow:
    """Scripts in a row, each of which reads what the one before has written.

    Args:
        size: how many.
        back: (reader, written): further reads, which may close cycles.
    """
    levels = tuple(Automation)
    steps = []
    for number in range(size):
        read = [number - 1] if number else []
        read += [written for reader, written in back if reader == number]
        path = f"part{number % 7}/step{number}.py"
        accesses = [_access("read", other, path) for other in read]
        accesses.append(_access("write", number, path))
        steps.append(
            Step(
                path,
                StepKind.SCRIPT,
                path,
                path,
                Place(path),
                automation=levels[number % 4],
                accesses=tuple(accesses),
            )
        )
    artifacts = tuple(
        Artifact(_name(n), ArtifactForm.PATH, "dataset", Tracking.IGNORED, deliverable=n % 5 == 0)
        for n in range(size)
    )
    flows = tuple(
        Flow(before.id, after.id, _name(n), _name(n), "exact")
        for n, (before, after) in enumerate(itertools.pairwise(steps))
    )
    return replace(
        make_workflow(),
        steps=tuple(steps),
        artifacts=artifacts,
        flows=flows,
        invocations=(),
        orders=(),
        deliverables=(),
    )


def _access(mode: str, number: int, path: str) -> Access:
    return Access(_name(number), mode, "inferred", "open", Place(path, 1))


def _name(number: int) -> str:
    return f"data/part{number % 7}/file{number}.csv"


def chain_shapes(most: int) -> st.SearchStrategy[tuple[int, tuple[tuple[int, int], ...]]]:
    """What `make_chain` takes, with a few more reads."""
    return st.integers(1, most).flatmap(
        lambda size: st.tuples(
            st.just(size),
            st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=6).map(
                tuple
            ),
        )
    )

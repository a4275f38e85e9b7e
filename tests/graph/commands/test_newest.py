"""Pipelines of commands that give the newest file."""

from __future__ import annotations

import pytest

from mlaudit.graph.newest import NEWEST_EFFECT
from tests.graph.commands.shell import effects, run


def choices(text: str) -> list[str | None]:
    """What there is to choose from, of every choice."""
    return [artifact for kind, artifact in effects(run(text)) if kind == NEWEST_EFFECT]


@pytest.mark.parametrize(
    "text",
    [
        "F=$(ls -t models | head -1)",
        "F=`ls -1t models | head -n 1`",
        "python x.py $(ls -ltr models | tail -1 | cut -c1-9)",
        "ls -t models | head -n1 | xargs python x.py",
    ],
)
def test_the_newest_is_chosen(text: str) -> None:
    assert choices(text) == ["models"]


@pytest.mark.parametrize(
    "text",
    [
        "ls -t models | head -1",
        "F=$(ls models | head -1)",
        "F=$(ls -t models | head -5)",
        "F=$(ls -t models | tail -1)",
        "F=$(ls --time=atime models | head -1)",
        "F=$(cat list | head -1)",
        "F=$(ls -t)",
    ],
)
def test_what_chooses_no_newest(text: str) -> None:
    assert choices(text) == []

"""Choices of the newest file or run: which calls count, and what they choose from."""

from __future__ import annotations

import pytest

from mlaudit.graph.newest import NEWEST_EFFECT
from tests.graph.python.running import behaviour


def choices(source: str) -> list[tuple[str, str | None]]:
    """(how the newest is told, what there is to choose from) of every choice."""
    effects = behaviour(source).effects
    return [(found.detail, found.artifact) for found in effects if found.kind == NEWEST_EFFECT]


@pytest.mark.parametrize(
    "code",
    [
        "max(glob.glob('models/*.pkl'), key=os.path.getctime)",
        "max(glob.glob('models/*.pkl'), key=lambda p: os.stat(p).st_mtime)",
        "sorted(glob.glob('models/*.pkl'), key=os.path.getmtime)[-1]",
        "sorted(glob.glob('models/*.pkl'), key=os.path.getmtime, reverse=True)[0]",
        "f = glob.glob('models/*.pkl')\nf.sort(key=os.path.getmtime)\nf[-1]",
        "f = sorted(glob.glob('models/*.pkl'), key=os.path.getmtime)\nf[-1]",
    ],
)
def test_the_time_of_the_last_change_chooses(code: str) -> None:
    found = choices(f"import glob, os\n{code}\n")
    assert found == [("the time of its last change", "models/*.pkl")]


def test_the_last_name_of_a_listing() -> None:
    found = choices("import glob\nnames = sorted(glob.glob('in/*.csv'))\nnames[-1]\n")
    assert found == [("its name", "in/*.csv")]


@pytest.mark.parametrize(
    "code",
    [
        "max([3, 1])",
        "max(glob.glob('models/*.pkl'), key=len)",
        "sorted(glob.glob('logs/*.log'), key=os.path.getmtime)[0]",
        "sorted(['b', 'a'])[-1]",
        "f = sorted(glob.glob('in/*.csv'), key=len)\nf[-1]",
        "f = sorted(glob.glob('in/*.csv'))\nf[1]",
        "def g(f):\n    return f[-1]\nf = sorted(glob.glob('in/*.csv'))\ng([1])",
        "c.search_runs(['0'], order_by=['metrics.rmse ASC'], max_results=1)",
        "c.search_runs(['0'], order_by=['start_time DESC'])",
    ],
)
def test_what_is_no_choice_of_the_newest(code: str) -> None:
    assert choices(f"import glob, os\nfrom x import c\n{code}\n") == []


def test_the_last_started_run() -> None:
    code = "from x import c\nc.search_runs(['0'], order_by=['start_time DESC'], max_results=1)\n"
    assert choices(code) == [("the start of the run", None)]

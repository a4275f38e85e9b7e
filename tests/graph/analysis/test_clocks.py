"""Orders that only schedules keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from mlaudit.graph.analysis.clocks import clock_orders
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

CLEAN = 'import pandas as pd\n\npd.DataFrame({"x": [1]}).to_csv("/data/clean.csv")\n'
TRAIN = 'import pandas as pd\n\npd.read_csv("/data/clean.csv").mean().to_json("metrics.json")\n'
CODE = {"clean.py": CLEAN, "train.py": TRAIN}


def test_two_lines_of_a_crontab_are_ordered_by_the_clock(write_repository: WriteTree) -> None:
    crontab = "0 2 * * * python clean.py\n0 4 * * * python train.py\n"
    (order,) = clock_orders(read_workflow(write_repository({**CODE, "crontab": crontab})))
    assert (order.before.detail, order.after.detail) == ("0 2 * * *", "0 4 * * *")
    assert order.artifacts == ("/data/clean.csv",)
    assert order.about[-1] == "/data/clean.csv"
    assert len(order.edges) == 1


def test_one_line_that_starts_both_needs_no_clock(write_repository: WriteTree) -> None:
    crontab = "0 2 * * * python clean.py && python train.py\n"
    assert clock_orders(read_workflow(write_repository({**CODE, "crontab": crontab}))) == ()

"""Tables that people edit while the workflow reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.live_tables import live_tables
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

SHEET = "https://docs.google.com/spreadsheets/d/abc/export?format=csv"
READ = f'import pandas as pd\n\nx = pd.read_csv("{SHEET}")\n'


def test_a_sheet_is_a_live_table(write_repository: WriteTree) -> None:
    root = write_repository({"use.py": READ + f'pd.read_csv("{SHEET}")\n'})
    (live,) = live_tables(read_workflow(root))
    assert (live.unit.id, live.table) == ("use.py", SHEET)
    assert [place.line for place, _ in live.reads] == [3, 4]


@pytest.mark.parametrize(
    "tree",
    [
        {"use.py": READ + 'x.to_csv("snapshot.csv")\n', "snapshot.csv": "x\n1\n"},
        {"use.py": READ.replace("docs.google.com", "example.org")},
    ],
)
def test_kept_snapshots_and_other_addresses_are_none(
    write_repository: WriteTree, tree: Mapping[str, str]
) -> None:
    assert list(live_tables(read_workflow(write_repository(tree)))) == []

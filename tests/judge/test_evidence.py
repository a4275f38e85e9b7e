"""Places that are shown beside a finding's own."""

from __future__ import annotations

from mlaudit.judge.evidence import accesses_shown
from mlaudit.model.place import Place
from mlaudit.model.workflow import Access


def test_an_access_says_what_it_does() -> None:
    reading = Access("d/raw.csv", "read", "inferred", "pandas.read_csv", Place("use.py", 3))
    (shown,) = accesses_shown([reading])
    assert (shown.place, shown.note) == (Place("use.py", 3), "reads d/raw.csv")

"""The work of a scan, counted: a slower way shows here without a clock, on any machine.

`MLAUDIT_WRITE_GOLDEN=1 pytest tests/work` writes the numbers anew. Where one of them grows, the
commit says what it pays for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.stories import clone, copy_story

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "work.json"
STORIES = ("air", "churn", "churn-automated")


def _count(tree: Path) -> dict[str, int]:
    variables = {**os.environ, "PYTHONHASHSEED": "0", "MLAUDIT_JOBS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.work.counting", str(tree)],
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE.parents[1],
        env=variables,
    )
    counts: dict[str, int] = json.loads(done.stdout)
    return counts


def _copy(name: str, folder: Path) -> Path:
    if name in STORIES:
        clone(name, folder / name)
    else:
        copy_story(name, folder)
    return folder / name


@pytest.mark.parametrize("name", [*STORIES, "systems"])
def test_a_scan_takes_no_more_work_than_before(name: str, tmp_path: Path) -> None:
    counts = _count(_copy(name, tmp_path))
    golden = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}
    if os.environ.get("MLAUDIT_WRITE_GOLDEN") == "1":
        text = json.dumps({**golden, name: counts}, indent=2, sort_keys=True)
        GOLDEN.write_text(text + "\n", encoding="utf-8")
        return
    before = golden[name]
    changed = [
        f"{what}: {before.get(what)}, now {number}"
        for what, number in counts.items()
        if number != before.get(what)
    ]
    assert not changed, (
        f"the work of a scan of fixtures/{name} is another one ({'; '.join(changed)}); if that is "
        "meant, MLAUDIT_WRITE_GOLDEN=1 pytest -n 0 tests/work writes it down"
    )
    assert all(counts[what] for what in ("files parsed", "answers taken from rules"))

"""The README shows what mlaudit really prints, and counts what is really there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_shown_report_is_the_real_one() -> None:
    shown = re.search(r"```\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    golden = (ROOT / "tests/fixtures/golden/churn.txt").read_text(encoding="utf-8")
    assert len(shown.group(1).splitlines()) > 10
    assert golden.startswith(shown.group(1))


def test_catalogue_is_as_large_as_it_says() -> None:
    from mlaudit.catalog.command_models import command_models
    from mlaudit.catalog.data import read_index

    calls = len(read_index()["names"])
    programs = len({model.name for model in command_models()})
    assert "1,700 library calls" in README
    assert 1_700 <= calls < 2_000
    assert "1,600" in README
    assert 1_600 <= programs < 2_000

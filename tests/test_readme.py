"""The README shows what mlaudit really prints, and counts what is really there.

With `MLAUDIT_WRITE_GOLDEN=1` the shown report is written anew from the golden one.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from mlaudit.catalog.command_models import command_models
from mlaudit.catalog.data import read_index

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SHOWN = re.compile(r"(?<=```\n).*?(?=```)", re.DOTALL)


def test_shown_report_is_the_real_one() -> None:
    golden = (ROOT / "tests/fixtures/golden/churn.txt").read_text(encoding="utf-8")
    first = golden.partition("\n\n")[0] + "\n"
    text = README.read_text(encoding="utf-8")
    if os.environ.get("MLAUDIT_WRITE_GOLDEN") == "1":
        text = SHOWN.sub(lambda _: first, text, count=1)
        README.write_text(text, encoding="utf-8")
    shown = SHOWN.search(text)
    assert shown is not None
    assert shown.group() == first
    assert len(first.splitlines()) > 10


def test_catalogue_is_as_large_as_it_says() -> None:
    text = README.read_text(encoding="utf-8")
    said = re.search(r"More than ([\d,]+) library calls and ([\d,]+) command-line programs", text)
    assert said is not None
    calls, programs = (int(number.replace(",", "")) for number in said.groups())
    assert calls <= len(read_index()["names"]) < calls + 300
    assert programs <= len({model.name for model in command_models()}) < programs + 300

"""The worked example of CONTRIBUTING.md is what is really there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_link_leads_to_a_file() -> None:
    targets = [t for t in re.findall(r"\]\(([^)#]+)\)", TEXT) if "://" not in t]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_shown_code_is_that_of_the_module() -> None:
    module = (ROOT / "mlaudit/parsers/runners/taskfile.py").read_text(encoding="utf-8")
    code = {line.strip() for line in module.splitlines()}
    blocks = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    shown = [line.strip() for block in blocks for line in block.splitlines() if line.strip()]
    assert len(shown) > 3
    assert [line for line in shown if line not in code] == []


def test_nothing_else_of_the_code_knows_the_system() -> None:
    sources = [*(ROOT / "mlaudit").rglob("*.py"), *(ROOT / "rules").rglob("*.py")]
    named = [s for s in sources if "taskfile" in s.read_text(encoding="utf-8").lower()]
    assert [source.name for source in named] == ["taskfile.py"]

"""What assistive tools find in the page, as far as axe-core can tell: nothing in their way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open


@pytest.mark.parametrize(
    ("width", "scheme", "contrast"),
    [(1280, "light", True), (1280, "dark", True), (390, "light", False)],
)
def test_axe_finds_no_violation(
    churn: Path, visit: Open, width: int, scheme: str, contrast: bool
) -> None:
    """Measuring contrast takes most of the time, and widths have the same colours."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(churn, width=width, scheme=scheme, free=True).page
    page.locator(".view[open] a.to").first.dispatch_event("click")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    rules = {} if contrast else {"color-contrast": {"enabled": False}}
    options = {"resultTypes": ["violations"], "rules": rules}
    found = axe.Axe().run(page, options=options).response
    assert [_tell(violation) for violation in found["violations"]] == []


def _tell(violation: dict[str, Any]) -> str:
    nodes = [node["target"] for node in violation["nodes"][:4]]
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {nodes}"

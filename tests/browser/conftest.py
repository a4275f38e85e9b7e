"""A browser for all tests, and windows that tell of everything they should not do."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from mlaudit.report.base import Presentation
from mlaudit.report.html.page import render
from mlaudit.scan import scan_project
from tests.browser.camera import find_browser, open_browser, open_context

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def _find_obstacle() -> str:
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed"
    return "" if find_browser() else "no Chrome and no Chromium is on the PATH"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    obstacle = _find_obstacle()
    if obstacle and os.environ.get("MLAUDIT_BROWSER") == "required":
        pytest.fail(obstacle)
    if obstacle:
        pytest.skip(obstacle)
    with open_browser() as opened:
        yield opened


@dataclass
class Visit:
    """An open page, and what it did that it should not do."""

    page: Page
    wrongs: list[str] = field(default_factory=list)


Open: TypeAlias = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a file: `visit(path)`; messages, errors, requests and dialogs fail the test at its end.

    Further arguments are those of `open_context`.
    """
    visits: list[Visit] = []
    contexts = []

    def open_(path: Path, **options: object) -> Visit:
        context = open_context(browser, **options)  # type: ignore[arg-type]
        contexts.append(context)
        found = Visit(context.new_page())
        _watch(found, path.resolve().as_uri())
        found.page.goto(path.resolve().as_uri())
        visits.append(found)
        return found

    yield open_
    for context in contexts:
        context.close()
    assert [wrong for found in visits for wrong in found.wrongs] == []


def _watch(visit: Visit, address: str) -> None:
    page, wrongs = visit.page, visit.wrongs
    page.on("console", lambda message: wrongs.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: wrongs.append(f"error: {error}"))
    page.on("popup", lambda other: wrongs.append(f"window: {other.url}"))

    def look(url: str) -> None:
        if url.partition("#")[0] != address and not url.startswith("data:image/svg+xml,"):
            wrongs.append(f"request: {url}")

    page.on("request", lambda request: look(request.url))

    def refuse(dialog: object) -> None:
        wrongs.append("dialog")
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", refuse)


def write_report(root: Path, target: Path) -> Path:
    """Scan a folder, and write its page."""
    result = scan_project(root)
    shown = Presentation(root=str(root), contents=lambda path: (root / path).read_bytes())
    target.write_bytes(render(result, shown).encode("utf-8", "backslashreplace"))
    return target


@pytest.fixture(scope="session")
def churn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the story of churn."""
    return write_report(FIXTURES / "churn", tmp_path_factory.mktemp("churn") / "churn.html")

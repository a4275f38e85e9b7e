"""Opens pages in the Chrome or Chromium that is installed, and takes pictures of them.

python -m tests.browser.camera REPORT.html OUT.png [WIDTH] [light|dark]
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

    Scheme = Literal["light", "dark"]

_PROGRAMS = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome")
_HEIGHTS = ((500, 844), (1500, 800))
"""Of a phone, and of a laptop."""
_WIDE = 1080


def find_browser() -> str | None:
    """The program that is on the PATH, if one is."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The browser, without a window; raises FileNotFoundError where none is installed."""
    from playwright.sync_api import sync_playwright

    program = find_browser()
    if program is None:
        raise FileNotFoundError("no Chrome and no Chromium is on the PATH")
    # Chromium refuses its sandbox to root, as whom containers run.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


def open_context(
    browser: Browser,
    width: int = 1280,
    scheme: Scheme = "light",
    *,
    scripts: bool = True,
    free: bool = False,
) -> BrowserContext:
    """A window of its own, in which nothing moves.

    Args:
        browser: from `open_browser`.
        width: of the window; the height is that of usual screens of this width.
        scheme: what the system says that a person wants.
        scripts: JavaScript is on.
        free: the content security policy of pages is not kept, for tools that look at them.
    """
    height = next((high for wide, high in _HEIGHTS if width <= wide), _WIDE)
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        java_script_enabled=scripts,
        bypass_csp=free,
        locale="en-GB",
        timezone_id="UTC",
    )
    context.set_default_timeout(8000)
    return context


def photograph(
    browser: Browser,
    page: Path,
    picture: Path,
    width: int = 1280,
    scheme: Scheme = "light",
    *,
    anchor: str = "",
    scripts: bool = True,
    whole: bool = False,
) -> None:
    """Write a PNG of a page at a width.

    Args:
        browser: from `open_browser`.
        page: a file of HTML.
        picture: the file to write.
        width: of the window.
        scheme: light or dark.
        anchor: id of the part to scroll to.
        scripts: JavaScript is on.
        whole: all of the page, however long it is, instead of what a screen shows.
    """
    with open_context(browser, width, scheme, scripts=scripts) as context:
        tab = context.new_page()
        tab.goto(page.resolve().as_uri() + (f"#{anchor}" if anchor else ""))
        tab.screenshot(path=picture, full_page=whole, animations="disabled")


def main(page: str, picture: str, width: str = "1280", scheme: Scheme = "light") -> None:
    """Write one picture."""
    with open_browser() as browser:
        photograph(browser, Path(page), Path(picture), int(width), scheme)


if __name__ == "__main__":
    main(*sys.argv[1:])  # type: ignore[arg-type]

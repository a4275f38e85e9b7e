"""Draws the pictures of the documentation: `python -m docs.tools.pictures`, or `make pictures`.

What they show is real output on a clean clone of fixtures/churn, and the contract of the layers.
None of them asks for anything from elsewhere: fonts are those of the reader. The picture of the
HTML report takes the Chrome or Chromium that is on the PATH.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from docs.tools import diagram
from tests.browser.camera import open_browser, photograph
from tests.fixtures.stories import clone

FOLDER = Path(__file__).resolve().parents[1] / "pictures"
_COLUMNS = 100
_FORMAT = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>What mlaudit scan prints for fixtures/churn</title>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
.{unique_id}-title {{ font: bold 18px ui-sans-serif, system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
_COLORS = [
    *((40, 44, 52), (255, 110, 110), (126, 211, 133), (240, 200, 90)),
    *((110, 170, 255), (215, 150, 240), (100, 205, 215), (225, 228, 235)),
]
_THEME = TerminalTheme((24, 27, 34), (225, 228, 235), _COLORS, _COLORS)


def draw_scan(stories: Path) -> str:
    """The first runbook of `mlaudit scan`, as a terminal shows it."""
    words = ("scan", "churn", "--width", str(_COLUMNS))
    output = _run(stories, *words, FORCE_COLOR="1", TERM="xterm-256color", COLORTERM="truecolor")
    first = output.partition("\n\n")[0]
    console = Console(width=_COLUMNS, record=True, file=StringIO())
    console.print(Text.from_ansi(f"{first}\n"), soft_wrap=True)
    return console.export_svg(
        title="mlaudit scan fixtures/churn", theme=_THEME, code_format=_FORMAT, unique_id="scan"
    )


def draw_workflow(stories: Path) -> str:
    """What leads to the model, as `mlaudit graph` draws it."""
    focus = ("--focus", "models/model.pkl", "--depth", "4")
    return _run(stories, "graph", "churn", "--format", "svg", *focus)


def draw_architecture(stories: Path) -> str:
    """The layers of the program."""
    return diagram.render()


PICTURES: dict[str, Callable[[Path], str]] = {
    "scan.svg": draw_scan,
    "workflow.svg": draw_workflow,
    "architecture.svg": draw_architecture,
}
"""What draws each picture, given a folder with a clean clone of the stories."""

REPORT = "report.png"
"""What a browser shows of the HTML report; it looks a little different with each browser."""


def take_report(stories: Path, picture: Path) -> None:
    """Photograph the top of the HTML report.

    Raises:
        FileNotFoundError: no browser is installed.
    """
    page = stories / "report.html"
    _run(stories, "scan", "churn", "--format", "concise", "--report", f"html={page}")
    with open_browser() as browser:
        photograph(browser, page, picture, width=1280)


def _run(folder: Path, *words: str, **variables: str) -> str:
    variables = {"PYTHONUTF8": "1", "MLAUDIT_NO_CACHE": "1", "NO_COLOR": "", **variables}
    done = subprocess.run(
        [sys.executable, "-m", "mlaudit", *words],
        cwd=folder,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"mlaudit {' '.join(words)} ended with {done.returncode}")
    return done.stdout


def main() -> None:
    """Draw every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        clone("churn", Path(folder) / "churn")
        for name, draw in PICTURES.items():
            (FOLDER / name).write_text(draw(Path(folder)), encoding="utf-8", newline="\n")
        take_report(Path(folder), FOLDER / REPORT)


if __name__ == "__main__":
    main()

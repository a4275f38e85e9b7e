"""Reads the files that the style and the script are made of."""

from __future__ import annotations

from functools import cache
from importlib import resources

_FOLDER = "mlaudit.report.html.assets"


@cache
def read_style() -> str:
    """The style sheet of the page."""
    return _join(".css")


@cache
def read_script() -> str:
    """The script of the page, a strict function of its own."""
    return f"(() => {{\n'use strict';\n{_join('.js')}}})();\n"


def _join(ending: str) -> str:
    files = sorted(
        (file for file in resources.files(_FOLDER).iterdir() if file.name.endswith(ending)),
        key=lambda file: file.name,
    )
    return "".join(file.read_text(encoding="utf-8") for file in files)

"""The layers of the program as a picture, drawn from the contract that import-linter checks."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[2]
_WIDTH, _LINE, _PADDING, _GAP, _TOP = 860, 24, 9, 8, 44
_LEFT, _RIGHT = 16, 60
_NAMES, _WORDS = _LEFT + 16, _LEFT + 150
_STYLE = """
    svg { background: #ffffff }
    text { font-family: ui-sans-serif, system-ui, sans-serif; font-size: 13px; fill: #1f2933 }
    .name { font-family: ui-monospace, monospace; font-weight: 700 }
    .note { fill: #52606d }
    .layer { fill: #f1f5f9; stroke: #94a3b8 }
    .arrow { stroke: #52606d; stroke-width: 2; fill: none }
    .head { fill: #52606d }
"""


def read_layers() -> list[list[str]]:
    """The layers of the contract, each with its modules; the first may import all below."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    (layers,) = (each["layers"] for each in contracts if each["type"] == "layers")
    return [[name.strip(" ()") for name in layer.split("|")] for layer in layers]


def describe(module: str) -> str:
    """The first clause of what a module of mlaudit says about itself."""
    package = ROOT / "mlaudit" / module / "__init__.py"
    file = package if package.exists() else package.parent.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    sentence = " ".join(text.split("\n\n")[0].split())
    first, _, rest = sentence.partition(": ")
    # "Parsers: the bytes of one file in" names itself first.
    said = rest if rest and first.casefold().removeprefix("the ") == module else first
    said = said.partition(";")[0].partition(", those ")[0].rstrip(".")
    return (said[:1].upper() + said[1:]).replace("`", "")


def render() -> str:
    """The picture as SVG."""
    body: list[str] = []
    y = _TOP
    for layer in read_layers():
        height = len(layer) * _LINE + _PADDING
        body += _draw_layer(layer, y, height)
        y += height + _GAP
    x = _WIDTH - _RIGHT / 2
    body.append(f'<path class="arrow" d="M{x} {_TOP} V{y - 22}"/>')
    body.append(f'<path class="head" d="M{x - 6} {y - 24} h12 l-6 14 z"/>')
    title = "Each module may import what stands below its box, and nothing else of mlaudit"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y}" role="img">',
            f"<title>The layers of mlaudit. {title}.</title>",
            f"<style>{_STYLE}</style>",
            f'<rect width="{_WIDTH}" height="{y}" fill="#ffffff"/>',
            f'<text class="note" x="{_LEFT}" y="26">{title}.</text>',
            *body,
            "</svg>\n",
        ]
    )


def _draw_layer(layer: list[str], y: int, height: int) -> Iterator[str]:
    width = _WIDTH - _LEFT - _RIGHT
    yield f'<rect class="layer" x="{_LEFT}" y="{y}" width="{width}" height="{height}" rx="5"/>'
    for number, name in enumerate(layer):
        line = y + _PADDING / 2 + number * _LINE + 17
        yield f'<text class="name" x="{_NAMES}" y="{line}">{escape(name)}</text>'
        yield f'<text class="note" x="{_WORDS}" y="{line}">{escape(describe(name))}</text>'

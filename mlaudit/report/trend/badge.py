"""A badge for a README: how much is done by hand, and how much of that is written down nowhere.

It holds nothing but numbers and words of mlaudit, so nothing of a repository can act in it. It is
drawn here, without any service, in the flat style that READMEs use.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mlaudit.gate.change import list_hand_work
from mlaudit.model.report import ScanResult
from mlaudit.model.trend import Record
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.pictures.svg.elements import add_element, make_element
from mlaudit.report.terminal.words import level, points
from mlaudit.score.level import count_undocumented

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LABEL = "manual steps"
COLOURS = ("#b3121d", "#a04a00", "#7a6200", "#3d7317", "#1a7f37")
"""By level; white text on each has a contrast of at least 5 to 1."""
UNKNOWN = "#57606a"
"""Where nothing could be assessed."""
_LABEL_COLOUR = "#444b52"
_HEIGHT = 20
_PADDING = 6
_SPARK = (44, 12)
"""Width and height of the line of earlier scans."""
_MOST = 20
"""Scans that it shows."""
_NARROW, _WIDE, _DIGIT, _USUAL = 3.9, 9.3, 7.0, 6.6
"""Widths of characters of Verdana at 11 pixels; `textLength` fits other fonts to them."""


def render(result: ScanResult, presentation: Presentation) -> str:
    """The picture as XML text."""
    from xml.etree.ElementTree import tostring

    reached = result.assessment.score.level
    told = tell_badge(result)
    title = f"{LABEL}: {told}" + ("" if reached is None else f" ({level(reached)})")
    left, right = (_measure(text) + 2 * _PADDING for text in (LABEL, told))
    line = _list_hidden(presentation.history)
    spark = _SPARK[0] + _PADDING if len(line) > 1 else 0
    width = left + right + spark
    root = _begin(width, title)
    group = add_element(root, "g", {"clip-path": "url(#corners)"})
    colour = UNKNOWN if reached is None else COLOURS[reached]
    _fill(group, 0, left, _LABEL_COLOUR)
    _fill(group, left, width - left, colour)
    _write(root, LABEL, _PADDING)
    _write(root, told, left + _PADDING)
    if spark:
        _draw_spark(root, line, left + right)
    return tostring(root, encoding="unicode") + "\n"


def tell_badge(result: ScanResult) -> str:
    """`4 of 7 undocumented · 41/100`."""
    score, actions = result.assessment.score, list_hand_work(result)
    if score.proven is None:
        return "nothing to assess"
    hidden = count_undocumented(actions)
    if hidden:
        told = f"{hidden} of {len(actions)} undocumented"
    else:
        told = f"{len(actions)}, all documented" if actions else "none"
    return f"{told} · {points(score.proven)}/100"


def _list_hidden(history: Sequence[Record]) -> list[int]:
    return [record.undocumented for record in history if record.proven is not None][-_MOST:]


def _begin(width: float, title: str) -> Element:
    root = make_element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{width:g}",
            "height": f"{_HEIGHT}",
            "viewBox": f"0 0 {width:g} {_HEIGHT}",
            "role": "img",
            "aria-label": title,
            "font-family": "Verdana, DejaVu Sans, Geneva, sans-serif",
            "font-size": "11",
            "fill": "#ffffff",
        },
    )
    add_element(root, "title").text = title
    corners = add_element(root, "clipPath", {"id": "corners"})
    add_element(corners, "rect", {"width": f"{width:g}", "height": f"{_HEIGHT}", "rx": "3"})
    return root


def _fill(parent: Element, left: float, width: float, colour: str) -> None:
    box = {"x": f"{left:g}", "width": f"{width:g}", "height": f"{_HEIGHT}", "fill": colour}
    add_element(parent, "rect", box)


def _write(parent: Element, text: str, left: float) -> None:
    place = {"x": f"{left:g}", "y": "14", "textLength": f"{_measure(text):g}"}
    add_element(parent, "text", place | {"lengthAdjust": "spacingAndGlyphs"}).text = text


def _draw_spark(parent: Element, values: Sequence[int], left: float) -> None:
    """Undocumented actions of the last scans, the newest at the right with a dot."""
    width, height = _SPARK
    step, most = (width - 6) / (len(values) - 1), max(1, *values)
    top = (_HEIGHT - height) / 2
    spots = [
        (f"{left + number * step:.1f}", f"{top + height * (1 - value / most):.1f}")
        for number, value in enumerate(values)
    ]
    path = "M" + " L".join(" ".join(spot) for spot in spots)
    style = {"fill": "none", "stroke": "#ffffff", "stroke-width": "1.5", "stroke-opacity": "0.8"}
    add_element(parent, "path", {"d": path} | style)
    add_element(parent, "circle", {"cx": spots[-1][0], "cy": spots[-1][1], "r": "2"})


def _measure(text: str) -> int:
    """About the width of a text; the same on each machine."""
    return round(sum(map(_measure_character, text)))


def _measure_character(character: str) -> float:
    if character.isdigit():
        return _DIGIT
    if character in "mwM":
        return _WIDE
    return _NARROW if character in " ,.·/filjtr" else _USUAL


REPORTER = Reporter("scan", "badge", render)

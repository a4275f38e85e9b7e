"""A page of text: lines that wrap between words, and rows of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from mlaudit.patterns import lazy_regex
from mlaudit.report.base import Presentation
from mlaudit.report.escape import disarm, visible
from mlaudit.report.terminal.styles import make_theme

if TYPE_CHECKING:
    from rich.text import Text

    from mlaudit.model.place import Place


Part: TypeAlias = str | tuple[str, str] | tuple[str, str, str]
"""Text, with a style, with an address that it leads to where the terminal opens links."""
_ENDLESS = 1_000_000
_READABLE = 110
"""Longer lines of prose are hard to read, however wide the terminal is."""
_WORD = lazy_regex(r" *[^ ]+ *| +")
_ASCII = str.maketrans(
    {
        "\u00b7": "-",  # middle dot
        "\u2026": "...",
        "\u2192": "->",
        "\u2190": "<-",
        "\u2013": "-",  # en dash
        "\u2014": "-",  # em dash
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
    }
)


class Page:
    """Collects lines of styled text; no word is ever cut, so that paths can be copied.

    All text of a part is made visible, and none of it is read as markup.
    """

    def __init__(self, presentation: Presentation) -> None:
        self.presentation = presentation
        self.width = presentation.width or _ENDLESS
        self._lines: list[Text] = []

    def line(self, *parts: Part, indent: int = 0, hang: int = 0) -> None:
        """Add a paragraph; its further lines are indented by `hang` more."""
        self._add(_join(parts), indent, indent + hang)

    def place(self, place: Place, text: str = "", style: str = "place") -> tuple[str, str, str]:
        """A part that names a place, by other words if some are given, and leads to its file."""
        return (text or str(place), style, self._find_address(place))

    def rule(self, code: str, slug: str) -> tuple[str, str, str]:
        """A part that names a rule by its code and leads to its documentation."""
        kept = self.presentation
        return (code, "dim", kept.rule_page(slug) if kept.links else "")

    def blank(self) -> None:
        """Add an empty line, unless the page starts or the last line is empty already."""
        if self._lines and self._lines[-1].plain:
            self._lines.append(_join(()))

    def row(self, cells: Sequence[Part], widths: Sequence[int], indent: int = 0) -> None:
        """Add cells side by side; the last one wraps in its column.

        A cell that is wider than its column takes lines of its own; the next cells start below it.

        Args:
            cells: those for which there is no width share the last column.
            widths: of the columns but the last, in characters, with the space between columns.
            indent: before the first cell.
        """
        line, start = _join(()), indent
        for cell, width in zip(cells, widths, strict=False):
            text = _join((cell,))
            if text.cell_len < width:
                line.append(" " * (start - line.cell_len)).append_text(text)
            else:
                self._add(text, start, start, first=line)
                line = _join(())
            start += width
        if len(cells) > len(widths):
            self._add(_join(cells[len(widths) :]), start, start, first=line)
        elif line.plain.strip():
            self._lines.append(line)

    def render(self) -> str:
        """The text of the page."""
        from rich.console import Console

        kept = self.presentation
        stream = StringIO()
        console = Console(
            file=stream,
            width=self.width,
            force_terminal=kept.colors is not None,
            color_system=kept.colors,  # type: ignore[arg-type]
            no_color=kept.colors is None,
            legacy_windows=False,
            theme=make_theme(kept.colors),
            highlight=False,
            markup=False,
            emoji=False,
        )
        for line in self._lines:
            line.rstrip()
            console.print(line, soft_wrap=True)
        text = disarm(stream.getvalue())
        return text if kept.unicode else _to_ascii(text)

    def _find_address(self, place: Place) -> str:
        """The file, with the line as the fragment; nothing in it but the usual characters."""
        start = self.presentation.links
        if not start:
            return ""
        from urllib.parse import quote

        line = f"#{place.line}" if place.line and place.cell is None else ""
        try:
            return f"{start}{quote(place.path, errors='surrogateescape')}{line}"
        except UnicodeEncodeError:  # no name that a file can have
            return ""

    def _add(self, text: Text, first_indent: int, indent: int, first: Text | None = None) -> None:
        """Wrap a text; `first` is what already stands on its first line."""
        lines = wrap(text, max(min(self.width - indent, _READABLE), 20))
        for number, line in enumerate(lines):
            begun = first if number == 0 and first is not None else _join(())
            begun.append(" " * ((first_indent if number == 0 else indent) - begun.cell_len))
            self._lines.append(begun.append_text(line))


def wrap(text: Text, width: int) -> list[Text]:
    """The lines of a text, broken at spaces alone; at least one."""
    from rich.cells import cell_len

    breaks, used = [], 0
    for match in _WORD.finditer(text.plain):
        if used and used + cell_len(match[0].rstrip(" ")) > width:
            breaks.append(match.start())
            used = 0
        used += cell_len(match[0])
    lines = list(text.divide(breaks))
    for line in lines:
        line.rstrip()
    return lines


def measure(text: str) -> int:
    """The number of columns that a text takes once it is visible."""
    from rich.cells import cell_len

    return cell_len(visible(text))


def column(texts: Iterable[str], limit: int, gap: int = 2) -> int:
    """The width of a column that holds these texts, with the gap after it, up to a limit."""
    fitting = [size for text in texts if (size := measure(text)) <= limit]
    return max(fitting, default=0) + gap


def _join(parts: Iterable[Part]) -> Text:
    from rich.style import Style
    from rich.text import Text

    joined = Text()
    for part in parts:
        text, style, *address = (part, "") if isinstance(part, str) else part
        joined.append(visible(text), style)
        if address and address[0]:
            joined.stylize(Style(link=address[0]), len(joined) - len(visible(text)))
    return joined


def _to_ascii(text: str) -> str:
    """The text with plain symbols; ANSI escapes of the page itself stay."""
    return text.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")

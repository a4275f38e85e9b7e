"""The lines of an explanation as rows: where, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlaudit.model.explanation import AccessExplanation, CodeLine, Source, Starting, Way
from mlaudit.model.immutable import immutable
from mlaudit.report.source_words import tell_gap, tell_source, tell_value
from mlaudit.report.terminal.page import Page, column, measure
from mlaudit.report.terminal.words import count

_ARROW = "\N{RIGHTWARDS ARROW} "


@immutable
class Row:
    """A place, text with styles, and how deep the text is indented.

    `value` stands behind the text where there is room, else in a line of its own.
    """

    place: str
    text: tuple[tuple[str, str], ...]
    depth: int = 0
    value: str = ""


def list_rows(way: Way, everything: bool) -> list[Row]:
    """How the step is started, the calls to the access, and the sources of its path."""
    rows: list[Row] = []
    starts = way.starts if everything else way.starts[:1]
    for number, start in enumerate(starts):
        rows += [Row("", (("or", "dim"),))] if number else []
        rows += _list_start(start)
    if way.starts[len(starts) :]:
        more = count(len(way.starts) - len(starts), "other command")
        rows.append(Row("", ((f"or {more} (--all)", "dim"),)))
    known = {(line.code, line.place) for start in starts for line in start.lines}
    calls = [line for line in way.calls if (line.code, line.place) not in known]
    rows += [Row(_show_place(line), ((line.code, ""),)) for line in calls]
    for source in way.sources:
        rows += _list_source(source, 1)
    return rows


def write_rows(page: Page, blocks: Sequence[Sequence[Row]]) -> None:
    """Write blocks of rows; what a block begins with as the one before it is not repeated."""
    places = column((row.place for rows in blocks for row in rows), max(page.width // 2, 24))
    before: Sequence[Row] = ()
    for rows in blocks:
        same = 0
        while same < min(len(rows), len(before)) and rows[same] == before[same]:
            same += 1
        for row in rows[same:]:
            _write_row(page, row, places)
        before = rows


def _write_row(page: Page, row: Row, places: int) -> None:
    first, *rest = row.text
    indent = "  " * row.depth
    cells = [(row.place, "place"), (indent + first[0], first[1]), *rest]
    value = ("  " + _ARROW + row.value, "dim") if row.value else None
    used = 2 + places + sum(measure(text) for text, _ in cells[1:])
    if value is not None and used + measure(value[0]) <= page.width:
        cells.append(value)
        value = None
    page.row(cells, [places], indent=2)
    if value is not None:
        page.row([("", ""), (indent + value[0], "dim")], [places], indent=2)


def _list_start(start: Starting) -> Iterator[Row]:
    last = len(start.lines) - 1
    for number, line in enumerate(start.lines):
        inside = start.directory not in (".", "") and number == last
        where = (f"  in {start.directory}", "dim") if inside else ("", "")
        yield Row(_show_place(line) or "nowhere", ((line.code, "good"), where))


def _list_source(source: Source, depth: int) -> Iterator[Row]:
    gap = tell_gap(source)
    text = [(tell_source(source), "")]
    if gap:
        text.append((f"  not known: {gap}", "caution"))
    place = str(source.place) if source.place is not None else ""
    yield Row(place, tuple(text), depth, tell_value(source))
    for part in source.parts:
        yield from _list_source(part, depth + 1)


def _show_place(line: CodeLine) -> str:
    return str(line.place) if line.place is not None else ""


def drop_followed(accesses: Sequence[AccessExplanation]) -> list[AccessExplanation]:
    """The accesses without those whose call is part of another one, as `open` is of a dump."""
    ways = [way for access in accesses for way in access.ways]
    used = [(source.place, source.code) for way in ways for source in _walk(way.sources)]
    acting = [way.calls[-1] for way in ways if way.calls]
    used += [(line.place, line.code) for line in acting]

    def is_followed(way: Way) -> bool:
        own = way.calls[-1]
        inside = [code for place, code in used if place == own.place and own.code in code]
        return any(code != own.code for code in inside) or len(inside) > acting.count(own)

    return [a for a in accesses if not any(way.calls and is_followed(way) for way in a.ways)]


def _walk(sources: Sequence[Source]) -> Iterator[Source]:
    for source in sources:
        yield source
        yield from _walk(source.parts)

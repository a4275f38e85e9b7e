from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.parsers.notebook.document import read_document
from mlaudit.parsers.notebook.positions import locate_lines

SOURCES = st.lists(st.text('ab"\\\n {}[],:é', max_size=30), max_size=5)


def write(sources: list[object], indent: int | None = 1, **more: object) -> bytes:
    cells = [{"cell_type": "code", "outputs": [], "source": source} for source in sources]
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}
    return json.dumps(content, indent=indent).encode()


def test_a_line_of_a_cell_is_a_line_of_the_file() -> None:
    data = write([["import os\n", "\n", "print(1)"], ["x = 1"]])
    lines = data.decode().split("\n")
    found = locate_lines(data)
    assert [lines[n - 1].strip() for n in found[0]] == ['"import os\\n",', '"\\n",', '"print(1)"']
    assert [lines[n - 1].strip() for n in found[1]] == ['"x = 1"']


@settings(deadline=None)
@given(SOURCES)
def test_every_line_of_every_cell_stands_where_it_says(sources: list[str]) -> None:
    data = write([source.splitlines(keepends=True) for source in sources])
    lines = data.decode().split("\n")
    found = locate_lines(data)
    for index, source in enumerate(sources):
        expected = [json.dumps(line) for line in source.splitlines(keepends=True)]
        assert [lines[n - 1].strip().removesuffix(",") for n in found.get(index, ())] == expected


@settings(deadline=None)
@given(SOURCES)
def test_a_notebook_on_one_line_has_one(sources: list[str]) -> None:
    for numbers in locate_lines(write(list(sources), indent=None)).values():
        assert set(numbers) <= {1}


@settings(deadline=None)
@given(SOURCES)
def test_there_is_a_line_for_each_of_the_text_that_is_read(sources: list[str]) -> None:
    data = write(list(sources))
    document = read_document(data)
    assert not isinstance(document, str)
    found = locate_lines(data)
    for cell in document.cells:
        assert len(found.get(cell.index, ())) == len(cell.source.removesuffix("\n").split("\n")) * (
            cell.source != ""
        )


def test_sources_elsewhere_do_not_count() -> None:
    widget = {"cells": [{"source": ["no"]}], "source": "no"}
    data = write([["yes\n"]], metadata={"widgets": widget})
    assert list(locate_lines(data)) == [0]
    assert len(locate_lines(data)[0]) == 1


def test_notebooks_before_version_4() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# a"]},
        {"cell_type": "code", "input": ["b\n", "c"], "language": "python", "outputs": []},
    ]
    content = {"metadata": {}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}
    data = json.dumps(content, indent=1).encode()
    document = read_document(data)
    assert not isinstance(document, str)
    lines = data.decode().split("\n")
    found = locate_lines(data)
    for cell in document.cells:
        shown = [json.loads(lines[n - 1].strip().removesuffix(",")) for n in found[cell.index]]
        assert "".join(shown) == cell.source


@pytest.mark.parametrize("data", [b"", b"{", b'"cells"', b"[]]]]", b'{"cells": [{"source": "\xff'])
def test_broken_text_gives_what_can_be_told(data: bytes) -> None:
    assert locate_lines(data) == {}


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_taken(data: bytes) -> None:
    locate_lines(data)

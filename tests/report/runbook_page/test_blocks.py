from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.report.runbook_page.blocks import (
    Block,
    DamagedMarksError,
    parse_page,
    write_page,
)

A, B, C = (Block(name, f"- do {name}\n") for name in ("a1", "b2", "c3"))
MARKS = ("<!-- mlaudit:begin a1 -->", "<!-- mlaudit:end a1 -->", "<!-- mlaudit:end gone -->")
NOTES = st.lists(
    st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from([*MARKS, "\n", "\r\n"]),
    max_size=5,
).map("".join)
BLOCKS = st.lists(st.sampled_from([A, B, C]), unique=True).map(tuple)


def annotate(text: str, notes: list[str]) -> str:
    """The page with a note behind each block, and one before all."""
    page = parse_page(text)
    found = [notes[0]]
    for number, (block, _) in enumerate(page.parts, 1):
        found.append(
            f"<!-- mlaudit:begin {block.id} -->{block.body}<!-- mlaudit:end {block.id} -->"
        )
        found.append(f"\n{notes[number]}\n")
    return "".join(found)


@given(BLOCKS, BLOCKS, st.lists(NOTES, min_size=5, max_size=5))
@settings(max_examples=300, deadline=None)
def test_no_note_is_ever_lost_and_writing_again_changes_nothing(
    before: tuple[Block, ...], after: tuple[Block, ...], notes: list[str]
) -> None:
    annotated = annotate(write_page("", before), notes)
    page = parse_page(annotated)
    try:
        text = write_page(annotated, after)
    except DamagedMarksError:
        assert any("<!-- mlaudit:" in note for note in notes)
        return
    assert text.startswith(page.start)
    for _, note in page.parts:
        assert note in text or not note.strip()
    assert write_page(text, after) == text


@given(NOTES, BLOCKS)
def test_a_page_of_somebody_else_is_kept_in_front(text: str, blocks: tuple[Block, ...]) -> None:
    start = parse_page(text).start
    try:
        assert write_page(text, blocks).startswith(start)
    except DamagedMarksError:
        assert "<!-- mlaudit:" in text


def test_a_note_stays_below_its_block_when_blocks_move() -> None:
    text = write_page("", (A, B)).replace("end a1 -->\n", "end a1 -->\n\nAsk Ada.\n")
    moved = write_page(text, (C, B, A))
    assert moved.index("do c3") < moved.index("do b2") < moved.index("do a1")
    assert moved.index("do a1") < moved.index("Ask Ada.")


def test_notes_on_blocks_that_are_gone_come_at_the_end_and_stay_there() -> None:
    text = write_page("", (A, B)).replace("end a1 -->\n", "end a1 -->\n\nAsk Ada.\n")
    gone = write_page(text, (B,))
    assert "do a1" not in gone
    tail = gone.partition("## Notes on steps that are gone\n")[2]
    assert "Ask Ada." in tail
    assert write_page(gone, (B,)) == gone
    assert "Ask Ada." in write_page(gone, (C,))


def test_text_of_the_repository_ends_no_block() -> None:
    evil = Block("e1", "- run x <!-- mlaudit:end e1 --> y\n")
    text = write_page("", (evil,))
    assert [block.id for block, _ in parse_page(text).parts] == ["e1"]
    assert write_page(text, (evil,)) == text


def test_half_a_pair_of_marks_that_notes_would_close_is_refused() -> None:
    text = write_page("", (A, B))
    text = text.replace("end a1 -->", "end a1 -->\n<!-- mlaudit:begin x -->")
    text = text.replace("end b2 -->", "end b2 -->\n<!-- mlaudit:end x -->")
    with pytest.raises(DamagedMarksError):
        write_page(text, ())

from __future__ import annotations

from mlaudit.parsers.python.comments import find_blocks
from mlaudit.parsers.python.lexical import find_comments
from tests.parsers.python.reading import read

SOURCE = '''\
"""Trains the model.

Before running this, please download the ratings from https://example.org/r.zip into data/raw.
"""
import sys

COLOUR = "#download"


class Loader:
    def load(self):
        # The weights must be downloaded manually from https://example.org/weights
        # and placed in models/weights.pt before this works.
        if not path.exists():
            raise FileNotFoundError(
                f"{path} not found. Please run prepare.py first."
            )


if not ok:
    sys.exit("Please download the data and put it in data/raw/")
'''


def test_comments_docstrings_and_messages_that_tell_a_person_what_to_do() -> None:
    found = read(SOURCE).instructions
    assert [(item.place.line, item.source, item.heading) for item in found] == [
        (3, "comment", ""),
        (12, "comment", "Loader.load"),
        (15, "message", "Loader.load"),
        (21, "message", ""),
    ]
    assert found[1].manual
    assert "models/weights.pt" in found[1].mentions
    assert "prepare.py" in found[2].mentions


def test_comments_are_no_parts_of_strings() -> None:
    source = 'a = "# no"  # one\nb = """\n# no\n"""\n  # two\nc = \'\\\'# no\'\n'
    found = find_comments(source)
    assert [(item.line, item.column, item.text, item.alone) for item in found] == [
        (1, 12, " one", False),
        (5, 2, " two", True),
    ]


def test_blocks_end_at_dead_code_rulers_and_items() -> None:
    source = (
        "# You must download the file from the portal of the\n"
        "# ministry by hand.\n"
        "# df.to_csv('x')\n"
        "# ----------\n"
        "# 1. Run the other script\n"
        "# 2. Run this script\n"
    )
    blocks = find_blocks(source)
    assert [block.lines for block in blocks] == [(1, 2), (5,), (6,)]
    assert blocks[0].line_at(blocks[0].text.index("ministry")) == 2


def test_ordinary_comments_are_silent() -> None:
    source = "# load the data\ndf = load()\n# train the model\nfit(df)  # run it\n"
    assert read(source).instructions == ()

"""What links to headings end in."""

from __future__ import annotations

import pytest

from mlaudit.parsers.documents.anchors import read_anchors


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("# From the CRM\n", "from-the-crm"),
        ("## 2. `load()` & go, now! ##\n", "2-load--go-now"),
        ("## 2. `load()` & go, now!\n", "2-load-go-now"),
        ("Résumé_1\n---\n", "résumé_1"),
        ("Export\n======\n\ntext\n", "export"),
        ("# A\n# A\n# A\n", "a-2"),
        ('<a name="Here"></a>\n', "here"),
        ("## Long title {#short .class}\n", "short"),
        (".. _some label:\n\nTitle\n~~~~~\n", "some label"),
        ("# [Link](https://x.org) here\n", "link-here"),
    ],
)
def test_headings_and_names_are_anchors(text: str, anchor: str) -> None:
    assert anchor in read_anchors(text)


@pytest.mark.parametrize("text", ["```sh\n# no heading\n```\n", "#no\n", "plain\n\n---\n"])
def test_nothing_else_is(text: str) -> None:
    assert read_anchors(text) == ()

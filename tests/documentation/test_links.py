from __future__ import annotations

import pytest

from docs.tools.links import LinkError, to_site

PAGES = {
    "README.md": "index.md",
    "docs/a.md": "a.md",
    "docs/b.md": "b.md",
    "rules/inputs/untracked_input.md": "rules/untracked-input.md",
    "docs/pictures/scan.svg": "pictures/scan.svg",
}
FILES = {*PAGES, "mlaudit/catalog"}


def rewritten(text: str, source: str = "docs/b.md") -> str:
    return to_site(text, source, PAGES, FILES.__contains__).removesuffix("\n")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[a](a.md#part)", "[a](a.md#part)"),
        ("[r](../README.md)", "[r](index.md)"),
        ("[`u`](../rules/inputs/untracked_input.md)", "[`u`](rules/untracked-input.md)"),
        ("the [catalogue](../mlaudit/catalog) of", "the catalogue of"),
        ("[x](https://example.org/a.md) [y](#here)", "[x](https://example.org/a.md) [y](#here)"),
        ("`[a](gone.md)` stays", "`[a](gone.md)` stays"),
        ("![scan](pictures/scan.svg)", "![scan](pictures/scan.svg)"),
        ("<!-- keys -->", ""),
        ("| `a\\|b` | c\\|d |", "| `a|b` | c\\|d |"),
    ],
)
def test_links_lead_to_pages_of_the_site(written: str, shown: str) -> None:
    assert rewritten(written) == shown


def test_links_count_from_their_own_page() -> None:
    source = "rules/inputs/untracked_input.md"
    assert rewritten("[a](../../docs/a.md)", source) == "[a](../a.md)"


@pytest.mark.parametrize("text", ["[a](gone.md)", "![a](../mlaudit/catalog)"])
def test_a_link_to_nothing_is_refused(text: str) -> None:
    with pytest.raises(LinkError, match=r"docs/b\.md"):
        rewritten(text)


def test_the_path_of_a_file_becomes_its_title_and_its_text_stays() -> None:
    block = "````toml path=mlaudit.toml in=churn\n[a](gone.md)\n```\n<!-- b -->\n````"
    assert rewritten(block) == (
        '```` toml title="mlaudit.toml"\n[a](gone.md)\n```\n<!-- b -->\n````'
    )
    assert rewritten("```findings\nINP001 a b\n```") == "``` text\nINP001 a b\n```"

"""What the site is made of: each page once in the navigation, with links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.tools.build_site import (
    ROOT,
    assemble,
    check_navigation,
    render_configuration,
    render_pages,
)
from docs.tools.links import FENCE
from docs.tools.rule_pages import grouped_rules

_REGISTRIES = re.compile(r"https?://(?:www\.)?(?:pypi\.org|npmjs\.com|registry\.npmjs)")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return render_pages()


def test_the_navigation_names_every_page_once(pages: dict[str, str]) -> None:
    check_navigation(set(pages), render_configuration())


@pytest.mark.parametrize("change", [{"forgotten.md"}, {"score.md"}])
def test_a_page_too_many_or_too_few_is_refused(pages: dict[str, str], change: set[str]) -> None:
    (name,) = change
    with pytest.raises(ValueError, match=name):
        check_navigation(set(pages) ^ change, render_configuration())


def test_every_rule_has_a_page_with_its_names_and_defaults(pages: dict[str, str]) -> None:
    rules = [rule for group in grouped_rules().values() for rule in group]
    assert len(rules) > 50
    for rule in rules:
        page = pages[f"rules/{rule.slug}.md"]
        assert f"`{rule.code}` · family [{rule.family}](index.md#{rule.family})" in page
        assert f"[{rule.slug}]({rule.slug}.md)" in pages["rules/index.md"]


def test_anchors_of_links_are_headings(pages: dict[str, str]) -> None:
    anchors = {name: set(_anchors(text)) for name, text in pages.items()}
    wrong = []
    for name, text in pages.items():
        for target in re.findall(r"\]\(([^():\s]*#[^()\s]+)\)", _prose(text)):
            path, _, anchor = target.partition("#")
            there = (Path(name).parent / path).as_posix() if path else name
            if anchor not in anchors[there]:
                wrong.append(f"{name}: {target}")
    assert wrong == []


def test_no_page_names_the_host_of_a_registry(pages: dict[str, str]) -> None:
    assert [name for name, text in pages.items() if _REGISTRIES.search(text)] == []


def test_diagrams_are_pictures_since_the_theme_would_load_a_library_for_them(
    pages: dict[str, str],
) -> None:
    assert [name for name, text in pages.items() if re.search(r"^`{3,} mermaid", text, re.M)] == []


def test_what_is_put_together_holds_pages_pictures_and_the_configuration(tmp_path: Path) -> None:
    assemble(tmp_path / "site")
    for name in ("zensical.toml", "pages/index.md", "pages/mlaudit.schema.json"):
        assert (tmp_path / "site" / name).is_file()
    pictures = {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
    assert {path.name for path in (tmp_path / "site/pages/pictures").iterdir()} == pictures


def _prose(text: str) -> str:
    inside, kept = "", []
    for line in text.splitlines():
        fence = FENCE.match(line)
        if fence and not inside:
            inside = fence[2]
        elif fence and fence[2].startswith(inside) and not fence[3]:
            inside = ""
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def _anchors(text: str) -> list[str]:
    headings = re.findall(r"^#+ (.*)$", _prose(text), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]

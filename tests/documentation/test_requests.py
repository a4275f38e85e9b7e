from __future__ import annotations

from pathlib import Path

import pytest

from docs.tools.requests import requests_of_page, requests_of_site


@pytest.mark.parametrize(
    "loading",
    [
        '<script src="https://cdn.example.org/a.js"></script>',
        '<link rel="stylesheet" href="//fonts.example.org/css">',
        '<link rel="preconnect" href="https://fonts.example.org">',
        '<img alt="" src="http://example.org/badge.svg">',
        "<style>@import 'https://example.org/a.css';</style>",
        '<a href="/tutorial.html">tutorial</a>',
        '<script src="/a.js"></script>',
        '<div style="background: url(https://example.org/a.png)">',
    ],
)
def test_what_a_page_loads_from_elsewhere_is_found(loading: str) -> None:
    assert len(requests_of_page(f"<html>{loading}</html>")) == 1


def test_own_files_and_links_that_a_person_follows_are_no_requests() -> None:
    page = (
        '<link rel="canonical" href="https://example.org/"><link rel="stylesheet" href="a.css">'
        '<script src="../a.js"></script><a href="https://example.org/">there</a>'
    )
    assert requests_of_page(page) == []


def test_styles_and_pictures_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@font-face { src: url(https://example.org/f.woff2) }")
    (tmp_path / "b.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert list(requests_of_site(tmp_path)) == ["a.css: https://example.org/f.woff2"]

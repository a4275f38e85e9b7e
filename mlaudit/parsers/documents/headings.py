"""Headings: the path of a part, and sections that say nothing about running the project."""

from __future__ import annotations

import re
from functools import lru_cache

from mlaudit.parsers.path_text import stem_of
from mlaudit.patterns import lazy_regex

_ASIDE = lazy_regex(
    r"\b(?:change ?log|release notes|what'?s new|contribut\w*|licen[cs]\w*|cit(?:e|ing|ations?)|"
    r"acknowledge?ments?|credits|authors|code of conduct|references|bibliography|road ?map|"
    r"api reference|api documentation|related work|further reading|table of contents|contact|"
    r"support|maintainers|security policy|disclaimer|sponsors)\b",
    re.IGNORECASE,
)
_RECORD_FILES = lazy_regex(
    r"(?:change_?log|changes|history|news|whats_?new|code_of_conduct|licen[cs]e|notice|security|"
    r"authors|credits|citation|pull_request_template|bug_report|feature_request)\b",
    re.IGNORECASE,
)
_ASIDE_FILES = lazy_regex(r"(?:contributing|support)\b", re.IGNORECASE)
_NUMBERED = lazy_regex(
    r"\W{0,4}(?:(?:step|part|stage|phase|etape)\s*)?\d{1,2}(?![\d%])", re.IGNORECASE
)
_MARKUP = lazy_regex(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|<[^<>]*>|[`*\[\]]|:[a-z_]{2,30}:")


def plain_heading(text: str) -> str:
    """A heading on one line without its markup."""
    return " ".join(_MARKUP.sub("", text).split()).strip(" #:")


def nest_heading(path: list[tuple[int, str]], level: int, text: str) -> list[tuple[int, str]]:
    """The heading path (level, text) after one more heading."""
    return [entry for entry in path if entry[0] < level] + [(level, plain_heading(text))]


@lru_cache(maxsize=256)
def is_aside(headings: tuple[str, ...]) -> bool:
    """Is the section about the project's life (changes, licence, contact) and not its use?"""
    return any(_ASIDE.search(heading) for heading in headings)


def is_aside_file(path: str) -> bool:
    """Is the whole document such a section?"""
    return is_record(path) or bool(_ASIDE_FILES.match(stem_of(path)))


def is_record(path: str) -> bool:
    """Does the document record changes, rights or manners, and name no command to run?"""
    return bool(_RECORD_FILES.match(stem_of(path))) or "ISSUE_TEMPLATE" in path.split("/")


def is_numbered(heading: str) -> bool:
    """Does the heading give its place in a sequence ("1. Install", "Step 2")?"""
    return bool(_NUMBERED.match(heading))

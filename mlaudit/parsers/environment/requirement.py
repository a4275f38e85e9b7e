"""One requirement in the grammar of pip, and what pins it.

Formats: https://pip.pypa.io/en/stable/reference/requirement-specifiers/ and
https://pip.pypa.io/en/stable/topics/vcs-support/. Names are normalised (PEP 503).
"""

from __future__ import annotations

import re

from mlaudit.model.facts import Requirement
from mlaudit.model.place import Place
from mlaudit.patterns import lazy_regex

_COMMIT = lazy_regex(r"@[0-9a-f]{40}(?=$|[#&/])|/[0-9a-f]{40}(?=\.|/|$)", re.IGNORECASE)
_HASH = lazy_regex(r"#(?:.*&)?(?:sha256|sha384|sha512|md5)=[0-9a-f]+", re.IGNORECASE)
_ARCHIVE = lazy_regex(r"/([A-Za-z0-9_.]+?)-(\d[^/#?]*?)(?:-[^/#?]+)?\.whl(?:$|[#?])")
_EGG = lazy_regex(r"[#&]egg=([A-Za-z0-9._-]+)")
_REPOSITORY = lazy_regex(r"([^/:]+?)(?:\.git)?(?:@[^/]*)?(?:[#?].*)?$")
_CONDA_EXPORT = lazy_regex(r"([A-Za-z0-9_.-]+)=([^=<>!~\s]+)(?:=([^=\s]+))?")
_EXACT = lazy_regex(r"===?\s*v?\d[^*,\s]*")
_URL = lazy_regex(r"(?:[a-z]+\+)?[a-z][a-z0-9.-]*://|git@|(?:git|hg|svn|bzr)\+", re.IGNORECASE)


def normalise_name(name: str) -> str:
    """A distribution's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).strip("-").lower()


def read_requirement(text: str, place: Place) -> Requirement | None:
    """The requirement that `text` states, or None where it states none.

    A specifier of "@ URL" names a source instead of versions.
    """
    from packaging.requirements import InvalidRequirement
    from packaging.requirements import Requirement as Parsed

    text = text.strip()
    if _URL.match(text):
        return read_source(_name_of_url(text), text.split()[0], place)
    try:
        parsed = Parsed(text)
    except (InvalidRequirement, RecursionError):
        return _read_loosely(text, place)
    if parsed.url:
        return read_source(parsed.name, parsed.url, place)
    specifier = str(parsed.specifier)
    return Requirement(normalise_name(parsed.name), specifier, is_exact(specifier), place)


def read_source(name: str, url: str, place: Place) -> Requirement:
    """A package taken from a URL; pinned by a commit, a hash, or the version of a wheel."""
    local = url.startswith("file:")
    fixed = _COMMIT.search(url) or _HASH.search(url) or _ARCHIVE.search(url)
    return Requirement(normalise_name(name), f"@ {url}", bool(fixed) and not local, place)


def is_exact(specifier: str) -> bool:
    """The specifier admits one version only."""
    return any(_EXACT.fullmatch(clause.strip()) for clause in specifier.split(","))


def _name_of_url(url: str) -> str:
    for pattern in (_EGG, _ARCHIVE, _REPOSITORY):
        if found := pattern.search(url):
            return found[1]
    return url


def _read_loosely(text: str, place: Place) -> Requirement | None:
    """`name=version=build` of a conda export, and versions that PEP 440 does not know."""
    bare = text.partition(";")[0].strip()
    if found := _CONDA_EXPORT.fullmatch(bare):
        return Requirement(normalise_name(found[1]), f"=={found[2]}", "*" not in found[2], place)
    if found := re.fullmatch(r"([A-Za-z0-9][\w.-]*)(\[[^\]]*\])?\s*([=<>!~]=?=?.*)", bare):
        specifier = found[3].replace(" ", "")
        return Requirement(normalise_name(found[1]), specifier, is_exact(specifier), place)
    return None

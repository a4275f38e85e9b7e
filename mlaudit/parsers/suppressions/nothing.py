"""Formats without comments: what is found in them can be set aside in the configuration alone."""

from __future__ import annotations

from mlaudit.parsers.documents.plain import claims as is_plain_document
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.suppressions.slashes import SYNTAX as SLASHES
from mlaudit.parsers.suppressions.syntax import Syntax


def _claims(path: str) -> bool:
    if suffix_of(path) == ".json":
        return SLASHES.claims is None or not SLASHES.claims(path)
    return is_plain_document(path)


SYNTAX = Syntax("nothing", _claims, lambda path, data: ())

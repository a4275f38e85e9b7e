"""Places as locations of SARIF."""

from __future__ import annotations

from typing import Any

from mlaudit.model.place import Place
from mlaudit.report.locations import Locations

BASE = "%SRCROOT%"
"""What addresses are relative to."""


def locate(place: Place, locations: Locations) -> dict[str, Any]:
    """A physical location: the file and, since GitHub asks for it, always a region."""
    line = locations.line(place)
    start, end = locations.columns(place)
    return {
        "artifactLocation": {"uri": to_uri(locations.path(place.path)), "uriBaseId": BASE},
        "region": {"startLine": line, "startColumn": start, "endLine": line, "endColumn": end},
    }


def to_uri(path: str) -> str:
    """A relative reference; bytes of a name that are not UTF-8 stay what they are."""
    from urllib.parse import quote

    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    return quote(data, safe="/")

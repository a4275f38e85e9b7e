"""Console scripts: `name = package.module:function`."""

from __future__ import annotations

from mlaudit.model.facts import EntryPoint
from mlaudit.model.place import Place
from mlaudit.patterns import lazy_regex

_REFERENCE = lazy_regex(r"(?P<module>[\w.]+)\s*(?::\s*(?P<function>[\w.]+))?\s*(?:\[.*\])?")
_LINE = lazy_regex(r"\s*(?P<name>[^=\s\[]+)\s*=\s*(?P<reference>.+?)\s*")


def read_entry_point(name: str, reference: str, place: Place) -> EntryPoint | None:
    """A console script, or None where the reference names no module."""
    found = _REFERENCE.fullmatch(reference.strip())
    if not found:
        return None
    return EntryPoint(name.strip(), found["module"], found["function"] or "", place)


def read_entry_line(text: str, place: Place) -> EntryPoint | None:
    """A console script written as `name = module:function`."""
    found = _LINE.fullmatch(text)
    return read_entry_point(found["name"], found["reference"], place) if found else None

"""Files that set variables of the environment: which one a library finds, and what it holds."""

from __future__ import annotations

import posixpath
import re

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import HOLE, normalise, texts_of
from mlaudit.graph.python.values import NONE, ROOT, Known, PathValue, Value
from mlaudit.model.data import Scalar, Table
from mlaudit.patterns import lazy_regex

_VARIABLE = lazy_regex(r"\$(?:(\w+)|\{(\w+)\})")
_ADDRESS = lazy_regex(r"(^|_)(URL|ENDPOINT)(_|$)", re.IGNORECASE)
_BARE_WORDS = lazy_regex(r"[A-Za-z-]+(\.[A-Za-z-]+)+")
_REFERENCE = lazy_regex(r"\$\{(\w+)(?::-([^}]*))?\}")


def find_above(run: Evaluation, name: str, site: Site) -> PathValue | None:
    """A file of the tree in the folder of the calling code or above it, None where none is."""
    folder = site.frame.module.folder
    while True:
        path = posixpath.join(folder, name)
        if run.world.exists(path):
            return PathValue(f"{ROOT}/{path}")
        if not folder:
            return None
        folder = posixpath.dirname(folder)


def read_variables(run: Evaluation, file: Value | None) -> dict[str, str]:
    """The variables that a file of the tree sets; secrets are holes with their name."""
    found: dict[str, str] = {}
    for text in texts_of(file) if file is not None else []:
        path = normalise(text, run.directory)
        data = None if HOLE.search(path) else run.world.configuration(path)
        for entry in data.entries if isinstance(data, Table) else ():
            if isinstance(entry.value, Scalar):
                value = entry.value.value
                known = str(value)
                if value is None or _is_host_to_fill_in(entry.key, known):
                    known = "{" + entry.key + "}"
                found[entry.key] = _fill(known, {**found, **run.environment})
    return found


def _is_host_to_fill_in(name: str, text: str) -> bool:
    """Does a variable for an address hold a word such as `url.here`, which leads nowhere?"""
    return bool(_ADDRESS.search(name)) and bool(_BARE_WORDS.fullmatch(text))


def _fill(text: str, variables: dict[str, str]) -> str:
    """`${NAME}` and `${NAME:-default}` in a value."""
    return _REFERENCE.sub(
        lambda match: variables.get(match[1], match[2] or "{" + match[1] + "}"), text
    )


def variables_in(text: str) -> list[str]:
    """The names of the variables that a text refers to."""
    return [match[1] or match[2] for match in _VARIABLE.finditer(text)]


def expand_variables(run: Evaluation, text: str) -> str:
    """`os.path.expandvars`: `$NAME` and `${NAME}`, a hole where nothing is known to set it."""
    return _VARIABLE.sub(
        lambda match: run.environment.get(match[1] or match[2], "{" + (match[1] or match[2]) + "}"),
        text,
    )


def set_variables(run: Evaluation, variables: dict[str, str], *, override: bool) -> None:
    """Put variables into the environment; what is set already stays unless told otherwise."""
    for name, text in variables.items():
        if override or name not in run.environment:
            run.environment[name] = text


def as_values(variables: dict[str, str]) -> dict[object, Value]:
    """Variables as the entries of a dict."""
    return {name: Known(text) for name, text in variables.items()}


def note_file(
    run: Evaluation, given: Value | None, via: str, site: Site, name: str = ".env"
) -> Value:
    """The file that is named, else the one that lies above the calling code; its read is noted."""
    if given is None or given == NONE or given == Known(""):
        given = find_above(run, name, site) or Known(f"{ROOT}/{name}")
    record_path(run, given, "read", via, site, "secret")
    return given

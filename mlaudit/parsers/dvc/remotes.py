"""`.dvc/config`: where DVC keeps the contents."""

from __future__ import annotations

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.ini_data import read_ini
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.patterns import lazy_regex

_SECTION = lazy_regex(r"""'?remote\s+"(?P<name>[^"]*)"'?""")
_CONFIG = lazy_regex(r"(?:.*/)?\.dvc/config(?:\.local)?")


def parse_remotes(path: str, data: bytes) -> Facts:
    """The URL of every remote, the default first; local ones as paths from the root."""
    value, message, line = read_ini(data)
    if not isinstance(value, Table):
        problem = Problem(Place(path, line), message or "not INI")
        return Facts(path, PARSER.name, problems=(problem,))
    core = value.get("core")
    default = core.get("remote") if isinstance(core, Table) else None
    chosen = default.value if isinstance(default, Scalar) else None
    found: list[tuple[bool, str]] = []
    for entry in value.entries:
        section = _SECTION.fullmatch(entry.key.strip())
        url = _text(entry.value, "url")
        if section and url:
            address = _at_endpoint(url, _text(entry.value, "endpointurl"))
            found.append((section["name"] != chosen, join_path(folder_of(path), address)))
    found.sort(key=lambda pair: pair[0])
    return Facts(path, PARSER.name, remotes=tuple(url for _, url in found))


def _text(section: Data, key: str) -> str:
    value = section.get(key) if isinstance(section, Table) else None
    return value.value if isinstance(value, Scalar) and isinstance(value.value, str) else ""


def _at_endpoint(url: str, endpoint: str) -> str:
    """A bucket on a server of one's own is reached through that server."""
    return f"{endpoint.rstrip('/')}/{url.partition('://')[2]}" if "://" in endpoint else url


PARSER = Parser("dvc-remotes", lambda path: bool(_CONFIG.fullmatch(path)), parse_remotes)

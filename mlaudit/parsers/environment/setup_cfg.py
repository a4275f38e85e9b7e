"""setup.cfg: https://setuptools.pypa.io/en/latest/userguide/declarative_config.html."""

from __future__ import annotations

from mlaudit.model.data import Data, Scalar
from mlaudit.model.facts import EntryPoint, Environment, Facts
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.entry_points import read_entry_line
from mlaudit.parsers.environment.pip_lines import read_pip_lines
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.ini_data import read_ini
from mlaudit.parsers.path_text import folder_of, join_path

_FILE = "file:"


def parse_setup_cfg(path: str, data: bytes) -> Facts:
    """The packages, the Python and the console scripts of a project's declarative setup."""
    value, _, _ = read_ini(data)
    required = find(value, "options", "install_requires")
    extras = find(value, "options.extras_require")
    rows = [
        row for each in (required, *(e.value for e in entries_of(extras))) for row in _rows(each)
    ]
    lines = read_pip_lines((row for row in rows if not row[0].startswith(_FILE)), path)
    files = (row for row, _ in rows if row.startswith(_FILE))
    includes = tuple(
        join_path(folder_of(path), name.strip())
        for row in files
        for name in row[len(_FILE) :].split(",")
    )
    python = text_of(find(value, "options", "python_requires"))
    scripts = tuple(_entry_points(find(value, "options.entry_points", "console_scripts"), path))
    if not rows and python is None:
        return Facts(path, PARSER.name, entry_points=scripts)
    environment = Environment(
        path, "setup", lines.requirements, False, python, includes + lines.includes
    )
    return Facts(
        path,
        PARSER.name,
        environments=(environment,),
        entry_points=scripts,
        problems=lines.problems,
    )


def _rows(data: Data | None) -> list[tuple[str, int]]:
    """(row, line) of a value that runs over several lines; comments are left out."""
    if not isinstance(data, Scalar) or not isinstance(data.value, str):
        return []
    rows = [
        (row.partition(" #")[0].strip(), data.line + i)
        for i, row in enumerate(data.value.split("\n"))
    ]
    return [row for row in rows if row[0] and not row[0].startswith("#")]


def _entry_points(data: Data | None, path: str) -> list[EntryPoint]:
    found = (read_entry_line(row, Place(path, line)) for row, line in _rows(data))
    return [each for each in found if each is not None]


PARSER = Parser("setup-cfg", lambda path: path.rpartition("/")[2] == "setup.cfg", parse_setup_cfg)

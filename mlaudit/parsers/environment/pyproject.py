"""pyproject.toml: PEP 621, dependency groups (PEP 735), Poetry, PDM, Hatch, uv and Pixi."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import EntryPoint, Environment, Facts, Requirement
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.entry_points import read_entry_point
from mlaudit.parsers.environment.pip_lines import PipLines, read_pip_lines
from mlaudit.parsers.environment.values import entries_of, find, text_of, texts_of
from mlaudit.parsers.environment.versions import python_of, read_version_table
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.parsers.toml_data import read_toml


def parse_pyproject(path: str, data: bytes) -> Facts:
    """The packages, the Python and the console scripts of a project.

    A file that only configures tools declares no environment. Broken syntax is reported where the
    file is read as configuration.
    """
    value, _, _ = read_toml(data)
    lines = read_pip_lines(
        (pair for each in _standard_lists(value) for pair in texts_of(each)), path
    )
    tables = tuple(_version_tables(value))
    found = [*lines.requirements]
    found += [each for table in tables for each in read_version_table(table, path)]
    scripts = tuple(_entry_points(value, path))
    if not _declares_environment(value) and not found:
        return Facts(path, PARSER.name, entry_points=scripts, problems=lines.problems)
    environment = _environment(path, value, tuple(found), lines)
    return Facts(
        path,
        PARSER.name,
        environments=(environment,),
        entry_points=scripts,
        problems=lines.problems,
    )


def _environment(
    path: str, value: Data | None, found: tuple[Requirement, ...], lines: PipLines
) -> Environment:
    dynamic = find(value, "tool", "setuptools", "dynamic", "dependencies", "file")
    includes = tuple(join_path(folder_of(path), name) for name, _ in texts_of(dynamic))
    python = (
        text_of(find(value, "project", "requires-python"))
        or python_of(find(value, "tool", "poetry", "dependencies"))
        or python_of(find(value, "tool", "pixi", "dependencies"))
    )
    return Environment(path, "pyproject", found, False, python, includes + lines.includes)


def _declares_environment(value: Data | None) -> bool:
    chains = (("project",), ("dependency-groups",), ("tool", "poetry"), ("tool", "pixi"))
    return any(isinstance(find(value, *chain), Table) for chain in chains)


def _standard_lists(value: Data | None) -> Iterator[Data | None]:
    """Lists of requirement lines."""
    yield find(value, "project", "dependencies")
    groups = (
        find(value, "project", "optional-dependencies"),
        find(value, "dependency-groups"),
        find(value, "tool", "pdm", "dev-dependencies"),
    )
    for group in groups:
        yield from (entry.value for entry in entries_of(group))
    yield find(value, "tool", "uv", "dev-dependencies")
    for entry in entries_of(find(value, "tool", "hatch", "envs")):
        yield find(entry.value, "dependencies")
        yield find(entry.value, "extra-dependencies")


def _version_tables(value: Data | None) -> Iterator[Data | None]:
    """Tables of package and version."""
    poetry = find(value, "tool", "poetry")
    yield find(poetry, "dependencies")
    yield find(poetry, "dev-dependencies")
    for entry in entries_of(find(poetry, "group")):
        yield find(entry.value, "dependencies")
    yield from pixi_tables(find(value, "tool", "pixi"))


def pixi_tables(pixi: Data | None) -> Iterator[Data | None]:
    """The tables of packages of a Pixi manifest."""
    features = (entry.value for entry in entries_of(find(pixi, "feature")))
    for part in (pixi, *features):
        yield find(part, "dependencies")
        yield find(part, "pypi-dependencies")


def _entry_points(value: Data | None, path: str) -> Iterator[EntryPoint]:
    scripts = (find(value, "project", "scripts"), find(value, "tool", "poetry", "scripts"))
    for table in scripts:
        for entry in entries_of(table):
            reference = (
                text_of(entry.value)
                or text_of(find(entry.value, "reference"))
                or text_of(find(entry.value, "callable"))
            )
            found = read_entry_point(entry.key, reference or "", Place(path, entry.line))
            if found is not None:
                yield found


PARSER = Parser(
    "pyproject", lambda path: path.rpartition("/")[2] == "pyproject.toml", parse_pyproject
)

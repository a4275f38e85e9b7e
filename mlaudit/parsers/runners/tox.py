"""Environments of tox.ini: https://tox.wiki/en/latest/config.html."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import DeclaredStep, Facts, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.ini_data import read_ini
from mlaudit.parsers.path_text import folder_of, join_path, name_of
from mlaudit.parsers.shell.separate import parse_separately
from mlaudit.parsers.shell.templates import mark_hole, unmark_holes
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

TOX_ENVIRONMENT = StepKind("tox-environment", StepFamily.TARGET)

_BASE = "testenv"
_FIELD = lazy_regex(r"\{([^{}]*)\}")
_SECTION = lazy_regex(r"\{\[([^\]{}]+)\](\w+)\}")
_FACTOR = lazy_regex(r"(?P<factors>!?[\w.,!-]+):\s+(?P<command>.*)", re.DOTALL)
_CONTINUED = lazy_regex(r"[ \t]*\\\n\s*")
_COMMANDS = ("commands_pre", "commands", "commands_post")


def parse(path: str, data: bytes) -> Facts:
    """The environments that have a section, `testenv` for all others.

    Broken syntax is reported where the file is read as configuration.
    """
    return Facts(path, PARSER.name, steps=tuple(environments_of(path, decode_text(data))))


def environments_of(path: str, text: str) -> Iterator[DeclaredStep]:
    """The environments of a text in the form of tox.ini."""
    value, _, _ = read_ini(text)
    for section in entries_of(value):
        kind, colon, name = section.key.partition(":")
        named = bool(colon and name.strip()) or section.key == _BASE
        if kind == _BASE and named and isinstance(section.value, Table):
            yield _step(name.strip() or _BASE, section.value, value, path)


def _step(name: str, section: Table, value: Data | None, path: str) -> DeclaredStep:
    def option(*keys: str) -> Scalar:
        found = (find(table, key) for table in (section, find(value, _BASE)) for key in keys)
        return next((each for each in found if isinstance(each, Scalar)), Scalar(None))

    folder = folder_of(path)
    given = text_of(option("changedir", "change_dir"))
    directory = join_path(folder, unmark_holes(fill_fields(given, name, "."))) if given else folder
    known = not directory.startswith(("/", "{", "~"))
    root = posixpath.relpath(folder, directory) if known else "{toxinidir}"
    runs = []
    for key in _COMMANDS:
        commands = option(key)
        text = _SECTION.sub(lambda match: _refer(match, value), text_of(commands) or "")
        lines = [(fill_fields(line, name, root), commands.line) for line in _commands(text, name)]
        if lines:
            script = parse_separately(lines)
            runs.append(Run(Place(path, commands.line), script=script))
    return DeclaredStep(
        TOX_ENVIRONMENT,
        name,
        Place(path, section.line),
        _BASE if name == _BASE else f"{_BASE}:{name}",
        runs=tuple(runs),
        directory=directory,
        environment=tuple(
            _variables(
                text_of(option("setenv", "set_env")) or "", lambda t: fill_fields(t, name, root)
            )
        ),
        group=path,
    )


def _refer(match: re.Match[str], value: Data | None) -> str:
    """What another section says, where it does not refer to a third one."""
    return text_of(find(value, match[1], match[2])) or match[0]


def fill_fields(text: str, name: str, root: str) -> str:
    """Fill in the folder of the file, the environment and defaults; others become holes."""

    def field(match: re.Match[str]) -> str:
        kind, _, rest = match[1].partition(":")
        if kind in ("toxinidir", "tox_root"):
            return root
        if kind in ("envname", "env_name") and name != _BASE:
            return name
        return rest if kind == "posargs" else mark_hole(match[0])

    return _FIELD.sub(field, text.replace("{/}", "/"))


def _commands(text: str, name: str) -> Iterator[str]:
    """The commands of an environment, those for other factors left out."""
    for line in _CONTINUED.sub(" ", text).splitlines():
        command = line.strip()
        if found := _FACTOR.fullmatch(command):
            if not _applies(found["factors"], name):
                continue
            command = found["command"]
        command = re.sub(r"\A[-!]\s*", "", command)
        if command and not command.startswith("#"):
            yield command


def _applies(factors: str, name: str) -> bool:
    own = set(name.split("-"))
    return any(
        all((f[1:] not in own) if f.startswith("!") else f in own for f in each.split("-"))
        for each in factors.split(",")
    )


def _variables(text: str, fill: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if equals and key.strip().isidentifier():
            filled = fill(value.strip())
            yield key.strip(), filled if unmark_holes(filled) == filled else ""


PARSER = Parser(
    "tox",
    lambda path: name_of(path) == "tox.ini",
    parse,
    launchers=(
        Launcher(
            TOX_ENVIRONMENT,
            ("tox",),
            before=(("run",), ("r",), ("run-parallel",), ("p",), ()),
            files=("tox.ini", "pyproject.toml", "tox.toml"),
            valued=("-p", "--parallel", "-x", "--override", "--workdir", "--result-json"),
            file_options=("-c", "--conf"),
            folder_options=("--root",),
            name_options=("-e",),
            asking=("-l", "--listenvs", "-a", "--showconfig", "--notest", "-n", "config", "list"),
            default="none",
        ),
    ),
)
"""Reads `tox.ini`."""

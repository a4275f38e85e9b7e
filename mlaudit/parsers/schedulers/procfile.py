"""Procfiles: https://devcenter.heroku.com/articles/procfile."""

from __future__ import annotations

from mlaudit.model.facts import DeclaredStep, Facts, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.path_text import folder_of, name_of
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

PROCFILE_PROCESS = StepKind("procfile-process", StepFamily.TARGET, "Procfile")

_PROCESS = lazy_regex(r"([A-Za-z0-9_-]+):\s*+(\S.*)")
_RELEASE = "release"
"""What the platform runs by itself before a new version is started."""


def parse(path: str, data: bytes) -> Facts:
    """One step for each type of process."""
    steps = tuple(
        _step(path, number, found[1], found[2].rstrip())
        for number, line in enumerate(decode_text(data).splitlines(), 1)
        if (found := _PROCESS.fullmatch(line))
    )
    return Facts(path, PARSER.name, steps=steps)


def _step(path: str, number: int, name: str, command: str) -> DeclaredStep:
    place = Place(path, number)
    release = (Trigger(TriggerKind.RELEASE, "release phase", place),)
    return DeclaredStep(
        PROCFILE_PROCESS,
        name,
        place,
        name,
        runs=(Run(place, script=parse_script(command, number)),),
        directory=folder_of(path),
        triggers=release if name == _RELEASE else (),
        group=path,
    )


def _launcher(programs: tuple[str, ...], before: tuple[str, ...]) -> Launcher:
    return Launcher(
        PROCFILE_PROCESS,
        programs,
        before=(before,),
        files=("Procfile",),
        file_options=("-f", "--procfile"),
        folder_options=("-d", "--app-root"),
        valued=("-e", "--env", "-p", "--port", "-c", "--concurrency", "-m", "--formation"),
        several=True,
        at_once=True,
    )


PARSER = Parser(
    "procfile",
    lambda path: name_of(path) == "Procfile" or name_of(path).startswith("Procfile."),
    parse,
    launchers=(
        _launcher(("honcho", "foreman", "forego"), ("start",)),
        _launcher(("heroku",), ("local",)),
    ),
)
"""Reads Procfiles."""

"""Services and timers of systemd: https://man7.org/linux/man-pages/man5/systemd.service.5.html."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.facts import DeclaredStep, Facts, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.path_text import folder_of, join_path, name_of, stem_of, suffix_of
from mlaudit.parsers.schedulers.unit_file import Setting, read_settings, values_of, words_of
from mlaudit.parsers.shell import parse_script

SYSTEMD_SERVICE = StepKind("systemd-service", StepFamily.TASK, "service")
SYSTEMD_TIMER = StepKind("systemd-timer", StepFamily.TASK, "timer")

_COMMANDS = ("ExecCondition", "ExecStartPre", "ExecStart", "ExecStartPost")
_BOOT = ("multi-user.target", "default.target", "graphical.target", "network-online.target")
_CLOCK = ("OnCalendar", "OnUnitActiveSec", "OnUnitInactiveSec")
_START = ("OnBootSec", "OnStartupSec", "OnActiveSec")


def parse(path: str, data: bytes) -> Facts:
    """The unit as a step; a timer starts its service."""
    settings = read_settings(data)
    if b"[Timer]" in data:
        return Facts(path, PARSER.name, steps=(_timer(path, settings),))
    if b"[Service]" in data:
        return Facts(path, PARSER.name, steps=(_service(path, settings),))
    return Facts(path, PARSER.name)


def _service(path: str, settings: tuple[Setting, ...]) -> DeclaredStep:
    folder = values_of(settings, "Service", "WorkingDirectory")
    directory = _expanded(folder[-1].value.lstrip("-")) if folder else "/"
    return DeclaredStep(
        SYSTEMD_SERVICE,
        name_of(path),
        Place(path, 1),
        "Service",
        runs=(*_commands(path, settings), *_others(path, settings, "OnSuccess")),
        directory=directory.rstrip("/") or "/",
        after=tuple(_names(path, values_of(settings, "Unit", "After"))),
        triggers=tuple(_at_boot(path, settings)),
        environment=tuple(_environment(settings)),
        group=path,
    )


def _commands(path: str, settings: tuple[Setting, ...]) -> Iterator[Run]:
    for key in _COMMANDS:
        for setting in values_of(settings, "Service", key):
            # Prefixes tell how the program is started and what its failure means.
            text = _expanded(setting.value.lstrip("-@:+!|"))
            yield Run(Place(path, setting.line), script=parse_script(text, setting.line), name=key)


def _expanded(text: str) -> str:
    """The value with the specifiers that stand for a folder or an instance as shell would say."""
    text = re.sub(r"%%", "\0", text.replace("%h", "~"))
    return re.sub(r"%([A-Za-z])", r"${instance_\1}", text).replace("\0", "%")


def _others(path: str, settings: tuple[Setting, ...], key: str) -> Iterator[Run]:
    for setting in values_of(settings, "Unit", key):
        for name in setting.value.split():
            yield Run(Place(path, setting.line), step=join_path(folder_of(path), name))


def _names(path: str, settings: tuple[Setting, ...]) -> Iterator[str]:
    for setting in settings:
        for name in setting.value.split():
            if name.endswith(".service"):
                yield f"{join_path(folder_of(path), name)}:{name}"


def _at_boot(path: str, settings: tuple[Setting, ...]) -> Iterator[Trigger]:
    for setting in values_of(settings, "Install", "WantedBy"):
        for name in setting.value.split():
            if name in _BOOT:
                yield Trigger(TriggerKind.EVENT, f"boot ({name})", Place(path, setting.line))


def _environment(settings: tuple[Setting, ...]) -> Iterator[tuple[str, str]]:
    for setting in values_of(settings, "Service", "Environment"):
        for word in words_of(setting.value):
            name, found, value = word.partition("=")
            if found:
                yield name, _expanded(value)


def _timer(path: str, settings: tuple[Setting, ...]) -> DeclaredStep:
    unit = values_of(settings, "Timer", "Unit")
    service = unit[-1].value if unit else f"{stem_of(path)}.service"
    place = Place(path, unit[-1].line if unit else 1)
    return DeclaredStep(
        SYSTEMD_TIMER,
        name_of(path),
        Place(path, 1),
        "Timer",
        runs=(Run(place, step=join_path(folder_of(path), service)),),
        triggers=tuple(_times(path, settings)),
        group=path,
    )


def _times(path: str, settings: tuple[Setting, ...]) -> Iterator[Trigger]:
    for key in (*_CLOCK, *_START):
        kind = TriggerKind.SCHEDULE if key in _CLOCK else TriggerKind.EVENT
        for setting in values_of(settings, "Timer", key):
            detail = setting.value if key == "OnCalendar" else f"{key} {setting.value}"
            yield Trigger(kind, detail, Place(path, setting.line))


_STARTING = ("start", "restart", "enable")

PARSER = Parser(
    "systemd",
    lambda path: suffix_of(path) in (".service", ".timer"),
    parse,
    launchers=(
        Launcher(
            SYSTEMD_SERVICE,
            ("systemctl",),
            before=(*((word,) for word in _STARTING), *(("--user", word) for word in _STARTING)),
            others=(SYSTEMD_TIMER,),
            several=True,
            at_once=True,
            everywhere=True,
            default="none",
        ),
    ),
)
"""Reads services and timers."""

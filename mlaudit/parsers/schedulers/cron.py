"""Crontabs: https://man7.org/linux/man-pages/man5/crontab.5.html."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.facts import DeclaredStep, Facts, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Parser
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

CRON_ENTRY = StepKind("cron-entry", StepFamily.TASK, "crontab")

_NAME = lazy_regex(
    r"(?:.*[-_.])?cron(?:tab|job|jobs)?(?:[-_.][A-Za-z0-9]*)*(?:\.(?:txt|cron|crontab|j2|example|sample))?"
    r"|.+\.cron(?:tab)?",
    re.IGNORECASE,
)
_OTHER_FORMAT = lazy_regex(
    r".*\.(?:pyi?|ipynb|sh|bash|md|rst|ya?ml|json|toml|ini|cfg|log|[jt]sx?|html?|sql|go|rb|php|rs"
    r"|java|c|h|cpp|R|jl|service|timer|conf|lock|tf|png|svg|csv)",
    re.IGNORECASE,
)
_FIELD = r"(?:[\d*?]|[A-Za-z]{3}\b)[\w*,/~#?-]*"
_ENTRY = lazy_regex(rf"\s*(@[a-z]+|{_FIELD}(?:[ \t]+{_FIELD}){{4}})[ \t]+(\S.*)")
_SPECIAL = lazy_regex(r"@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly|every_.*)")
_VARIABLE = lazy_regex(r"""\s*["']?([A-Za-z_]\w*)["']?\s*+=(.*)""")
_USER = lazy_regex(r"([a-z_][a-z0-9_-]*)[ \t]+(\S.*)")
_USUAL_USERS = ("root", "www-data", "nobody", "ubuntu", "ec2-user", "app", "appuser", "airflow")
_PROGRAMS = lazy_regex(
    r"cd|python[\d.]*|bash|sh|flock|make|docker|docker-compose|podman|uv|poetry|conda|source|test"
    r"|timeout|nice|ionice|env|dvc|jupyter|papermill|Rscript|curl|wget|rsync|echo|find|git|cp|mv"
    r"|rm|sleep|chronic|export|run-parts|snakemake|dbt|mlflow"
)
_WORD = lazy_regex(r"[\w.-]+")
_CODE = lazy_regex(r"(.+\.(?:py|sh|bash|ipynb|R))\b")


def claims(path: str) -> bool:
    """`crontab`, `retrain.cron`, `crontab.txt`, and everything in a folder `cron.d`."""
    name = name_of(path)
    if _OTHER_FORMAT.fullmatch(name):
        return False
    return _in_system_folder(path) or _NAME.fullmatch(name) is not None


def _in_system_folder(path: str) -> bool:
    return "/cron.d/" in f"/{path}"


def parse(path: str, data: bytes) -> Facts:
    """One step for each entry; lines that are neither entry, variable nor comment are passed over,
    as a file of that name may be something else."""
    steps = tuple(_steps(path, decode_text(data).splitlines())) if b"\0" not in data else ()
    return Facts(path, PARSER.name, steps=steps)


def _steps(path: str, lines: list[str]) -> Iterator[DeclaredStep]:
    environment: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        variable = _VARIABLE.fullmatch(line)
        if line.lstrip().startswith("#"):
            continue
        if variable is not None:
            environment[variable[1]] = _unquoted(variable[2].strip())
        elif entry := _ENTRY.fullmatch(line):
            if entry[1].startswith("@") and not _SPECIAL.fullmatch(entry[1]):
                continue
            command = _without_user(entry[2], system=_in_system_folder(path))
            yield _step(Place(path, number), entry[1], command, environment)


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _without_user(command: str, *, system: bool) -> str:
    """The command of an entry; those of the whole system name the user first.

    Outside `cron.d` nothing tells whether a file is for one user, but for the usual names.
    """
    found = _USER.fullmatch(command)
    if found is None or _PROGRAMS.fullmatch(found[1]):
        return command
    return found[2] if system or found[1] in _USUAL_USERS else command


def _step(place: Place, schedule: str, command: str, environment: dict[str, str]) -> DeclaredStep:
    # What follows a bare `%` is standard input.
    text = re.split(r"(?<!\\)%", command, maxsplit=1)[0].replace("\\%", "%").strip()
    kind = TriggerKind.EVENT if schedule == "@reboot" else TriggerKind.SCHEDULE
    script = parse_script(text, place.line)
    return DeclaredStep(
        CRON_ENTRY,
        _name(text),
        place,
        "crontab",
        runs=(Run(place, script=script),),
        directory=environment.get("HOME", "~"),
        triggers=(Trigger(kind, " ".join(schedule.split()), place),),
        environment=tuple(environment.items()),
        group=f"{place.path}#{place.line}",
    )


def _name(command: str) -> str:
    """The file of code that the command starts, else the command itself as far as it is short."""
    for word in _WORD.finditer(command):
        if code := _CODE.match(word[0]):
            return code[1]
    last = re.split(r"&&|;", re.split(r"\s(?:\d?>>?|\|)", command)[0])[-1].strip()
    return last[:60] or command[:60]


PARSER = Parser("cron", claims, parse)
"""Reads crontabs."""

"""MLproject: https://mlflow.org/docs/latest/ml/projects/."""

from __future__ import annotations

import posixpath

from mlaudit.model.data import Data, Entry, Scalar, Table
from mlaudit.model.facts import DeclaredStep, Facts, Problem, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.base import Parser
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

_PARAMETER = lazy_regex(r"(?<![${])\{(\w+)\}")


def parse_mlproject(path: str, data: bytes) -> Facts:
    """The entry points; each runs its command with its parameters as shell variables."""
    value, message, line = read_yaml(data)
    if message is not None:
        return Facts(path, PARSER.name, problems=(Problem(Place(path, line), message),))
    if not isinstance(value, Table):
        return Facts(path, PARSER.name)
    points = value.get("entry_points")
    container = value.get("docker_env")
    image = container.get("image") if isinstance(container, Table) else None
    steps = tuple(
        _read_entry(entry, path, _text_of(image))
        for entry in (points.entries if isinstance(points, Table) else ())
        if isinstance(entry.value, Table)
    )
    return Facts(path, PARSER.name, steps=steps, content=value)


def _read_entry(entry: Entry, path: str, image: str | None) -> DeclaredStep:
    table = entry.value
    parameters = _parameters(table.get("parameters") if isinstance(table, Table) else None)
    defaults = tuple((name, value) for name, value in parameters if value is not None)
    command = table.get("command") if isinstance(table, Table) else None
    runs: tuple[Run, ...] = ()
    if isinstance(command, Scalar) and isinstance(command.value, str):
        script = parse_script(_PARAMETER.sub(r"${\1}", command.value), command.line)
        runs = (Run(Place(path, command.line), script=script, environment=defaults),)
    return DeclaredStep(
        StepKind.MLPROJECT_ENTRY,
        entry.key,
        Place(path, entry.line),
        f"entry_points.{entry.key}",
        runs=runs,
        directory=posixpath.dirname(path) or ".",
        inputs=parameters,
        image=image,
        group=path,
    )


def _parameters(data: Data | None) -> tuple[tuple[str, str | None], ...]:
    """(name, default) of `name: type` and `name: {type: …, default: …}`."""
    found: list[tuple[str, str | None]] = []
    for entry in data.entries if isinstance(data, Table) else ():
        options = entry.value
        default = options.get("default") if isinstance(options, Table) else None
        found.append((entry.key, _text_of(default)))
    return tuple(found)


def _text_of(data: Data | None) -> str | None:
    return None if not isinstance(data, Scalar) or data.value is None else str(data.value)


PARSER = Parser(
    "mlproject", lambda path: path.rpartition("/")[2].lower() == "mlproject", parse_mlproject
)

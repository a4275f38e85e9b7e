"""Sessions of noxfile.py: https://nox.thea.codes/en/stable/config.html."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.facts import DeclaredStep, Facts, Problem, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.path_text import folder_of, name_of
from mlaudit.parsers.python_source import parse_python
from mlaudit.parsers.runners.python_files.body import Found, read_body
from mlaudit.parsers.runners.python_files.body import Place as Spot
from mlaudit.parsers.runners.python_files.texts import (
    command_line,
    constants_of,
    defaults_of,
    elements,
    keyword,
    name_of_function,
    text_of,
    words_of,
)
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.yaml_data import decode_text

NOX_SESSION = StepKind("nox-session", StepFamily.TARGET, "noxfile")

_RUN = ("run", "run_always", "run_install")


def parse(path: str, data: bytes) -> Facts:
    """The sessions of a file; broken syntax is reported where the file is read as Python."""
    try:
        return _read_file(path, data)
    except RecursionError:
        problem = Problem(Place(path), "nested too deeply", whole=False)
        return Facts(path, PARSER.name, problems=(problem,))


def _read_file(path: str, data: bytes) -> Facts:
    tree = parse_python(decode_text(data))
    if tree is None:
        return Facts(path, PARSER.name)
    known = constants_of(tree.body, {})
    steps = [
        _step(path, function, decorator, known)
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        for decorator in function.decorator_list
        if name_of_function(decorator) == "session"
    ]
    return Facts(path, PARSER.name, steps=tuple(steps))


def _step(
    path: str, function: ast.FunctionDef, decorator: ast.expr, known: dict[str, str]
) -> DeclaredStep:
    name = text_of(keyword(decorator, "name"), known) or function.name
    parameters = {key: value for key, value in defaults_of(function).items() if value is not None}
    folder = folder_of(path)
    found = list(read_body(function.body, Spot(folder, {**known, **parameters}), _read))
    needed = [text_of(item, known) for item in elements(keyword(decorator, "requires"))]
    return DeclaredStep(
        NOX_SESSION,
        name,
        Place(path, function.lineno),
        name,
        # What is notified runs when the session is over.
        runs=tuple(_run(path, item) for item in sorted(found, key=lambda f: f.task is not None)),
        directory=folder,
        after=tuple(each for each in needed if each),
        group=path,
    )


def _run(path: str, found: Found) -> Run:
    place = Place(path, found.line)
    if found.task is not None:
        return Run(place, step=found.task)
    return Run(
        place,
        script=parse_script(found.command or "", found.line),
        directory=found.directory,
        environment=found.environment,
    )


def _read(spot: Spot, call: ast.Call) -> Iterator[Found]:
    name = name_of_function(call)
    if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name):
        return
    if name == "notify" and call.args:
        yield Found(call.lineno, spot.directory, task=text_of(call.args[0], spot.known))
        return
    words = list(words_of(call.args, spot.known))
    if name == "install":
        words = ["pip", "install", *words]
    elif name not in _RUN:
        return
    environment = keyword(call, "env")
    given: tuple[tuple[str, str], ...] = ()
    if isinstance(environment, ast.Dict):
        given = tuple(
            (text_of(key, spot.known) or "", text_of(value, spot.known) or "")
            for key, value in zip(environment.keys, environment.values, strict=True)
            if isinstance(key, ast.Constant)
        )
    if words:
        yield Found(call.lineno, spot.directory, command=command_line(words), environment=given)


PARSER = Parser(
    "nox",
    lambda path: name_of(path) == "noxfile.py",
    parse,
    launchers=(
        Launcher(
            NOX_SESSION,
            ("nox",),
            files=("noxfile.py",),
            file_options=("-f", "--noxfile"),
            name_options=("-s", "--session", "--sessions", "-e"),
            valued=("-p", "--python", "--pythons", "-t", "--tags", "-k", "--keywords", "-db"),
            asking=("-l", "--list", "--list-sessions"),
            several=True,
            default="none",
        ),
    ),
)
"""Reads noxfile.py."""

"""Tasks of Invoke and Fabric: https://docs.pyinvoke.org/en/stable/concepts/invoking-tasks.html."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.facts import DeclaredStep, Facts, Problem, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.path_text import folder_of, name_of
from mlaudit.parsers.python_source import parse_python
from mlaudit.parsers.runners.python_files.body import Found, Reader, read_body
from mlaudit.parsers.runners.python_files.body import Place as Spot
from mlaudit.parsers.runners.python_files.texts import (
    constants_of,
    defaults_of,
    elements,
    keyword,
    name_of_function,
    text_of,
)
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

INVOKE_TASK = StepKind("invoke-task", StepFamily.TARGET, "task file")

_LIBRARY = lazy_regex(rb"\b(?:from|import)\s+(?:invoke|fabric)\b")
_RUN = ("run", "sudo", "local")


def claims(path: str) -> bool:
    """`tasks.py`, `tasks/*.py` and `fabfile.py`."""
    return name_of(path) in ("tasks.py", "fabfile.py") or (
        path.endswith(".py") and name_of(folder_of(path)) == "tasks"
    )


def parse(path: str, data: bytes) -> Facts:
    """The tasks of a file; broken syntax is reported where the file is read as Python."""
    try:
        return _read_file(path, data)
    except RecursionError:
        problem = Problem(Place(path), "nested too deeply", whole=False)
        return Facts(path, PARSER.name, problems=(problem,))


def _read_file(path: str, data: bytes) -> Facts:
    if not _LIBRARY.search(data):
        return Facts(path, PARSER.name)
    tree = parse_python(decode_text(data))
    if tree is None:
        return Facts(path, PARSER.name)
    known = constants_of(tree.body, {})
    tasks = {
        function.name: (function, decorator)
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        for decorator in function.decorator_list
        if name_of_function(decorator) == "task"
    }
    names = {
        name: _dashed(text_of(keyword(decorator, "name"), known) or name)
        for name, (_, decorator) in tasks.items()
    }
    steps = (_step(path, *task, names, known) for task in tasks.values())
    return Facts(path, PARSER.name, steps=tuple(steps))


def _dashed(name: str) -> str:
    """A name as it is typed."""
    return name.strip("_").replace("_", "-")


def _step(
    path: str,
    function: ast.FunctionDef,
    decorator: ast.expr,
    names: dict[str, str],
    known: dict[str, str],
) -> DeclaredStep:
    parameters = defaults_of(function)
    values = {name: value for name, value in parameters.items() if value is not None}
    spot = Spot(".", {**known, **values})
    found = read_body(function.body, spot, _reader(names))
    before = elements(keyword(decorator, "pre"))
    before += decorator.args if isinstance(decorator, ast.Call) else []
    late = [_named(item, names) for item in elements(keyword(decorator, "post"))]
    place = Place(path, function.lineno)
    runs = [_run(path, item) for item in found]
    runs += [Run(place, step=name) for name in late if name]
    return DeclaredStep(
        INVOKE_TASK,
        names[function.name],
        place,
        names[function.name],
        runs=tuple(runs),
        directory=_folder(path),
        after=tuple(name for item in before if (name := _named(item, names))),
        inputs=tuple(parameters.items()),
        group=path,
    )


def _folder(path: str) -> str:
    """Where the command is typed: beside the file, or beside the package of tasks."""
    folder = folder_of(path)
    return folder_of(folder) if name_of(folder) == "tasks" else folder


def _named(node: ast.expr, names: dict[str, str]) -> str | None:
    """The task that an expression stands for: `clean`, `call(clean, …)`."""
    if isinstance(node, ast.Call):
        return _named(node.args[0], names) if node.args else None
    return names.get(name_of_function(node))


def _reader(names: dict[str, str]) -> Reader:
    def read(spot: Spot, call: ast.Call) -> Iterator[Found]:
        name = name_of_function(call)
        if isinstance(call.func, ast.Name) and name in names:
            yield Found(call.lineno, spot.directory, task=names[name])
        elif isinstance(call.func, ast.Attribute) and name in _RUN and call.args:
            command = text_of(call.args[0], spot.known)
            if command:
                yield Found(call.args[0].lineno, spot.directory, command=command)

    return read


def _run(path: str, found: Found) -> Run:
    place = Place(path, found.line)
    if found.task is not None:
        return Run(place, step=found.task)
    command = found.command or ""
    if found.directory != ".":
        command = f"cd {found.directory} && {command}"
    return Run(place, script=parse_script(command, found.line))


PARSER = Parser(
    "invoke",
    claims,
    parse,
    launchers=(
        Launcher(
            INVOKE_TASK,
            ("inv", "invoke"),
            files=("tasks.py", "tasks/__init__.py"),
            folder_options=("-r", "--search-root"),
            valued=("-c", "--collection", "-f", "--config", "-T", "--command-timeout"),
            asking=("-l", "--list", "--help", "-h"),
            several=True,
            default="none",
        ),
        Launcher(
            INVOKE_TASK,
            ("fab",),
            files=("fabfile.py",),
            valued=("-H", "--hosts", "-i", "--identity"),
            asking=("-l", "--list"),
            several=True,
            default="none",
        ),
    ),
)
"""Reads tasks of Invoke and Fabric."""

"""Luigi: tasks with what they require and their targets, read statically.

Understood are classes of `Task` with parameters, `requires` and `output`, `input()` and `output()`
in the code, `luigi.build` and `luigi.run`, and the command line of Luigi.
"""

from __future__ import annotations

from mlaudit.model.facts import Facts
from mlaudit.model.summary import Module
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.orchestrators.definitions.facts import too_deep
from mlaudit.parsers.orchestrators.definitions.source import read_source
from mlaudit.parsers.orchestrators.luigi.driving import drive
from mlaudit.parsers.orchestrators.luigi.steps import LUIGI_TASK, declare
from mlaudit.parsers.orchestrators.luigi.tasks import find_tasks
from mlaudit.parsers.python import parse_python


def parse_luigi(path: str, data: bytes) -> Facts:
    """The tasks of a file, and its code with what Luigi does when it runs one of them.

    Where the facts of several parsers are joined, the code of the first of them counts; this one
    comes before the reader of plain Python code.
    """
    source = read_source(path, data, b"luigi")
    plain = parse_python(path, data) if source is not None else None
    if source is None or plain is None or plain.module is None or not source.imports("luigi"):
        return Facts(path, PARSER.name)
    try:
        tasks = find_tasks(source)
        steps = tuple(declare(source, task) for task in tasks.values())
        body = drive(source, tasks)
    except RecursionError:
        return too_deep(path, PARSER.name, "tasks")
    runnable, docstring = plain.module.runnable, plain.module.docstring
    module = Module(path, body, (), runnable, docstring) if body is not None else plain.module
    return Facts(path, plain.format, module=module, steps=steps)


PARSER = Parser(
    "luigi",
    lambda path: path.endswith(".py"),
    parse_luigi,
    launchers=(
        Launcher(
            LUIGI_TASK,
            ("luigi",),
            module_option="--module",
            valued=("--module", "--workers", "--scheduler-host", "--scheduler-port"),
            default="none",
        ),
    ),
)

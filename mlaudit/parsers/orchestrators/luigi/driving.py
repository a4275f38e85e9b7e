"""The code of a file with what Luigi does, written as code itself.

Tasks keep their parameters, find the targets of what they require, and run after it; targets know
their paths; `luigi.build` and `luigi.run` run tasks.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from mlaudit.model.place import Place
from mlaudit.model.summary import Statement
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.luigi.calls import Calls
from mlaudit.parsers.orchestrators.luigi.steps import starter_of
from mlaudit.parsers.orchestrators.luigi.tasks import Task
from mlaudit.parsers.python.reading import read_code
from mlaudit.parsers.python.syntax import Parsed

_TARGET = """\
class __LuigiTarget:
    def __init__(self, path=None, *more, **settings):
        self.path = path
        self.fn = path
def __luigi_output(one):
    if isinstance(one, (list, tuple)): return [__luigi_output(each) for each in one]
    return one.output()
"""
_LISTS = {"list": "self.requires()", "dict": "self.requires().values()", "one": "[self.requires()]"}
_INPUTS = {
    "list": "[one.output() for one in self.requires()]",
    "dict": "{key: __luigi_output(one) for key, one in self.requires().items()}",
    "one": "self.requires().output()",
}
_EACH = "(some if isinstance(some, (list, tuple)) else [some])"
"""What a table or a list of requirements holds may be a list again."""


def drive(source: Source, tasks: dict[str, Task]) -> tuple[Statement, ...] | None:
    """The statements of the file as Luigi runs it."""
    tree = Calls(source, tasks).visit(source.tree)
    body: list[ast.stmt] = []
    for node in tree.body:
        body.append(node)
        task = tasks.get(node.name) if isinstance(node, ast.ClassDef) else None
        if task is not None and isinstance(node, ast.ClassDef):
            for text in _methods(task, tasks):
                node.body = [*node.body, *_at(text, node.lineno)]
            body += _at(_starter(task), node.lineno)
    after = 1 if body and ast.get_docstring(tree) is not None else 0
    while after < len(body) and _is_future(body[after]):
        after += 1
    body[after:after] = [*_at(_TARGET, 1), *_at(_main(tasks), 1)]
    tree.body = body
    return read_code("", partial(Place, source.path), parsed=Parsed(tree)).body


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _at(text: str, line: int) -> list[ast.stmt]:
    """Statements that stand for a line of the file."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt | ast.expr | ast.keyword | ast.arg):
            node.lineno = node.end_lineno = line
    return tree.body


def _methods(task: Task, tasks: dict[str, Task]) -> Iterator[str]:
    has = {member.name for member in task.node.body if isinstance(member, ast.FunctionDef)}
    ordered = sorted(task.parameters, key=lambda parameter: parameter[1] is not None)
    words = [name if default is None else f"{name}={default}" for name, default in ordered]
    if "__init__" not in has:
        lines = [f"    self.{name} = {name}" for name, _ in ordered] or ["    pass"]
        yield "\n".join([f"def __init__({', '.join(['self', *words, '**settings'])}):", *lines])
    if task.decorated and "requires" not in has:
        made = [_made(name, task, tasks) for name in task.decorated]
        given = made[0] if len(made) == 1 else f"[{', '.join(made)}]"
        yield f"def requires(self): return {given}"
    if "input" not in has:
        yield f"def input(self): return {_INPUTS.get(task.form, '[]')}"
    run = f"\n    {starter_of(task.node.name)}(self)" if task.runs else ""
    required = _LISTS.get(task.form, "[]")
    yield (
        f"def __complete__(self):\n"
        f"    for some in {required}:\n"
        f"        for one in {_EACH}: one.__complete__(){run}"
    )


def _made(name: str, task: Task, tasks: dict[str, Task]) -> str:
    """A required task with the parameters that it shares."""
    own = {parameter for parameter, _ in task.parameters}
    known = tasks[name].parameters if name in tasks else ()
    return f"{name}({', '.join(f'{p}=self.{p}' for p, _ in known if p in own)})"


def _starter(task: Task) -> str:
    """The function that is the task: by itself it runs what the task requires before it."""
    name = task.node.name
    run = "task.run()" if task.runs else "pass"
    return (
        f"def {starter_of(name)}(task=None):\n"
        f"    if task is None: {name}().__complete__()\n"
        f"    else: {run}"
    )


def _main(tasks: dict[str, Task]) -> str:
    """`luigi.run()`: the task and its parameters stand on the command line."""
    lines = ["def __luigi_main(chosen=None):", "    import argparse"]
    lines.append("    __parser = argparse.ArgumentParser()")
    lines.append("    __parser.add_argument('task', nargs='?')")
    options = {name: default for task in tasks.values() for name, default in task.parameters}
    for name, default in options.items():
        given = "" if default is None else f", default={default}"
        option = name.replace("_", "-")
        lines.append(f"    __parser.add_argument('--{option}', dest='{name}'{given})")
    lines.append("    __given, __rest = __parser.parse_known_args()")
    lines.append("    __task = chosen or __given.task")
    for name, task in tasks.items():
        words = ", ".join(f"{p}=__given.{p}" for p, _ in task.parameters)
        lines.append(f"    if __task == '{name}': {name}({words}).__complete__()")
    return "\n".join(lines)

"""Task classes: parameters, what they require, and whether they do anything themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.immutable import immutable
from mlaudit.parsers.orchestrators.definitions.source import Function, Source
from mlaudit.parsers.orchestrators.definitions.values import keyword

_REQUIRES = ("luigi.util.requires", "luigi.util.inherits")


@immutable
class Task:
    """A task class.

    Attributes:
        node: the class.
        parameters: (name, default as it is written, or None) in the order of their definition.
        requires: names of the tasks that it needs, as the code writes them.
        form: of what `requires` gives: "list", "dict", "one" or "none".
        decorated: the tasks that a decorator says it needs.
        runs: it, or a class of the file above it, has a method `run`.
    """

    node: ast.ClassDef
    parameters: tuple[tuple[str, str | None], ...]
    requires: tuple[str, ...]
    form: str
    decorated: tuple[str, ...]
    runs: bool


def find_tasks(source: Source) -> dict[str, Task]:
    """The tasks of a file by name."""
    found = {}
    for name, node in source.classes.items():
        line = _line(source, node, 0)
        if line:
            found[name] = _task(source, node, line)
    return found


def _line(source: Source, node: ast.ClassDef, depth: int) -> list[ast.ClassDef]:
    """The class and those of the file above it, the first ones first; none where it is no task."""
    above: list[ast.ClassDef] = []
    is_task = False
    for base in node.bases if depth < 5 else ():
        name = source.qualified(base)
        is_task |= name.startswith("luigi.") and name.endswith("Task")
        inner = source.classes.get(base.id) if isinstance(base, ast.Name) else None
        found = _line(source, inner, depth + 1) if inner is not None and inner is not node else []
        is_task |= bool(found)
        above += found
    return [*above, node] if is_task else []


def _task(source: Source, node: ast.ClassDef, line: list[ast.ClassDef]) -> Task:
    parameters: dict[str, str | None] = {}
    methods: dict[str, Function] = {}
    for class_ in line:
        for member in class_.body:
            if isinstance(member, Function):
                methods[member.name] = member
            elif isinstance(member, ast.Assign | ast.AnnAssign):
                parameters.update(_parameter(source, member))
    decorator = source.decorator(node, *_REQUIRES)
    decorated = [a.id for a in (decorator.args if decorator else ()) if isinstance(a, ast.Name)]
    requires = methods.get("requires")
    names = dict.fromkeys([*decorated, *(_required(source, requires) if requires else ())])
    form = _form(requires) if requires else "list" if len(decorated) > 1 else "none"
    form = "one" if len(decorated) == 1 and requires is None else form
    return Task(
        node, tuple(parameters.items()), tuple(names), form, tuple(decorated), "run" in methods
    )


def _parameter(
    source: Source, node: ast.Assign | ast.AnnAssign
) -> Iterator[tuple[str, str | None]]:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    call = node.value
    if isinstance(target, ast.Name) and isinstance(call, ast.Call):
        made = source.qualified(call.func)
        if made.startswith("luigi.") and made.endswith("Parameter"):
            default = keyword(call, "default") or next(iter(call.args), None)
            yield target.id, None if default is None else ast.unparse(default)


def _required(source: Source, function: Function) -> Iterator[str]:
    """The classes that `requires` makes tasks of."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        made = node.func
        if isinstance(made, ast.Attribute) and made.attr == "clone" and node.args:
            made = node.args[0]
        if isinstance(made, ast.Name) and made.id[:1].isupper():
            yield made.id
        elif isinstance(made, ast.Attribute) and source.origin(made) and made.attr[:1].isupper():
            yield made.attr


def _form(function: Function) -> str:
    """What `requires` gives, by what it returns or yields."""
    nodes = list(ast.walk(function))
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in nodes):
        return "list"
    returned = [n.value for n in nodes if isinstance(n, ast.Return) and n.value is not None]
    value = returned[-1] if returned else None
    if isinstance(value, ast.List | ast.Tuple | ast.ListComp | ast.GeneratorExp | ast.Set):
        return "list"
    if isinstance(value, ast.Dict | ast.DictComp):
        return "dict"
    if isinstance(value, ast.Name):
        return "list"  # collected in a variable
    return "one" if value is not None else "none"

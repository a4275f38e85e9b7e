"""The code of a flow with what Metaflow does: making the flow reads the command line and runs it.

That is written as code itself, so that steps find what steps before them left in the flow.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from mlaudit.model.place import Place
from mlaudit.model.summary import Class, Function, Module, Statement
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.values import is_true, keyword
from mlaudit.parsers.orchestrators.metaflow.flows import Flow, Option
from mlaudit.parsers.python.reading import read_code

_NO_RUN = (
    *("argo-workflows", "step-functions", "airflow", "batch", "kubernetes", "show", "check"),
    *("dump", "logs", "card", "tag", "package", "version", "help", "init", "environment"),
)
"""Commands that start no step here."""


def drive(module: Module, source: Source, flows: list[Flow]) -> Module:
    """The module whose flows run when they are made."""
    by_name = {flow.node.name: flow for flow in flows}
    body = tuple(
        _drive(node, source, by_name[node.name])
        if isinstance(node, Class) and node.name in by_name
        else node
        for node in module.body
    )
    return replace(module, body=body)


def _drive(node: Class, source: Source, flow: Flow) -> Class:
    made = _read("def __init__(self, *arguments, **settings): pass", node.line, source.path)
    body = tuple(
        statement
        for text, line in _lines(source, flow)
        for statement in _read(text, line, source.path)
    )
    own = tuple(replace(f, body=body) for f in made if isinstance(f, Function))
    return replace(node, body=(*node.body, *own))


def _read(text: str, line: int, path: str) -> tuple[Statement, ...]:
    return read_code(text, partial(Place, path), first_line=line).body or ()


def _lines(source: Source, flow: Flow) -> Iterator[tuple[str, int]]:
    """Lines of code, each with the line of the file that it stands for."""
    line = flow.node.lineno
    yield "import argparse, json", line
    yield "__parser = argparse.ArgumentParser()", line
    yield "__parser.add_argument('command', nargs='?', default='run')", line
    options = [option for option in flow.options if option.name.replace("-", "_").isidentifier()]
    for option in options:
        yield f"__parser.add_argument({_describe(option)})", option.call.lineno
    yield "__given, __rest = __parser.parse_known_args()", line
    for option in options:
        yield f"self.{option.attribute} = {_value(source, option)}", option.call.lineno
    yield f"if __given.command in {_NO_RUN!r}: return", line
    for name in flow.steps:
        yield _start(flow, name)


def _describe(option: Option) -> str:
    words = [f"'--{option.name}'", f"dest={option.attribute!r}"]
    default = keyword(option.call, "default", "default_value")
    if default is not None:
        words.append(f"default={_written(default)}")
    elif is_true(keyword(option.call, "required")):
        words.append("required=True")
    return ", ".join(words)


def _written(node: ast.expr) -> str:
    return ast.unparse(node).replace("\n", " ")


def _value(source: Source, option: Option) -> str:
    """A parameter is what is typed; files are read."""
    given = f"__given.{option.attribute}"
    if option.kind == "IncludeFile":
        return f"open({given}).read()"
    if option.kind == "Config":
        reader = keyword(option.call, "parser")
        content = f"open({given}).read()"
        return f"{_written(reader)}({content})" if reader is not None else f"json.loads({content})"
    return given


def _start(flow: Flow, name: str) -> tuple[str, int]:
    """The call of a step; one with a second parameter joins what came before."""
    function = flow.steps[name][1]
    call = f"self.{name}({'[self]' if len(function.args.args) > 1 else ''})"
    before = [step for step in flow.nexts if step.after == name]
    line = before[0].line if before else flow.node.lineno
    foreach = next((step.foreach for step in before if step.foreach), None)
    if foreach is not None and foreach.isidentifier():
        return f"for self.input in self.{foreach}: {call}", line
    return call, line

"""Where a failure is told to have no consequence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.graph.text.checks import names_in
from mlaudit.graph.text.statements import Walked, walk_statements
from mlaudit.model import summary as s
from mlaudit.model.code import Silence
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.shell import (
    Branch,
    Command,
    Group,
    Pipeline,
    Script,
    ShellFunction,
    ShellLoop,
    ShellNode,
)

_BROAD = frozenset({"Exception", "BaseException"})


def find_silences(
    facts: Mapping[str, Facts], files: Mapping[str, tuple[s.Module, Walked]]
) -> tuple[Silence, ...]:
    """All of them, those of code first, in order of file."""
    in_code = [found for module, walked in files.values() for found in _in_code(module, walked)]
    return (*in_code, *(found for path in sorted(facts) for found in _silences_of(facts[path])))


def _silences_of(facts: Facts) -> Iterator[Silence]:
    if facts.script is not None:
        yield from _in_script(facts.script.nodes, facts.path, "")
    for step in facts.steps:
        yield from _in_step(step)


def _in_step(step: DeclaredStep) -> Iterator[Silence]:
    id_ = f"{step.place.path}:{step.name}"
    if step.tolerated:
        yield Silence("job", step.place, step.place.line, step.name, id_)
    for run in step.runs:
        if run.script is not None:
            if run.tolerated:
                first = next(iter(run.script.text.strip().splitlines()), run.name)
                last = run.script.line + run.script.text.count("\n")
                yield Silence("job", run.place, last, run.name or first, id_)
            yield from _in_script(run.script.nodes, run.place.path, id_)


def _in_code(module: s.Module, walked: Walked) -> Iterator[Silence]:
    """Handlers of every exception that neither do nor tell anything."""
    for statement, _ in walked:
        if not isinstance(statement, s.Try) or not statement.body:
            continue
        for handler in statement.handlers:
            caught = set(names_in(handler.types)) if handler.types is not None else {"everything"}
            broad = handler.types is None or bool(caught & _BROAD)
            if broad and all(isinstance(inner, s.Leave) and inner.again for inner in handler.body):
                place = module.place(statement.line)
                length = _last_line(statement.body) - statement.line
                yield Silence("except", place, place.line + length, ", ".join(sorted(caught)))


def _last_line(body: tuple[s.Statement, ...]) -> int:
    return max((getattr(inner, "line", 0) for inner, _ in walk_statements(body)), default=0)


def _in_script(nodes: tuple[ShellNode, ...], path: str, step: str) -> Iterator[Silence]:
    for node in nodes:
        if isinstance(node, Branch):
            if "||" in node.tests.text and len(node.bodies) == 1 and _does_nothing(node.bodies[0]):
                what = node.tests.text.rpartition("||")[0].strip()
                last = node.line + node.tests.text.count("\n")
                yield Silence("shell", Place(path, node.line), last, what, step)
            for body in node.bodies:
                yield from _in_script(body.nodes, path, step)
        elif isinstance(node, Pipeline):
            yield from _in_script(node.commands, path, step)
        elif isinstance(node, Group | ShellLoop | ShellFunction):
            yield from _in_script(node.body.nodes, path, step)


def _does_nothing(body: Script) -> bool:
    words = [
        [word.literal for word in node.words] if isinstance(node, Command) else None
        for node in body.nodes
    ]
    return words in ([["true"]], [[":"]], [["exit", "0"]])

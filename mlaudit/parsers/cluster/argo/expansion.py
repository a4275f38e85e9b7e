"""Which templates a workflow starts, with what, and after what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Gate
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.parsers.cluster.argo.parameters import Parameters, fill, parameters_of
from mlaudit.parsers.environment.values import find, items_of, text_of, texts_of
from mlaudit.patterns import lazy_regex

MAXIMUM_STEPS = 400
"""Bound on the steps of one workflow."""

_MAXIMUM_DEPTH = 8
_TASK = lazy_regex(r"[A-Za-z0-9_][\w-]*")
_RESULTS = lazy_regex(r"\.\w+")


@immutable
class Leaf:
    """One start of a template that runs something.

    Attributes:
        name: of the task that starts it; inside another task, after the name of that.
        template: the table of the template, or None where another file holds it.
        reference: the (workflow template, template) that another file holds, or None.
        inputs: the values that it is started with.
        after: names of the leaves before it.
        gates: where a person has to let the workflow go on before it.
        line: of the task.
    """

    name: str
    template: Table | None
    reference: tuple[str, str] | None
    inputs: Parameters
    after: tuple[str, ...]
    gates: tuple[Gate, ...]
    line: int


@immutable
class Before:
    """What has to be over before a task starts: leaves, and pauses that a person ends."""

    names: tuple[str, ...] = ()
    gates: tuple[Gate, ...] = ()

    def __add__(self, other: Before) -> Before:
        names = tuple(dict.fromkeys(self.names + other.names))
        return Before(names, tuple(dict.fromkeys(self.gates + other.gates)))


@dataclass(slots=True)
class Expansion:
    """Expands the templates of one workflow; `leaves` is what came of it."""

    path: str
    templates: Mapping[str, Table]
    workflow: Parameters
    leaves: list[Leaf]

    def expand(
        self, name: str, template: Table, given: Parameters, before: Before, depth: int = 0
    ) -> Before:
        """Add the leaves of a template; what those that come after it wait for."""
        inputs = parameters_of(template.get("inputs")) | dict(given)
        if depth > _MAXIMUM_DEPTH or len(self.leaves) >= MAXIMUM_STEPS:
            return before
        if isinstance(template.get("dag"), Table):
            return self._expand_dag(name, template, inputs, before, depth)
        if template.get("steps") is not None:
            return self._expand_steps(name, template, inputs, before, depth)
        if template.get("suspend") is not None:
            return self._pause(template, before)
        return self._add(
            Leaf(name, template, None, inputs, before.names, before.gates, template.line)
        )

    def _add(self, leaf: Leaf) -> Before:
        self.leaves.append(leaf)
        return Before((leaf.name,))

    def _pause(self, template: Table, before: Before) -> Before:
        """A pause without a duration lasts until a person ends it."""
        if find(template.get("suspend"), "duration") is not None:
            return before
        detail = f"suspend {text_of(template.get('name')) or ''}".strip()
        gate = Gate(Place(self.path, template.line_of("suspend")), detail)
        return before + Before(gates=(gate,))

    def _expand_steps(
        self, name: str, template: Table, inputs: Parameters, before: Before, depth: int
    ) -> Before:
        for group in items_of(template.get("steps")):
            tasks = [item for item in items_of(group) or (group,) if isinstance(item, Table)]
            over = Before()
            for task in tasks:
                over += self._expand_task(name, task, inputs, before, depth)
            before = over if tasks else before
        return before

    def _expand_dag(
        self, name: str, template: Table, inputs: Parameters, before: Before, depth: int
    ) -> Before:
        waiting = [t for t in items_of(find(template, "dag", "tasks")) if isinstance(t, Table)]
        known = {text_of(task.get("name")) or "" for task in waiting}
        done: dict[str, Before] = {}
        while waiting:
            ready = [t for t in waiting if all(n in done for n in _needed(t, known))]
            for task in ready or waiting[:1]:  # tasks that wait for each other never start
                own = [done[n] for n in _needed(task, known) if n in done]
                start = sum(own, Before()) if own else before
                result = self._expand_task(name, task, inputs, start, depth)
                done[text_of(task.get("name")) or ""] = result
                waiting.remove(task)
        return sum(done.values(), Before())

    def _expand_task(
        self, outer: str, task: Table, inputs: Parameters, before: Before, depth: int
    ) -> Before:
        own = text_of(task.get("name")) or "task"
        name = f"{outer}.{own}" if outer else own
        given = {
            key: None if value is None else fill(value, self.workflow, inputs)
            for key, value in parameters_of(task.get("arguments")).items()
        }
        template = self._template_of(task)
        if template is not None:
            return self.expand(name, template, given, before, depth + 1)
        reference = task.get("templateRef")
        names = tuple(text_of(find(reference, key)) or "" for key in ("name", "template"))
        leaf = Leaf(name, None, (names[0], names[1]), given, before.names, before.gates, task.line)
        return self._add(leaf)

    def _template_of(self, task: Table) -> Table | None:
        inline = task.get("inline")
        if isinstance(inline, Table):
            return inline
        return self.templates.get(text_of(task.get("template")) or "")


def _needed(task: Table, known: set[str]) -> tuple[str, ...]:
    """The tasks that `dependencies`, or the words of a condition in `depends`, name."""
    names = [text for text, _ in texts_of(task.get("dependencies"))]
    condition = task.get("depends")
    if isinstance(condition, Scalar):
        names += _TASK.findall(_RESULTS.sub("", str(condition.value)))
    return tuple(name for name in dict.fromkeys(names) if name in known)


def templates_of(spec: Data | None) -> dict[str, Table]:
    """The templates of a workflow by their names."""
    tables = (item for item in items_of(find(spec, "templates")) if isinstance(item, Table))
    return {text_of(table.get("name")) or "": table for table in tables}


def roots_of(spec: Data | None, templates: Mapping[str, Table]) -> Iterator[str]:
    """The template that a workflow starts with; of a library all that no other one starts."""
    entry = text_of(find(spec, "entrypoint"))
    if entry is not None:
        yield from (entry,) if entry in templates else ()
        return
    used = {name for table in templates.values() for name in _started(table, 0)}
    yield from (name for name in templates if name not in used)


def _started(data: Data, depth: int) -> Iterator[str]:
    if depth > _MAXIMUM_DEPTH:
        return
    name = text_of(find(data, "template"))
    if name is not None:
        yield name
    children = items_of(data)
    if isinstance(data, Table):
        children = tuple(entry.value for entry in data.entries)
    for child in children:
        yield from _started(child, depth + 1)

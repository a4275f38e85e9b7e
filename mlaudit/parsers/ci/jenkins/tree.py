"""Groovy code as far as pipelines need it: calls with their arguments and blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from mlaudit.model.immutable import immutable
from mlaudit.parsers.ci.jenkins.tokens import Reference


@immutable
class Text:
    """A text whose references are not filled in yet."""

    parts: tuple[str | Reference, ...]
    line: int


@immutable
class Name:
    """A name, a number or a truth value as written; dots included."""

    text: str
    line: int


@immutable
class Items:
    """A list, or a map where its items have names."""

    items: tuple[Argument, ...]
    line: int


@immutable
class Block:
    """The statements of a block or of a closure; `written` is its code, for a short one."""

    nodes: tuple[Node, ...]
    line: int
    written: str = ""


@immutable
class Argument:
    """An argument with its name, "" where it has none."""

    name: str
    value: Node


@immutable
class Call:
    """A call: `sh 'x'`, `stage('a') { … }`, `docker.image('x').inside { … }`, `if (x) { … }`.

    Attributes:
        name: with what stands before dots.
        arguments: without the block.
        block: what follows in braces, or None.
        line: from 1.
        target: the call before the dot, if it is one.
    """

    name: str
    arguments: tuple[Argument, ...]
    block: Block | None
    line: int
    target: Node | None = None

    def get(self, name: str) -> Node | None:
        """The argument of a name."""
        return next((a.value for a in self.arguments if a.name == name), None)

    def first(self, name: str = "") -> Node | None:
        """The argument of a name, or the first one without."""
        found = self.get(name) if name else None
        return found if found is not None else self.get("")


@immutable
class Assignment:
    """`name = value`, with or without `def`."""

    name: str
    value: Node
    line: int


@immutable
class Function:
    """`def name(…) { … }`."""

    name: str
    block: Block
    line: int


Node: TypeAlias = Text | Name | Items | Block | Call | Assignment | Function


@dataclass(slots=True)
class Budget:
    """Bounds what is done for one file."""

    left: int = field(default=20_000)

    def spend(self) -> bool:
        """Take one; whether there was one left."""
        self.left -= 1
        return self.left >= 0


def calls_of(block: Block | None, *names: str) -> list[Call]:
    """The calls of these names that stand in a block itself."""
    nodes = block.nodes if block is not None else ()
    return [node for node in nodes if isinstance(node, Call) and node.name in names]

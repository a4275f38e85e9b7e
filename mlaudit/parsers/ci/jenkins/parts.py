"""What stands in the blocks of a file, whatever is around it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from mlaudit.parsers.ci.jenkins.tree import Block, Call, Function, Items, Node, calls_of
from mlaudit.parsers.ci.jenkins.values import texts_in, to_pattern

_MAXIMUM_COMBINATIONS = 32


def find_functions(root: Block) -> dict[str, Block]:
    """The functions that a file defines."""
    return {node.name: node.block for node in root.nodes if isinstance(node, Function)}


def conditions_of(block: Block) -> Iterator[Block]:
    """The `when` of a stage."""
    yield from (call.block for call in calls_of(block, "when") if call.block is not None)


def has_stages(block: Block) -> bool:
    """Whether there is a stage in a block, at whatever depth."""
    waiting: list[Node] = list(block.nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Call):
            if node.name == "stage" and node.block is not None:
                return True
            waiting += [a.value for a in node.arguments if isinstance(a.value, Block | Items)]
            waiting += [node.block] if node.block is not None else []
        elif isinstance(node, Items):
            waiting += [item.value for item in node.items]
        elif isinstance(node, Block):
            waiting += node.nodes
    return False


def find_combinations(block: Block) -> list[dict[str, str]]:
    """The values of the axes of a matrix; one without any where there are too many."""
    lists: dict[str, list[str]] = {}
    for axes in calls_of(block, "axes"):
        for axis in calls_of(axes.block, "axis"):
            names = [to_pattern(c.first(), {}) for c in calls_of(axis.block, "name")]
            values = [t for c in calls_of(axis.block, "values") for t in texts_in(c)]
            lists.update((name, [to_pattern(v, {}) for v in values]) for name in names)
    found = list(itertools.islice(itertools.product(*lists.values()), _MAXIMUM_COMBINATIONS + 1))
    if len(found) > _MAXIMUM_COMBINATIONS:
        return [{}]
    return [dict(zip(lists, values, strict=True)) for values in found]


def parts_of(call: Call, name: str) -> list[Node]:
    """What stands in a block or a list of a name, or behind it."""
    found: list[Node] = []
    for inner in calls_of(call.block, name):
        found += inner.block.nodes if inner.block is not None else ()
        found += [argument.value for argument in inner.arguments]
    listed = call.get(name)
    return [*found, *((i.value for i in listed.items) if isinstance(listed, Items) else ())]


def each_call(block: Block) -> Iterator[Call]:
    """The calls of a file, outer ones first."""
    waiting: list[Node] = list(reversed(block.nodes))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Call):
            yield node
            if node.name == "input":  # what it asks for is no parameter of the start
                continue
            inner = [a.value for a in node.arguments]
            inner += [n for n in (node.target, node.block) if n is not None]
        elif isinstance(node, Items):
            inner = [item.value for item in node.items]
        elif isinstance(node, Block):
            inner = list(node.nodes)
        else:
            named = getattr(node, "block", None) or getattr(node, "value", None)
            inner = [named] if named is not None else []
        waiting.extend(reversed(inner))

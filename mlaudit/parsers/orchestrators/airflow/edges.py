"""Order between tasks: shifts, chains and handed-over results."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from itertools import pairwise

from mlaudit.parsers.orchestrators.definitions.values import last_name


class EdgeReader:
    """Collects (before, after) pairs of task names.

    Attributes:
        tasks: the tasks that a variable, a TaskFlow function or a group stands for.
        edges: pairs in the order in which they were found.
    """

    def __init__(self, tasks: dict[str, list[str]]) -> None:
        self.tasks = tasks
        self.edges: dict[tuple[str, str], None] = {}

    def read(self, nodes: Iterable[ast.stmt]) -> None:
        """Read every statement below some nodes."""
        for node in nodes:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Expr):
                    self._flow(inner.value)
                elif isinstance(inner, ast.Assign):
                    ends = self._flow(inner.value)
                    if ends and isinstance(inner.targets[0], ast.Name):
                        self.tasks.setdefault(inner.targets[0].id, ends)

    def _link(self, before: list[str], after: list[str]) -> None:
        self.edges.update(((b, a), None) for b in before for a in after if a != b)

    def _flow(self, node: ast.expr) -> list[str]:
        """The tasks that an expression stands for; edges on the way are collected."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.RShift | ast.LShift):
            left, right = self._flow(node.left), self._flow(node.right)
            forward = isinstance(node.op, ast.RShift)
            self._link(*((left, right) if forward else (right, left)))
            # What is no task (a label, a task of unknown name) leaves the chain unbroken.
            return right or left
        if isinstance(node, ast.List | ast.Tuple):
            return [task for element in node.elts for task in self._flow(element)]
        if isinstance(node, ast.Name):
            return list(self.tasks.get(node.id, ()))
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Attribute | ast.Subscript):
            return self._flow(node.value)
        return []

    def _call(self, node: ast.Call) -> list[str]:
        name = last_name(node.func)
        if name in ("chain", "chain_linear", "cross_downstream"):
            groups = [self._flow(argument) for argument in node.args]
            for before, after in pairwise(group for group in groups if group):
                self._link(before, after)
            return groups[-1] if groups else []
        if name in ("set_downstream", "set_upstream") and isinstance(node.func, ast.Attribute):
            own = self._flow(node.func.value)
            others = [task for argument in node.args for task in self._flow(argument)]
            self._link(*((own, others) if name == "set_downstream" else (others, own)))
            return own
        own = list(self.tasks.get(name, ()))
        if not own and isinstance(node.func, ast.Attribute):
            own = self._flow(node.func.value)
        values = [*node.args, *(item.value for item in node.keywords)]
        self._link([task for value in values for task in self._flow(value)], own)
        return own

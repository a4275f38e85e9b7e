"""Lines of a recipe of which each runs in a shell of its own."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.model.shell import Command, Group, Script, ShellNode
from mlaudit.parsers.shell.script import parse_script
from mlaudit.parsers.shell.templates import unmark_holes

_STATEFUL = frozenset({"cd", "pushd", "popd", "set", "source", ".", "conda", "exec"})


def parse_separately(lines: Iterable[tuple[str, int]]) -> Script:
    """One script of (text, line of the file); what a line changes ends with it."""
    rows = list(lines)
    nodes: list[ShellNode] = []
    problem: str | None = None
    for text, number in rows:
        script = parse_script(text, number)
        problem = problem or script.problem
        nodes += [Group(script, subshell=True)] if _keeps_state(script) else script.nodes
    text = "\n".join(unmark_holes(text) for text, _ in rows)
    return Script(tuple(nodes), text, rows[0][1] if rows else 1, problem)


def _keeps_state(script: Script) -> bool:
    return any(
        not isinstance(node, Command) or (node.words and node.words[0].literal in _STATEFUL)
        for node in script.nodes
    )

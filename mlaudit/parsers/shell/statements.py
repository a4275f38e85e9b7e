"""Statements of the syntax tree as nodes of a `Script`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from mlaudit.model.shell import (
    Branch,
    Command,
    Group,
    Pipeline,
    Redirect,
    Script,
    ShellFunction,
    ShellLoop,
    ShellNode,
    Variable,
    Word,
)
from mlaudit.parsers.shell.commands import (
    read_command,
    read_declaration,
    read_variable_assignment,
)
from mlaudit.parsers.shell.redirects import Redirections, read_redirects
from mlaudit.parsers.shell.source import Source
from mlaudit.parsers.shell.words import read_words

if TYPE_CHECKING:
    from tree_sitter import Node

Nodes: TypeAlias = tuple[ShellNode, ...]
_Finish: TypeAlias = Callable[[Nodes], Nodes]
_REDIRECTS = frozenset({"file_redirect", "heredoc_redirect", "herestring_redirect"})


def read_block(source: Source, node: Node) -> Script:
    """The statements among a node's children as a script of their own."""
    inner = source.restored(node).strip()
    for opening, closing in (("$(", ")"), ("<(", ")"), (">(", ")"), ("`", "`"), ("(", ")")):
        if node.type.endswith("substitution") and inner.startswith(opening):
            inner = inner.removeprefix(opening).removesuffix(closing).strip()
            break
    return Script(read_statements(source, node.children), inner, source.line(node))


def read_statements(source: Source, nodes: Iterable[Node]) -> Nodes:
    """The statements among `nodes`, in order."""
    found: list[ShellNode] = []
    last: Nodes = ()
    loose: list[Node] = []
    for node in nodes:
        if node.type == "&":
            found[len(found) - len(last) :] = _in_background(last)
        elif node.type in _REDIRECTS:
            loose.append(node)
        else:
            last = read_statement(source, node)
            found.extend(last)
    if loose and not found:
        # `$(< file)` reads the file without any command.
        redirects = read_redirects(source, loose).redirects
        return (Command((), source.line(loose[0]), tuple(redirects)),)
    return tuple(found)


def read_statement(source: Source, node: Node, finish: _Finish | None = None) -> Nodes:
    """The nodes of one statement.

    `finish` changes the last command of a list: the grammar hangs the redirection of
    `a && b > c`, and the pipe of `a || b | c`, on the list as a whole.
    """
    if node.type == "list":
        return _read_list(source, node, finish)
    if node.type == "pipeline":
        return _read_pipeline(source, node, finish)
    if node.type == "redirected_statement":
        return _read_redirected(source, node, finish)
    read = _READERS.get(node.type)
    found = read(source, node) if read else ()
    return finish(found) if finish else found


def _in_background(nodes: Nodes) -> Nodes:
    result: list[ShellNode] = []
    for node in nodes:
        if isinstance(node, Command):
            result.append(replace(node, background=True))
        elif isinstance(node, Pipeline):
            result.append(Pipeline(_in_background(node.commands)))
        elif isinstance(node, Group):
            body = replace(node.body, nodes=_in_background(node.body.nodes))
            result.append(replace(node, body=body))
        else:
            result.append(node)
    return tuple(result)


def _script(source: Source, node: Node, nodes: Nodes) -> Script:
    return Script(nodes, source.restored(node), source.line(node))


def _read_list(source: Source, node: Node, finish: _Finish | None) -> Nodes:
    operator = next((c.type for c in node.children if c.type in {"&&", "||"}), "&&")
    operands = [c for c in node.children if c.type not in {"&&", "||"} and not c.is_extra]
    if len(operands) < 2:
        return tuple(n for c in operands for n in read_statement(source, c, finish))
    left = read_statement(source, operands[0])
    right = read_statement(source, operands[1], finish)
    if operator == "&&":
        return left + _link(right)
    return (_alternative(source, node, left, operands[1], right),)


def _link(nodes: Nodes) -> Nodes:
    """The same nodes where what comes before the first of them must have succeeded."""
    first = nodes[0] if nodes else None
    return (replace(first, linked=True), *nodes[1:]) if isinstance(first, Command) else nodes


def _alternative(source: Source, left_node: Node, left: Nodes, node: Node, right: Nodes) -> Branch:
    tests = _script(source, left_node, left)
    return Branch(tests, (_script(source, node, right),), source.line(left_node))


def _read_pipeline(source: Source, node: Node, finish: _Finish | None) -> Nodes:
    stages = [child for child in node.children if child.is_named and not child.is_extra]
    if not stages:
        return ()
    rest = tuple(_as_stage(source, s, read_statement(source, s)) for s in stages[1:])

    def connect(first: Nodes) -> Nodes:
        if not rest:
            return first
        whole = (Pipeline((_as_stage(source, stages[0], first), *rest)),)
        return finish(whole) if finish else whole

    return read_statement(source, stages[0], connect)


def _as_stage(source: Source, node: Node, nodes: Nodes) -> ShellNode:
    if len(nodes) == 1:
        return nodes[0]
    return Group(_script(source, node, nodes), subshell=True)


def _read_redirected(source: Source, node: Node, finish: _Finish | None) -> Nodes:
    body = [c for c in node.children if c.is_named and c.type not in _REDIRECTS]
    around = read_redirects(source, (c for c in node.children if c.type in _REDIRECTS))
    line = source.line(node)

    def attach(nodes: Nodes) -> Nodes:
        redirected = _redirect(nodes, around, line)
        if around.pipe is not None:
            stages = [c for c in around.pipe.children if c.is_named and not c.is_extra]
            rest = [_as_stage(source, s, read_statement(source, s)) for s in stages]
            redirected = (Pipeline((_as_stage(source, node, redirected), *rest)),)
        return finish(redirected) if finish else redirected

    found = read_statement(source, body[0], attach) if body else attach(())
    for operator, following in around.then:
        right = read_statement(source, following)
        if operator == "&&":
            found += _link(right)
        else:
            found = (_alternative(source, node, found, following, right),)
    return found


def _redirect(nodes: Nodes, around: Redirections, line: int) -> Nodes:
    redirects = tuple(around.redirects)
    if not nodes:
        return (Command(tuple(around.words), line, redirects),)
    *before, last = nodes
    return (*before, _redirect_node(last, redirects, tuple(around.words), line))


def _redirect_node(
    node: ShellNode, redirects: tuple[Redirect, ...], words: tuple[Word, ...], line: int
) -> ShellNode:
    if isinstance(node, Command):
        return replace(node, words=node.words + words, redirects=node.redirects + redirects)
    if isinstance(node, Pipeline):
        *first, last = node.commands
        return Pipeline((*first, _redirect_node(last, redirects, words, line)))
    if isinstance(node, Group):
        return replace(node, redirects=node.redirects + redirects)
    return Group(Script((node,), "", line), subshell=False, redirects=redirects)


def _read_if(source: Source, node: Node) -> Nodes:
    tests: Nodes = ()
    bodies: list[Script] = []
    seen_then = False
    body: list[Node] = []
    for child in node.children:
        if child.type in {"elif_clause", "else_clause"}:
            continue
        if child.type == "then":
            seen_then = True
        elif seen_then:
            body.append(child)
        else:
            tests += read_statement(source, child)
    bodies.append(_body(source, node, body))
    for clause in node.children:
        if clause.type == "elif_clause":
            inner = _read_if(source, clause)[0]
            assert isinstance(inner, Branch)
            tests += inner.tests.nodes
            bodies += inner.bodies
        elif clause.type == "else_clause":
            bodies.append(_body(source, clause, clause.children))
    return (Branch(_script(source, node, tests), tuple(bodies), source.line(node)),)


def _body(source: Source, parent: Node, nodes: list[Node]) -> Script:
    statements = read_statements(source, nodes)
    named = [node for node in nodes if node.is_named]
    if not named:
        return Script(statements, "", source.line(parent))
    text = source.templated.restore(source.raw(named[0].start_byte, named[-1].end_byte))
    return Script(statements, text, source.line(named[0]))


def _read_case(source: Source, node: Node) -> Nodes:
    items = [child for child in node.children if child.type == "case_item"]
    bodies = tuple(_body(source, item, _after_pattern(item)) for item in items)
    return (Branch(Script((), "", source.line(node)), bodies, source.line(node)),)


def _after_pattern(item: Node) -> list[Node]:
    closing = next((i for i, c in enumerate(item.children) if c.type == ")"), -1)
    return item.children[closing + 1 :]


def _read_for(source: Source, node: Node) -> Nodes:
    variable = node.child_by_field_name("variable")
    values = node.children_by_field_name("value")
    words = tuple(word for value in values for word in read_words(source, value))
    if variable is not None and not any(child.type == "in" for child in node.children):
        words = (Word((Variable("@"),)),)
    name = source.text(variable) if variable is not None else ""
    return (ShellLoop(name, words, _loop_body(source, node), source.line(node)),)


def _read_counting_for(source: Source, node: Node) -> Nodes:
    start = node.child_by_field_name("initializer")
    name = source.text(start).partition("=")[0].strip() if start is not None else ""
    return (ShellLoop(name, (), _loop_body(source, node), source.line(node)),)


def _read_while(source: Source, node: Node) -> Nodes:
    condition = node.children_by_field_name("condition")
    tests = read_statements(source, condition)
    body = _loop_body(source, node)
    body = replace(body, nodes=tests + body.nodes)
    return (ShellLoop("", (), body, source.line(node)),)


def _loop_body(source: Source, node: Node) -> Script:
    body = node.child_by_field_name("body")
    return _body(source, node, [] if body is None else body.children)


def _read_function(source: Source, node: Node) -> Nodes:
    name = node.child_by_field_name("name")
    body = node.child_by_field_name("body")
    statements = read_statement(source, body) if body is not None else ()
    if len(statements) == 1 and isinstance(statements[0], Group) and not statements[0].subshell:
        script = statements[0].body
    else:
        script = _script(source, node, statements)
    around = read_redirects(source, node.children)
    if around.redirects:
        group = Group(script, subshell=False, redirects=tuple(around.redirects))
        script = replace(script, nodes=(group,))
    return (ShellFunction(source.text(name) if name else "", script, source.line(node)),)


def _read_group(source: Source, node: Node) -> Nodes:
    if node.children and node.children[0].type == "((":
        return ()
    inner = [c for c in node.children if c.type not in {"{", "}", "(", ")"}]
    return (Group(_body(source, node, inner), subshell=node.type == "subshell"),)


def _read_children(source: Source, node: Node) -> Nodes:
    return read_statements(source, node.children)


_READERS: dict[str, Callable[[Source, Node], Nodes]] = {
    "program": _read_children,
    "ERROR": _read_children,
    "do_group": _read_children,
    "negated_command": _read_children,
    "command": read_command,
    "unset_command": read_command,
    "test_command": read_command,
    "declaration_command": read_declaration,
    "variable_assignment": read_variable_assignment,
    "variable_assignments": _read_children,
    "if_statement": _read_if,
    "case_statement": _read_case,
    "for_statement": _read_for,
    "c_style_for_statement": _read_counting_for,
    "while_statement": _read_while,
    "function_definition": _read_function,
    "subshell": _read_group,
    "compound_statement": _read_group,
}

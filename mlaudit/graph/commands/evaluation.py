"""Walks shell code in the order in which it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mlaudit.graph.commands.branches import join_branches, tested_by
from mlaudit.graph.commands.dispatch import knows, perform
from mlaudit.graph.commands.expansion import expand, expand_words
from mlaudit.graph.commands.loops import forget_changing, loop_values
from mlaudit.graph.commands.newest import note_newest
from mlaudit.graph.commands.outcome import ShellContext, ShellOutcome
from mlaudit.graph.commands.paths import hole
from mlaudit.graph.commands.redirects import input_text, read_inputs, write_outputs
from mlaudit.graph.commands.state import COMMAND_BOUND, DEPTH_BOUND, Engine, ShellState, start
from mlaudit.graph.commands.substitution import listed, output_of, passed_on
from mlaudit.model.place import Place
from mlaudit.model.shell import (
    Assignment,
    Branch,
    Command,
    Group,
    Pipeline,
    Script,
    ShellFunction,
    ShellLoop,
    ShellNode,
    Substitution,
    Word,
)


def evaluate_script(
    script: Script, context: ShellContext, place_of: Callable[[int], Place]
) -> ShellOutcome:
    """What shell code does when it runs in `context`; `place_of` gives the place of a line."""
    state = start(context, place_of, place_of(script.line), ENGINE)
    _evaluate(state, script)
    return state.outcome()


def evaluate_words(argv: Sequence[str], context: ShellContext, place: Place) -> ShellOutcome:
    """What one command does that is given as a list of words (`subprocess.run([...])`)."""
    state = start(context, lambda line: place, place, ENGINE)
    perform(state, list(argv))
    return state.outcome()


def _evaluate(state: ShellState, script: Script) -> None:
    if state.depth >= DEPTH_BOUND:
        state.give_up()
        return
    state.depth += 1
    try:
        _evaluate_nodes(state, script.nodes)
    finally:
        state.depth -= 1


def _evaluate_nodes(state: ShellState, nodes: Sequence[ShellNode]) -> None:
    test: Command | None = None
    before: ShellNode | None = None
    for node in nodes:
        if test is not None and not _is_under(node, test, before):
            test = None
        if test is None:
            _evaluate_node(state, node)
        else:
            tested, terminal = tested_by(state, [_words(state, test)])
            with state.within(conditional=True, tested=tested, terminal_tested=terminal):
                _evaluate_node(state, node)
        if isinstance(node, Command) and _is_test(node):
            test = node
        before = node


def _is_under(node: ShellNode, test: Command, before: ShellNode | None) -> bool:
    """Does the node run only if the test holds: `[ -f x ] && node`, `[ -f x ] && a && node`?

    Of what is no plain command the grammar keeps only that it follows in the same line.
    """
    if isinstance(node, Command):
        return node.linked
    return before is test and getattr(node, "line", 0) == test.line


def _evaluate_node(state: ShellState, node: ShellNode) -> None:
    if isinstance(node, Command):
        _evaluate_command(state, node)
    elif isinstance(node, Assignment):
        _assign(state, node)
    elif isinstance(node, Pipeline):
        _evaluate_pipeline(state, node)
    elif isinstance(node, ShellLoop):
        _evaluate_loop(state, node)
    elif isinstance(node, Branch):
        _evaluate_branch(state, node)
    elif isinstance(node, Group):
        _evaluate_group(state, node)
    else:
        _define(state, node)


def _define(state: ShellState, node: ShellFunction) -> None:
    state.functions[node.name] = node.body


def _evaluate_command(state: ShellState, node: Command) -> None:
    state.record.commands += 1
    state.place = state.place_of(node.line)
    if state.record.commands > COMMAND_BOUND:
        state.give_up()
        return
    words = _words(state, node)
    outer = state.assigned
    added = tuple((name, expand(state, word, _substitute)) for name, word in node.assignments)
    state.assigned = outer + added
    text = input_text(state, node.redirects, _expand)
    changes: dict[str, object] = {"text": text} if text is not None else {}
    if node.background:
        changes["background"] = True
    if any(redirect.operator.startswith("<") for redirect in node.redirects):
        changes["piped"] = True
    if any(r.operator.startswith(">") and r.descriptor != 2 for r in node.redirects):
        changes["captured"] = True
    with state.within(**changes):
        read_inputs(state, node.redirects, _expand)
        if words:
            perform(state, words)
        write_outputs(state, node.redirects, _expand)
    state.assigned = outer


def _assign(state: ShellState, node: Assignment) -> None:
    state.place = state.place_of(node.line)
    value = expand(state, node.value, _substitute)
    state.variables[node.name] = value
    if node.exported and node.name not in state.exported:
        state.exported = (*state.exported, node.name)


def _evaluate_pipeline(state: ShellState, node: Pipeline) -> None:
    items: tuple[str, ...] = ()
    named: list[list[str]] = []
    for index, command in enumerate(node.commands):
        stage = state.subshell()
        piped = index > 0 or state.around.piped
        captured = index < len(node.commands) - 1 or state.around.captured
        with stage.within(piped=piped, captured=captured, text=state.around.text, items=items):
            _evaluate_node(stage, command)
        words = _words(stage, command) if isinstance(command, Command) else []
        named.append(words)
        items = passed_on(words, items) if index else listed(state, words) if words else ()
        state.place = stage.place
    note_newest(state, named)


def _evaluate_loop(state: ShellState, node: ShellLoop) -> None:
    state.place = state.place_of(node.line)
    if not node.variable:
        _evaluate_while(state, node)
        return
    values = loop_values(state, node.variable, expand_words(state, node.words, _substitute))
    for value in values:
        state.variables[node.variable] = value
        _evaluate(state, node.body)
    if len(values) > 1:
        state.variables[node.variable] = hole(node.variable)


def _evaluate_while(state: ShellState, node: ShellLoop) -> None:
    forget_changing(state, node.body)
    body = state.subshell()
    with body.within(looping=True):
        _evaluate(body, node.body)
    join_branches(state, [body])


def _evaluate_branch(state: ShellState, node: Branch) -> None:
    state.place = state.place_of(node.line)
    tests = [command for command in node.tests.nodes if isinstance(command, Command)]
    tested, terminal = tested_by(state, [_words(state, test) for test in tests])
    _evaluate(state, node.tests)
    ends = []
    for body in node.bodies:
        branch = state.subshell()
        with branch.within(
            conditional=True,
            tested=(*state.around.tested, *tested),
            terminal_tested=terminal or state.around.terminal_tested,
        ):
            _evaluate(branch, body)
        if not _leaves(body):
            ends.append(branch)
    join_branches(state, ends)


def _evaluate_group(state: ShellState, node: Group) -> None:
    inner = state.subshell() if node.subshell else state
    fed = any(redirect.operator.startswith("<") for redirect in node.redirects)
    read_inputs(state, node.redirects, _expand)
    with inner.within(piped=fed or state.around.piped):
        _evaluate(inner, node.body)
    write_outputs(state, node.redirects, _expand)


def _leaves(script: Script) -> bool:
    last = script.nodes[-1] if script.nodes else None
    return (
        isinstance(last, Command)
        and bool(last.words)
        and last.words[0].literal in ("exit", "return", "break", "continue")
    )


def _is_test(node: Command) -> bool:
    return bool(node.words) and node.words[0].literal in ("[", "[[", "test")


def _words(state: ShellState, node: Command) -> list[str]:
    return expand_words(state, node.words, _substitute)


def _expand(state: ShellState, word: Word) -> str:
    part = word.parts[0] if len(word.parts) == 1 else None
    if isinstance(part, Substitution):
        # `> >(tee log)`: what the process does counts, its pipe is no file.
        _substitute(state.subshell(), part.script)
        return "-"
    return expand(state, word, _substitute)


def _substitute(state: ShellState, script: Script) -> str:
    """Evaluate the code of a substitution and tell what it prints."""
    if not script.nodes or state.depth >= DEPTH_BOUND:
        return ""
    place = state.place
    with state.within(piped=False, captured=True, text=None):
        _evaluate_nodes(state, script.nodes[:-1])
        last = script.nodes[-1]
        if isinstance(last, Pipeline):
            _evaluate_node(state, last)
            printed = _printed_by_pipeline(state, last)
        elif isinstance(last, Command) and last.words:
            words = _words(state, last)
            if words and words[0] not in ("echo", "printf", "pwd"):
                _evaluate_node(state, last)
            printed = output_of(state, words)
        else:
            _evaluate_node(state, last)
            printed = output_of(state, ["command_output"])
    state.place = place
    return printed


def _printed_by_pipeline(state: ShellState, node: Pipeline) -> str:
    names = [_words(state, command) for command in node.commands if isinstance(command, Command)]
    if len(names) == len(node.commands) and all(
        words and words[0] in ("sort", "xargs", "uniq", "tac") for words in names[1:]
    ):
        return output_of(state, names[0])
    last = names[-1] if names else []
    return output_of(state, ["piped_" + last[0]] if last else ["piped"])


ENGINE = Engine(evaluate=_evaluate, perform=perform, knows=knows)

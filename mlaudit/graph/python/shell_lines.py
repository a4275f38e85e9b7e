"""Shell lines inside notebooks (`!cmd`, `%cd`, `%run`, `%%bash`)."""

from __future__ import annotations

import re

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.graph.python.evaluation import CodeCall, Evaluation, Frame, Site
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import ROOT, Known, PathValue
from mlaudit.model.summary import Shell
from mlaudit.patterns import lazy_regex

_VARIABLE = lazy_regex(r"\$\{(\w+)\}|\$(\w+)|(?<!\{)\{(\w+)\}(?!\})")


def run_shell_line(run: Evaluation, node: Shell, frame: Frame) -> None:
    """Follow a shell line: a lasting change of directory at once, all else as a started program."""
    if node.persistent:
        context = ShellContext(run.directory, _variables(run, frame))
        outcome = evaluate_script(node.script, context, frame.place)
        if not run.uncertain:
            run.directory = outcome.directory
        return
    site = Site(frame, node.line)
    text = _fill(node.script.text, _variables(run, frame))
    call = CodeCall(
        text,
        (),
        run.directory,
        site.place,
        site.scope,
        node.same_process,
        sometimes=run.uncertain > 0,
    )
    run.record.calls[call] = None


def _variables(run: Evaluation, frame: Frame) -> dict[str, str]:
    """Python variables that a shell line may name."""
    found = dict(run.environment)
    for name, value in frame.scope.variables.items():
        if isinstance(value, Known | PathValue):
            texts = texts_of(value)
            if texts and len(texts[0]) < 500:
                found[name] = texts[0].replace(ROOT + "/", "")
    return found


def _fill(text: str, variables: dict[str, str]) -> str:
    """Put in the variables as IPython does: `{name}`, `$name`, and the shell's `${name}`."""

    def replace(match: re.Match[str]) -> str:
        value = variables.get(match.group(1) or match.group(2) or match.group(3))
        return match.group(0) if value is None or "\n" in value else value

    return _VARIABLE.sub(replace, text)

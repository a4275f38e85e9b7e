"""The steps of a job as runs, ready-made actions and exchanged artifacts."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import ActionUse, Gate, Run
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.parsers.ci.github.artifacts import Exchange, read_exchange
from mlaudit.parsers.ci.github.conditions import is_never
from mlaudit.parsers.ci.github.expressions import (
    Context,
    expand,
    is_known,
    to_handed,
    to_pattern,
)
from mlaudit.parsers.ci.scripts import read_script
from mlaudit.parsers.ci.texts import is_true, text_as_written
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of

_APPROVALS = ("trstringer/manual-approval",)
_COMMANDS = {
    "azure/cli": "inlineScript",
    "nick-fields/retry": "command",
    "nick-invision/retry": "command",
    "wandalen/wretry.action": "command",
    "addnab/docker-run-action": "run",
    "coactions/setup-xvfb": "run",
}
"""Actions that run shell code in the checkout, and the input that holds it, by their own pages."""


@dataclass(slots=True)
class Steps:
    """What the steps of a job say, in order."""

    runs: list[Run] = field(default_factory=list)
    uses: list[ActionUse] = field(default_factory=list)
    gates: list[Gate] = field(default_factory=list)
    exchange: Exchange = field(default_factory=Exchange)


@immutable
class Defaults:
    """`defaults.run` of a workflow or a job."""

    directory: str = "."
    shell: str = ""

    def with_inner(self, run: Data | None) -> Defaults:
        """The defaults of a job in a workflow that has these."""
        directory = text_of(find(run, "working-directory"))
        return Defaults(directory or self.directory, text_of(find(run, "shell")) or self.shell)


def read_environment(data: Data | None, context: Context) -> dict[str, str]:
    """Variables of an `env:`; "" for those with values that are not known."""
    found = {}
    for entry in entries_of(data):
        if isinstance(entry.value, Scalar):
            text = expand(text_as_written(entry.value), context)
            found[entry.key] = text if is_known(text) else ""
    return found


def with_environment(context: Context, environment: Mapping[str, str]) -> Context:
    """The context inside; a variable whose value is not known hides an outer one."""
    merged = {**context.environment, **environment}
    return replace(context, environment={k: v for k, v in merged.items() if v})


def read_steps(
    steps: Data | None, path: str, contexts: Sequence[Context], defaults: Defaults
) -> Steps:
    """Read the `steps:` of a job or a composite action in the file at `path`.

    Each step is read once for every context in which it does something else.
    """
    found = Steps()
    for step in items_of(steps):
        if isinstance(step, Table) and not is_never(find(step, "if")):
            for context in contexts:
                _read_step(found, step, path, context, defaults)
    found.runs = list(dict.fromkeys(found.runs))
    found.uses = list(dict.fromkeys(found.uses))
    found.gates = list(dict.fromkeys(found.gates))
    return found


def _read_step(found: Steps, step: Table, path: str, context: Context, defaults: Defaults) -> None:
    environment = read_environment(find(step, "env"), context)
    context = with_environment(context, environment)
    name = text_of(find(step, "name")) or text_of(find(step, "id")) or ""
    place = Place(path, step.line)
    code, action = find(step, "run"), text_of(find(step, "uses"))
    if isinstance(code, Scalar):
        own = defaults.with_inner(step)
        found.runs.append(
            Run(
                Place(path, step.line_of("run")),
                script=_script(code, own.shell, context),
                directory=_directory(own.directory, context),
                name=to_pattern(expand(name, replace(context, matrix={}))),
                environment=(*context.own, *environment.items()),
                tolerated=is_true(find(step, "continue-on-error")),
            )
        )
    elif action is not None and action.startswith("./"):
        for file in ("action.yml", "action.yaml"):
            target = posixpath.normpath(posixpath.join(action, file))
            found.runs.append(
                Run(place, step=target, name=name, environment=read_handed(step, context))
            )
    elif action is not None:
        _read_action(found, step, action, Place(path, step.line_of("uses")), context)


def _script(code: Scalar, shell: str, context: Context) -> Script:
    return read_script(expand(text_as_written(code), context), code.line, shell)


def _directory(directory: str, context: Context) -> str:
    return posixpath.normpath(to_handed(expand(directory, context)).replace("\\", "/"))


def _read_action(found: Steps, step: Table, action: str, place: Place, context: Context) -> None:
    inputs = read_with(find(step, "with"), context)
    found.uses.append(ActionUse(action, tuple(inputs.items()), place))
    read_exchange(found.exchange, action, inputs, place)
    code = find(step, "with", _COMMANDS.get(action.partition("@")[0].lower(), ""))
    if isinstance(code, Scalar):
        found.runs.append(Run(place, script=_script(code, "", context), environment=context.own))
    if action.startswith(_APPROVALS):
        found.gates.append(Gate(place, action))


def read_handed(data: Table, context: Context) -> tuple[tuple[str, str], ...]:
    """What `with:` hands to an action or a workflow of the repository, as `inputs.x`."""
    given = read_with(find(data, "with"), context)
    return tuple((f"inputs.{name}", to_handed(text)) for name, text in given.items())


def read_with(data: Data | None, context: Context) -> dict[str, str]:
    """The inputs of an action or of a called workflow as text."""
    found = {}
    for entry in entries_of(data):
        found[entry.key] = expand(text_as_written(entry.value), context)
    return found

"""Hands values of configuration files to the function that is started."""

from __future__ import annotations

from collections.abc import Mapping

from mlaudit.graph.python.configuration_values import value_of_data
from mlaudit.graph.python.evaluation import Evaluation, Site, Watcher
from mlaudit.graph.python.values import Arguments, FunctionValue, Value
from mlaudit.model.data import Data


class Giver:
    """A `Watcher` that gives the function what its framework would hand to it."""

    def __init__(
        self, function: tuple[str, str], given: Mapping[str, Data], inner: Watcher | None
    ) -> None:
        """`function` is (path, name), and `inner` looks on, too; numbers stand for positions."""
        self._function = function
        self._given = given
        self._inner = inner

    def attach(self, run: Evaluation) -> None:
        """Wait for the start of the function."""
        if self._inner is not None:
            self._inner.attach(run)
        self._call = run.call
        run.call = self._give

    def note_option(self, value: Value, names: tuple[str, ...], name: str, given: bool) -> None:
        """Tell whoever looks on, too."""
        if self._inner is not None:
            self._inner.note_option(value, names, name, given)

    def _give(self, run: Evaluation, callee: Value, arguments: Arguments, site: Site) -> Value:
        if run.depth == 0 and _name_of(callee) == self._function:
            values = {name: value_of_data(data) for name, data in self._given.items()}
            positional = [values.pop(str(i), v) for i, v in enumerate(arguments.positional)]
            keywords = {**values, **arguments.keywords}
            arguments = Arguments(positional, keywords, arguments.open_)
        return self._call(run, callee, arguments, site)


def _name_of(callee: Value) -> tuple[str, str] | None:
    """(path, name) of a function of the tree."""
    if isinstance(callee, FunctionValue):
        return callee.module.module.path, callee.qualified
    return None

"""Command lines of libraries that choose a function by its name and bind options to parameters."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.fire_line import fire
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    FunctionValue,
    ListValue,
    Value,
)


def dispatch(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`clize.run([fit, test])`: one function is the command, several are chosen from by name."""
    component = arguments.get(0, "funcs") or arguments.get(None, "components")
    if isinstance(component, ListValue):
        functions = [item for item in component.items if isinstance(item, FunctionValue)]
        return fire(run, name, Arguments([_by_name(functions)]), site)
    return fire(run, name, Arguments([component] if component is not None else []), site)


def dispatch_decorated(
    run: Evaluation, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`baker.run()`: the functions of the module that the library's decorator marks."""
    marks = (name.rpartition(".")[0] + ".command", name.rpartition(".")[0] + ".arg")
    functions = [
        value
        for value in site.frame.module.scope.variables.values()
        if isinstance(value, FunctionValue) and any(d.name in marks for d in value.decorators)
    ]
    return fire(run, name, Arguments([_by_name(functions)]), site)


def _by_name(functions: list[FunctionValue]) -> DictValue:
    return DictValue({function.name: function for function in functions})


MODELS = {
    "baker.run": dispatch_decorated,
    "clize.run": dispatch,
    "jsonargparse.CLI": dispatch,
    "jsonargparse.auto_cli": dispatch,
}

"""Models of hyperparameter search: the function that is tried is called with its search space."""

from __future__ import annotations

from mlaudit.graph.python.access import add_access
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.tables import database_file
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    ExternalInstance,
    FunctionValue,
    PartialValue,
    Value,
    join,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


def _choose(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`tune.choice([…])`: any of the values."""
    given = arguments.get(0, "values") or arguments.get(0, "categories")
    items, _ = iterate(given) if given is not None else ([], False)
    return join(items, "choice") if items else None


def _draw(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return unknown(UnresolvedReason.DATA, name.rpartition(".")[2])


def _run(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`tune.run(trainable, config=space)` and `tune.Tuner(trainable, param_space=space)`."""
    trainable = arguments.get(0, "run_or_experiment") or arguments.get(0, "trainable")
    space = arguments.get(None, "config") or arguments.get(1, "param_space")
    if isinstance(trainable, FunctionValue | PartialValue):
        given = DictValue(dict(space.entries)) if isinstance(space, DictValue) else None
        handed = Arguments([given or unknown(UnresolvedReason.DATA, "config")])
        run.call(run, trainable, handed, site)
    return ExternalInstance(name, name, None, "", arguments)


def _with_parameters(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`tune.with_parameters(trainable, **values)` binds values; resources bind nothing."""
    if not arguments.positional:
        return None
    kept = arguments.keywords if name.endswith("with_parameters") else {}
    return PartialValue(arguments.positional[0], Arguments([], dict(kept)))


def _optimise(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`study.optimize(objective)` keeps its trials in the storage that the study was made with."""
    storage = receiver.path if isinstance(receiver, ExternalInstance) else None
    path = database_file(storage) if storage is not None else None
    if path is not None:
        for mode in ("read", "write"):
            add_access(run, path, mode, f"optuna.study.Study.{name}", site, "table")
    return None


METHODS = {"optuna.study.Study.optimize": _optimise}
MODELS = {
    **dict.fromkeys(["ray.tune.choice", "ray.tune.grid_search"], _choose),
    **dict.fromkeys(
        [
            "ray.tune.uniform",
            "ray.tune.quniform",
            "ray.tune.loguniform",
            "ray.tune.randint",
            "ray.tune.randn",
            "ray.tune.sample_from",
        ],
        _draw,
    ),
    **dict.fromkeys(["ray.tune.run", "ray.tune.Tuner"], _run),
    **dict.fromkeys(["ray.tune.with_parameters", "ray.tune.with_resources"], _with_parameters),
}

"""Models of calls that call functions: partial application, pools, threads, decorators."""

from __future__ import annotations

from mlaudit.catalog import type_of_method
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.filesystems import SCHEMES, address, scheme_of
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.passing import give_first
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    DictValue,
    ExternalInstance,
    FunctionValue,
    Known,
    ListValue,
    PartialValue,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


def _partial(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    if not arguments.positional:
        return None
    rest = Arguments(arguments.positional[1:], arguments.keywords, arguments.open_)
    return PartialValue(arguments.positional[0], rest)


def _thread(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    target = arguments.get(None, "target")
    if isinstance(target, FunctionValue | PartialValue):
        given = arguments.get(None, "args")
        named = arguments.get(None, "kwargs")
        keywords = named.entries if isinstance(named, DictValue) else {}
        handed = Arguments(
            list(given.items) if isinstance(given, ListValue) else [],
            {key: value for key, value in keywords.items() if isinstance(key, str)},
        )
        run.call(run, target, handed, site)
    return None


def _pool_map(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    if not arguments.positional or not _is_callable(arguments.positional[0]):
        return None
    function, *columns = arguments.positional
    element: list[Value] = [unknown(UnresolvedReason.DATA, "element")]
    items, complete = iterate(columns[0]) if columns else (element, False)
    results = []
    for item in items:
        spread = name == "starmap" and isinstance(item, ListValue)
        handed = Arguments(list(item.items) if spread and isinstance(item, ListValue) else [item])
        results.append(run.call(run, function, handed, site))
    if isinstance(receiver, ExternalInstance) and type_of_method(receiver.type, name):
        return None
    return ListValue(results, "list", not complete)


def _apply(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`frame.apply(f)`, `pipe(f, …)`, `submit(f, …)`: the function is called once."""
    if not arguments.positional or not _is_callable(arguments.positional[0]):
        return None
    function, *rest = arguments.positional
    first: list[Value] = (
        []
        if name in ("submit", "apply_async", "add_task")
        else [unknown(UnresolvedReason.DATA, "element")]
    )
    if name == "apply_async":
        rest = list(rest[0].items) if rest and isinstance(rest[0], ListValue) else []
    handed = Arguments([*first, *rest], dict(arguments.keywords), True)
    run.call(run, function, handed, site)
    return None


def _is_callable(value: Value) -> bool:
    return isinstance(value, FunctionValue | PartialValue | ClassValue)


MODELS = {
    "functools.partial": _partial,
    "joblib.delayed": give_first,
    "dask.delayed": give_first,
    "functools.wraps": lambda run, name, arguments, site: _identity(),
    "functools.lru_cache": lambda run, name, arguments, site: (
        arguments.positional[0] if arguments.positional else _identity()
    ),
    "functools.cache": give_first,
    "contextlib.contextmanager": give_first,
    "threading.Thread": _thread,
    "multiprocessing.Process": _thread,
}


def _identity() -> Value:
    """A decorator that gives back what it is given."""
    from mlaudit.graph.python.scope import ModuleScope, Scope
    from mlaudit.model.expression import Name
    from mlaudit.model.summary import Module, Parameter

    module = ModuleScope(Module("", ()), "")
    return FunctionValue("<identity>", (Parameter("f"),), None, Name("f"), Scope(), module, "")


def _open_remote(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """A file behind a file system, opened; what goes through it goes to its address."""
    path, scheme = arguments.get(0, "path"), scheme_of(receiver)
    if path is None:
        return None
    mode = arguments.get(1, "mode")
    text = str(mode.value) if isinstance(mode, Known) else "rb"
    return ExternalInstance("io.TextIOWrapper", "open", address(path, scheme), text, arguments)


METHODS = {
    **dict.fromkeys((f"{type_}.open" for type_ in SCHEMES), _open_remote),
    "fsspec.spec.AbstractFileSystem.open": _open_remote,
    "*.map": _pool_map,
    "*.imap": _pool_map,
    "*.imap_unordered": _pool_map,
    "*.starmap": _pool_map,
    "*.apply": _apply,
    "*.applymap": _apply,
    "*.progress_apply": _apply,
    "*.progress_map": _apply,
    "*.parallel_apply": _apply,
    "*.transform": _apply,
    "*.pipe": _apply,
    "*.submit": _apply,
    "*.apply_async": _apply,
    "*.add_task": _apply,
    "*.run_in_executor": _apply,
}

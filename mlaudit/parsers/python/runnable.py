"""Whether starting a file does something, beyond defining what others import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlaudit.model.expression import (
    Attribute,
    Bind,
    Call,
    Collection,
    Comprehension,
    Conditional,
    Expression,
    Format,
    Item,
    Mapping,
    Name,
    Operation,
    Starred,
)
from mlaudit.model.summary import (
    Assign,
    Evaluate,
    For,
    If,
    Raise,
    Shell,
    Statement,
    Try,
    While,
    With,
)

# Calls by which a module that is meant to be imported sets itself up.
_SETTING_UP = frozenset(
    {"append", "extend", "insert", "add", "update", "setdefault", "remove", "discard", "pop"}
    | {"filterwarnings", "simplefilter", "basicConfig", "dictConfig", "fileConfig", "getLogger"}
    | {"setLevel", "addHandler", "addFilter", "setFormatter", "disable", "captureWarnings"}
    | {"warn", "info", "debug", "warning", "error", "print", "setattr", "super"}
    | {"load_dotenv", "makedirs", "mkdir", "setrecursionlimit", "signal", "patch", "configure"}
    | {"seed", "manual_seed", "manual_seed_all", "set_seed", "seed_everything"}
    | {"set_option", "set_printoptions", "set_theme", "set_style", "set", "set_context", "use"}
    | {"set_palette", "set_config", "set_verbosity", "set_start_method", "pandas"}
    | {"set_float32_matmul_precision", "set_memory_growth", "set_default_dtype"}
    | {"set_num_threads", "empty_cache", "set_tracking_uri", "set_registry_uri", "deprecated"}
    | {"register", "register_blueprint", "register_resolver", "register_new_resolver"}
    | {"include_router", "add_middleware", "mount", "add_command", "add_typer", "init_app"}
    | {"add_argument", "add_parser", "add_argument_group", "set_defaults", "declare_namespace"}
    | {"read", "read_dict", "read_string", "read_file"}  # of a ConfigParser
    | {"autoclass", "autofunction", "model_rebuild", "update_forward_refs", "store"}
)

_SETTING_UP_TOO = (
    "set_",
    "setup_",
    "configure_",
    "register_",
    "add_",
    "init_",
    "install_",
    "enable_",
)

# What changes a registry of models, although its name begins as if it set the module up.
_OF_REGISTRIES = ("set_registered_model", "set_model_version", "register_model")

# What a value is computed with that makes a script of its module, even when it is only assigned.
_WORKING = ("read_", "fit", "train", "run", "main", "predict", "download", "save", "dump", "write")
_WORKING_TOO = ("to_csv", "to_parquet", "eval", "preprocess", "process", "extract_", "execute")


def is_runnable(body: Iterable[Statement]) -> bool:
    """Whether the top level has a main guard, calls something that does work, or is a service."""
    return any(_works(statement) for statement in body)


def _works(statement: Statement) -> bool:
    match statement:
        case Shell():
            return True
        case Evaluate(value=value):
            return _does_something(value)
        case Assign(value=value):
            return value is not None and (_computes(value) or _serves(value))
        case Raise(value=Call() as value):
            return any(_computes(argument.value) for argument in value.arguments)
        case If():
            return _is_main_guard(statement.test) or _any_works(statement.body, statement.otherwise)
        case For():
            return _computes(statement.iterable) or _any_works(statement.body, statement.otherwise)
        case While():
            return _any_works(statement.body)
        case With(items=items, body=inner):
            return _any_works(inner) or any(_computes(item) for item, _ in items)
        case Try():
            return _any_works(statement.body, statement.otherwise, statement.final)
        case _:
            return False


_SERVERS = frozenset({"FastAPI", "Flask", "Litestar", "Sanic", "Dash", "Quart", "Starlette"})


def _serves(value: Expression) -> bool:
    """Whether a value is a web application, which a server starts by the name of the module."""
    match value:
        case Call(function=Name(identifier=name)) | Call(function=Attribute(name=name)):
            return name in _SERVERS
        case _:
            return False


def _any_works(*bodies: tuple[Statement, ...]) -> bool:
    return any(is_runnable(body) for body in bodies)


def _is_main_guard(test: Expression) -> bool:
    return isinstance(test, Operation) and (
        Name("__name__") in test.operands or any(map(_is_main_guard, test.operands))
    )


def _does_something(value: Expression) -> bool:
    """Whether an expression that stands as a statement does more than set the module up."""
    if not isinstance(value, Call):
        return _computes(value)
    name = _last_name(value.function)
    if name not in _SETTING_UP and not name.startswith(_SETTING_UP_TOO):
        return True
    if name.startswith(_OF_REGISTRIES):
        return True
    return any(_computes(argument.value) for argument in value.arguments)


def _computes(value: Expression) -> bool:
    """Whether making the value is work: it reads data, trains, runs, saves."""
    return any(
        _last_name(call.function).startswith((*_WORKING, *_WORKING_TOO))
        and not _last_name(call.function).startswith(("run_name", "save_dir", "train_test_split"))
        for call in _calls(value)
    )


def _last_name(function: Expression) -> str:
    if isinstance(function, Attribute):
        return function.name
    return function.identifier if isinstance(function, Name) else ""


def _calls(value: Expression) -> Iterator[Call]:
    pending: list[Expression] = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, Call):
            yield current
        pending.extend(_parts(current))


def _parts(value: Expression) -> Iterable[Expression]:
    """The expressions inside another that are evaluated with it."""
    match value:
        case Call():
            return [value.function, *(argument.value for argument in value.arguments)]
        case Attribute():
            return [value.base]
        case Item():
            return [value.base, value.index]
        case Operation():
            return value.operands
        case Collection():
            return value.elements
        case Format():
            return value.pieces
        case Conditional():
            return [value.then, value.otherwise]
        case Starred() | Bind():
            return [value.value]
        case Mapping():
            return [entry for _, entry in value.entries]
        case Comprehension():
            return [value.element, *(iterable for _, iterable, _ in value.clauses)]
        case _:
            return []

"""Calls into libraries: models of what matters to paths, and the catalogue for everything else.

A model is a function registered under the qualified names of what it stands for; modules whose
name starts with `library_` hold them. The catalogue says what a call reads and writes; a model
says what it returns.
"""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.catalog import (
    ArgumentSpec,
    Effect,
    deciding_argument,
    find_call,
    find_method,
    type_of_call,
    type_of_method,
)
from mlaudit.graph.python.applications import command_name, undecorated
from mlaudit.graph.python.click_context import CONTEXT, call_context_method
from mlaudit.graph.python.conventions import record_by_name
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import external_bases
from mlaudit.graph.python.library_container import call_dict_method, call_list_method
from mlaudit.graph.python.library_index import library_models, method_models
from mlaudit.graph.python.library_inherited import call_inherited_model
from mlaudit.graph.python.library_nemo import is_nemo_model, record_model
from mlaudit.graph.python.library_queries import query_text
from mlaudit.graph.python.library_records import as_dict, make_model, replace_fields
from mlaudit.graph.python.library_runs import run_program
from mlaudit.graph.python.library_text import call_text_method
from mlaudit.graph.python.mapping_classes import call_mapping_method
from mlaudit.graph.python.markers import find_marker
from mlaudit.graph.python.objects import as_path
from mlaudit.graph.python.paths import call_path_method
from mlaudit.graph.python.recording import record_call
from mlaudit.graph.python.text import CONTENT, is_handle
from mlaudit.graph.python.unbound import is_builtin_method, split_receiver
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    BoundMethod,
    ClassValue,
    DictValue,
    ExternalInstance,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    PartialValue,
    PathValue,
    Union,
    UnknownValue,
    Value,
    is_one_text,
    join,
    unknown,
)
from mlaudit.graph.temporary import TEMPORARY
from mlaudit.model.vocabulary import UnresolvedReason

_LISTINGS = frozenset({"glob", "rglob", "iterdir"})


def call_external(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """The result of calling something from outside the tree."""
    if "." in name or name == "open":
        arguments = _with_paths(run, arguments, site)
    model = find_call(name)
    receiver, arguments = split_receiver(model, name, arguments)
    given = record_call(run, model, name, arguments, site, receiver) if model is not None else None
    function = library_models().get(name) or (run_program if name.startswith("sh.") else None)
    if function is not None:
        result = function(run, name, arguments, site)
        if result is not None:
            return result
    elif "." in name:
        _call_back(run, arguments, site)
        if model is None:
            record_by_name(run, name, arguments, site)
            if is_nemo_model(name):
                record_model(run, name, arguments, site)
    if model is not None and model.effect == Effect.PROMPT_USER:
        return _answer(arguments)
    if model is not None and model.effect == Effect.TEMPORARY:
        return _make_temporary(model.name)
    if is_builtin_method(name, arguments):
        receiver, *rest = arguments.positional
        bound = Arguments(rest, arguments.keywords, arguments.open_)
        return call_method(run, receiver, name.rpartition(".")[2], bound, site)
    return _make_instance(name, arguments, model is not None, given)


def _make_temporary(name: str) -> Value:
    """A path, or an object that stands for one, as the functions of `tempfile` return."""
    path = Known(TEMPORARY)
    if name in ("tempfile.mkdtemp", "tempfile.mktemp"):
        return path
    if name == "tempfile.mkstemp":
        return ListValue([unknown(UnresolvedReason.DATA, "handle"), path], "tuple")
    return ExternalInstance(name, name, path)


def _with_paths(run: Evaluation, arguments: Arguments, site: Site) -> Arguments:
    """The arguments as libraries take them: objects that stand for a path are that path."""
    keywords = arguments.keywords
    if not (_hold_objects(arguments.positional) or (keywords and _hold_objects(keywords.values()))):
        return arguments
    return Arguments(
        [as_path(run, value, site) for value in arguments.positional],
        {name: as_path(run, value, site) for name, value in arguments.keywords.items()},
        arguments.open_,
        arguments.spread,
    )


def _hold_objects(values: Iterable[Value]) -> bool:
    """Is one of the values an object of a scanned class, or may it be one?"""
    for value in values:
        kind = type(value)
        if kind is InstanceValue or (
            kind is Union and any(type(option) is InstanceValue for option in value.options)  # type: ignore[union-attr]
        ):
            return True
    return False


def _answer(arguments: Arguments) -> Value:
    """What a person types, or the default of the question."""
    typed = unknown(UnresolvedReason.DATA, "answer")
    default = arguments.get(None, "default")
    return typed if default is None or default == NONE else join([default, typed])


def _make_instance(name: str, arguments: Arguments, modelled: bool, given: Value | None) -> Value:
    type_ = type_of_call(name, _constant(deciding_argument(name), arguments)) or ""
    if given is not None and not type_:
        return given
    path = given or (arguments.get(0, None) if modelled or type_ else None)
    mode = arguments.get(1, "mode")
    text = mode.value if isinstance(mode, Known) and isinstance(mode.value, str) else ""
    return ExternalInstance(type_, name, path if is_one_text(path) else None, text, arguments)


def _constant(spec: ArgumentSpec | None, arguments: Arguments) -> str | None:
    """The text of the argument that decides the class of the result."""
    given = arguments.get(spec.position, spec.keyword) if spec is not None else None
    return given.value if isinstance(given, Known) and isinstance(given.value, str) else None


def _call_back(run: Evaluation, arguments: Arguments, site: Site) -> None:
    """A function handed to a library is called by it, with arguments that are not known."""
    for values in (arguments.positional, arguments.keywords.values()):
        for value in values:
            target = value.function if type(value) is PartialValue else value
            if type(target) is FunctionValue and id(target.definition) not in run.called:
                run.callbacks.append(target)


def call_method(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value:
    """The result of calling a method of a value that is no object of the scanned code."""
    arguments = _with_paths(run, arguments, site)
    result: Value | None = None
    if isinstance(receiver, ExternalInstance):
        return _call_instance(run, receiver, name, arguments, site)
    if isinstance(receiver, UnknownValue):
        return _call_typed(run, receiver, None, name, arguments, site)
    if isinstance(receiver, PathValue):
        result = call_path_method(receiver, name, arguments, run.directory)
        listing = find_method("pathlib.Path", name) if name in _LISTINGS else None
        if listing is not None:
            record_call(run, listing, listing.name, arguments, site, receiver)
        if result is None:
            return _call_typed(run, receiver, "pathlib.Path", name, arguments, site)
    elif isinstance(receiver, Known) and isinstance(receiver.value, str):
        result = call_text_method(receiver.value, name, arguments)
    elif isinstance(receiver, ListValue):
        result = call_list_method(run, receiver, name, arguments, site)
    elif isinstance(receiver, DictValue):
        result = call_dict_method(run, receiver, name, arguments, site)
    elif isinstance(receiver, InstanceValue | ClassValue):
        return _call_inherited(run, receiver, name, arguments, site)
    elif isinstance(receiver, FunctionValue):
        return _call_function_method(run, receiver, name, arguments, site)
    return result if result is not None else unknown(UnresolvedReason.CALL_RESULT, name)


def _call_typed(
    run: Evaluation, receiver: Value, type_: str | None, name: str, arguments: Arguments, site: Site
) -> Value:
    model = find_method(type_, name)
    if model is not None:
        given = record_call(run, model, model.name, arguments, site, receiver)
        if given is not None:
            return given
    else:
        _call_back(run, arguments, site)
        if isinstance(receiver, UnknownValue):
            record_by_name(run, name, arguments, site)
    if isinstance(receiver, PathValue) and name == "open":
        mode = arguments.get(0, "mode")
        text = mode.value if isinstance(mode, Known) else "r"
        return ExternalInstance("io.TextIOWrapper", "open", receiver, str(text), arguments)
    if isinstance(receiver, PathValue) and name in ("read_text", "read_bytes"):
        return query_text(run, receiver) or ExternalInstance(CONTENT, name, receiver)
    made = type_of_method(type_, name) if type_ else None
    if made:
        return ExternalInstance(made, f"{type_}.{name}")
    if isinstance(receiver, PathValue) and name in ("exists", "is_file", "is_dir"):
        return find_marker(run, receiver)
    reason = receiver.reason if isinstance(receiver, UnknownValue) else UnresolvedReason.CALL_RESULT
    return unknown(reason, name)


def _call_instance(
    run: Evaluation, receiver: ExternalInstance, name: str, arguments: Arguments, site: Site
) -> Value:
    models = method_models()
    qualified = f"{receiver.type}.{name}"
    model = find_method(receiver.type or None, name)
    given: Value | None = None
    if model is not None:
        given = record_call(run, model, model.name, arguments, site, receiver)
    function = models.get(qualified) or models.get("*." + name)
    if function is not None:
        result = function(run, receiver, name, arguments, site)
        if result is not None:
            return result
    elif model is None:
        _call_back(run, arguments, site)
        if not is_handle(receiver) and receiver.type != CONTENT:
            record_by_name(run, f"{receiver.type or receiver.call}.{name}", arguments, site)
    made = type_of_method(receiver.type, name) if receiver.type else None
    call = f"{receiver.type or receiver.call}.{name}"
    if made:
        kept = given or (receiver.path if made == receiver.type else None)
        return ExternalInstance(made, call, kept, receiver.mode, arguments)
    if given is not None:
        return given
    return ExternalInstance("", call, None, "", arguments)


def _call_inherited(
    run: Evaluation,
    receiver: InstanceValue | ClassValue,
    name: str,
    arguments: Arguments,
    site: Site,
) -> Value:
    """A method that a class of the scanned code inherits from a library class."""
    if isinstance(receiver, InstanceValue) and receiver.label == CONTEXT:
        found = call_context_method(run, receiver, name, arguments, site)
        if found is not None:
            return found
    class_ = receiver if isinstance(receiver, ClassValue) else receiver.class_
    bases = external_bases(class_) if class_ is not None else []
    if name == "parse_args" and isinstance(receiver, InstanceValue) and "tap.Tap" in bases:
        from mlaudit.graph.python.record_line import fill_instance

        return fill_instance(run, receiver, run.arguments, site)
    if isinstance(receiver, InstanceValue):
        mapped = call_mapping_method(run, receiver, name, arguments, site)
        if mapped is not None:
            return mapped
        from mlaudit.graph.python.delegation import call_library_part

        delegated = call_library_part(run, receiver, name, arguments, site, method_models())
        if delegated is not None:
            return delegated
    if isinstance(receiver, InstanceValue) and isinstance(receiver.text, Known):
        return call_method(run, receiver.text, name, arguments, site)
    made = _call_record(run, receiver, name, arguments, site)
    made = made or call_inherited_model(run, receiver, name, arguments, site)
    if made is not None:
        return made
    for base in bases:
        model = find_method(base, name)
        if model is not None:
            record_call(run, model, model.name, arguments, site, receiver)
            break
    else:
        record_by_name(run, name, arguments, site)
    _call_back(run, arguments, site)
    if isinstance(receiver, ClassValue) and name.startswith(("from_", "load")):
        return InstanceValue(receiver, {}, open_=True)
    return unknown(UnresolvedReason.CALL_RESULT, name)


def _call_record(
    run: Evaluation,
    receiver: InstanceValue | ClassValue,
    name: str,
    arguments: Arguments,
    site: Site,
) -> Value | None:
    """The methods that every record class has (`model_validate`, `_asdict`)."""
    if isinstance(receiver, ClassValue):
        return make_model(run, receiver, name, arguments, site)
    if name in ("model_dump", "dict", "_asdict", "to_dict"):
        return as_dict(receiver)
    if name in ("model_copy", "copy", "_replace"):
        update = arguments.get(None, "update")
        changes = update.entries if isinstance(update, DictValue) else arguments.keywords
        known = {key: value for key, value in changes.items() if isinstance(key, str)}
        return replace_fields(receiver, known)
    return None


def _call_function_method(
    run: Evaluation, receiver: FunctionValue, name: str, arguments: Arguments, site: Site
) -> Value:
    """`task.delay(…)`, `f.remote(…)`, `group.command()`: what libraries add to functions."""
    if name in ("delay", "remote", "apply_async", "submit", "fn", "local", "call", "spawn", "main"):
        return run.call(run, receiver, arguments, site)
    if name == "callback":
        return run.call(run, undecorated(receiver), arguments, site)
    if name in ("options", "with_options"):
        return receiver
    if name == "add_command":
        command = arguments.get(0, "cmd")
        if isinstance(command, FunctionValue):
            receiver.commands[command_name(command, arguments.get(1, "name"))] = command
    return BoundMethod(receiver, name)


def typed_instance(annotation: str) -> Value | None:
    """An object of the class that an annotation names, or None for built-in and typing names."""
    if annotation.startswith(
        ("typing.", "collections.", "builtins.", "types.", "pathlib.", "omegaconf.")
    ):
        return None
    if annotation.rsplit(".", 1)[-1][:1].isupper():
        return ExternalInstance(annotation, annotation)
    return None

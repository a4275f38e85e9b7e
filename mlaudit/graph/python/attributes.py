"""Attributes and items of values."""

from __future__ import annotations

import posixpath

from mlaudit.catalog import find_call, type_of_attribute
from mlaudit.graph.python.branching import write
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import external_bases, find_in_class
from mlaudit.graph.python.paths import PATH_PROPERTIES, path_property
from mlaudit.graph.python.text import is_handle
from mlaudit.graph.python.values import (
    NONE,
    ROOT,
    Arguments,
    BoundMethod,
    ClassValue,
    DictValue,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    ModuleValue,
    NamedListValue,
    PartialValue,
    PathValue,
    Union,
    UnknownValue,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex

_CONSTANTS: dict[str, Value] = {
    "os.sep": Known("/"),
    "os.path.sep": Known("/"),
    "os.linesep": Known("\n"),
    "os.pardir": Known(".."),
    "os.curdir": Known("."),
    "typing.TYPE_CHECKING": Known(False),
    "sys.executable": Known("python"),
    "os.devnull": Known("/dev/null"),
}


_NO_WORD = lazy_regex(r"\W")
_LIVING = ("sys.", "wandb.config", "snakemake.script.")
"""Names whose values an evaluation keeps."""
_DICT_METHODS = frozenset(dir(dict))
_SETTINGS = {"flask.Flask": "config", "quart.Quart": "config"}
"""Attributes of applications that hold the settings which code puts in, by the class."""
_PLAINLY_CALLED = frozenset({ExternalInstance, UnknownValue, Known, PathValue, ListValue})
"""The values that have no attributes of the code's own, so that what is called is a method."""


def get_attribute(
    run: Evaluation, base: Value, name: str, site: Site, *, calling: bool = False
) -> Value:
    """`base.name`; with `calling` a method that is not known stays callable."""
    if isinstance(base, ExternalValue):
        return _external_attribute(run, base, name)
    if isinstance(base, InstanceValue):
        return _instance_attribute(run, base, name, site, calling)
    if calling and type(base) in _PLAINLY_CALLED:
        return BoundMethod(base, name)
    if isinstance(base, Union):
        found = [get_attribute(run, o, name, site, calling=calling) for o in base.options]
        return join(found, name)
    if isinstance(base, ModuleValue):
        return _module_attribute(run, base, name, site)
    if isinstance(base, ClassValue):
        return _class_attribute(run, base, name)
    if isinstance(base, NamedListValue) and (name in base.names or not calling):
        return base.names.get(name) or unknown(UnresolvedReason.CONFIGURATION, name)
    if name == "__name__" and isinstance(base, FunctionValue):
        return Known(base.name)
    if calling or isinstance(base, (FunctionValue, PartialValue)):
        return BoundMethod(base, name)
    if isinstance(base, PathValue) and name in PATH_PROPERTIES:
        return path_property(base, name)
    if isinstance(base, DictValue) and name in base.entries:
        return base.entries[name]
    if isinstance(base, ExternalInstance):
        return _library_attribute(base, name)
    if isinstance(base, UnknownValue):
        return unknown(base.reason, name)
    if isinstance(base, DictValue) and name not in _DICT_METHODS:
        return _boxed_key(base, name) or unknown(UnresolvedReason.CONFIGURATION, name)
    return BoundMethod(base, name)


def _boxed_key(base: DictValue, name: str) -> Value | None:
    """The entry whose key python-box writes as this attribute: `log-dir` is `box.log_dir`."""
    written = (key for key in base.entries if isinstance(key, str) and not key.isidentifier())
    return next((base.entries[key] for key in written if _NO_WORD.sub("_", key) == name), None)


def _module_attribute(run: Evaluation, base: ModuleValue, name: str, site: Site) -> Value:
    if name in base.scope.scope.variables:
        return base.scope.scope.variables[name]
    from mlaudit.graph.python.imports import call_module_hook, find_submodule

    if name == "__path__":
        folder = posixpath.dirname(base.scope.module.path)
        return ListValue([Known(f"{ROOT}/{folder}" if folder else ROOT)])
    if name == "__dict__":
        return DictValue(base.scope.scope.variables, not base.scope.complete)
    submodule = find_submodule(run, base.scope, name)
    if submodule is not None:
        return submodule
    hooked = call_module_hook(run, base.scope, name, site.frame)
    if hooked is not None:
        return hooked
    reason = UnresolvedReason.UNDEFINED if base.scope.complete else UnresolvedReason.BOUND
    return unknown(reason, name)


def _external_attribute(run: Evaluation, base: ExternalValue, name: str) -> Value:
    if run.kept:
        from mlaudit.graph.python.flag_line import flag_value

        found = flag_value(run, base.name, name)
        if found is not None:
            return found
    return find_external(run, f"{base.name}.{name}")


def find_external(run: Evaluation, qualified: str) -> Value:
    """Something from outside the tree by its qualified name."""
    if not qualified.startswith(_LIVING):
        return _CONSTANTS.get(qualified) or ExternalValue(qualified)
    if qualified == "sys.argv":
        return argument_list(run)
    if qualified == "wandb.config" and isinstance(kept := run.kept.get(qualified), DictValue):
        return kept
    if qualified == "sys.path":
        return run.search_path
    if qualified == "snakemake.script.snakemake" and "snakemake" in run.ready:
        return run.ready["snakemake"]
    if qualified == "sys.modules":
        named = {scope.name: ModuleValue(scope) for scope in run.modules.values()}
        return DictValue(dict(named), True)
    return _CONSTANTS.get(qualified, ExternalValue(qualified))


def argument_list(run: Evaluation) -> ListValue:
    """`sys.argv`: the entry and the words that are handed to it, open where they are not known."""
    program = Known(f"{ROOT}/{run.entry}")
    if run.arguments is None:
        return ListValue([program], open_=True)
    return ListValue([program, *(Known(word) for word in run.arguments)])


def _instance_attribute(
    run: Evaluation, base: InstanceValue, name: str, site: Site, calling: bool
) -> Value:
    if name in base.attributes:
        return base.attributes[name]
    member = find_in_class(base.class_, name) if base.class_ else None
    if member is not None:
        return bind_member(run, member[0], base.real or base, member[1], site)
    if name == "__class__" and base.class_ is not None:
        return base.class_
    if name == "__dict__":
        return DictValue(base.attributes, base.open_)
    if calling and (base.class_ is None or external_bases(base.class_)):
        return BoundMethod(base, name)
    if calling and base.class_ is not None and base.class_.fields and _is_added(name):
        return BoundMethod(base, name)
    fallback = find_in_class(base.class_, "__getattr__") if base.class_ else None
    if fallback is not None:
        getter = bind_member(run, fallback[0], base, fallback[1], site)
        return run.call(run, getter, Arguments([Known(name)]), site)
    return unknown(UnresolvedReason.ATTRIBUTE, name)


def bind_member(
    run: Evaluation, member: Value, owner: Value, class_: ClassValue, site: Site
) -> Value:
    """A class member as seen through an object: methods bound, properties computed."""
    if isinstance(member, InstanceValue):
        return _through_descriptor(run, member, owner, site)
    if not isinstance(member, FunctionValue) or member.definition is None:
        return member
    names = {decoration.name.rsplit(".", 1)[-1] for decoration in member.decorators}
    if "staticmethod" in names:
        return member
    if "classmethod" in names and isinstance(owner, InstanceValue) and owner.class_:
        owner = owner.class_
    bound = bind(member, owner, class_)
    if names & {"property", "cached_property", "functools.cached_property", "computed_field"}:
        return run.call(run, bound, Arguments(), site)
    return bound


def bind(function: FunctionValue, owner: Value, class_: ClassValue | None) -> FunctionValue:
    """The function as a method of an object; written out, for `replace` takes five times longer."""
    return FunctionValue(
        function.name,
        function.parameters,
        function.definition,
        function.body,
        function.scope,
        function.module,
        function.qualified,
        owner,
        class_,
        function.decorators,
        function.commands,
        function.setter,
    )


def _through_descriptor(run: Evaluation, member: InstanceValue, owner: Value, site: Site) -> Value:
    """What the `__get__` of a class member gives, the member itself where it has none."""
    getter = find_in_class(member.class_, "__get__") if member.class_ is not None else None
    if getter is None:
        return member
    type_ = owner.class_ if isinstance(owner, InstanceValue) and owner.class_ else NONE
    bound = bind_member(run, getter[0], member, getter[1], site)
    return run.call(run, bound, Arguments([owner, type_]), site)


def set_attribute(run: Evaluation, base: Value, name: str, value: Value, site: Site) -> None:
    """`base.name = value`."""
    for option in options_of(base):
        if option == ExternalValue("sys") and name == "path" and isinstance(value, ListValue):
            run.search_path = value
        if isinstance(option, InstanceValue) and option.class_ is not None:
            member = find_in_class(option.class_, name)
            found = member[0] if member is not None else None
            if member is not None and isinstance(found, FunctionValue) and found.setter is not None:
                setter = bind(found.setter, option, member[1])
                run.call(run, setter, Arguments([value]), site)
                continue
        store = _store_of(option)
        if store is not None and name == "__dict__":
            given = value.entries if isinstance(value, DictValue) else {}
            for key, item in given.items():
                if isinstance(key, str):
                    write(run, store, key, item, surely=not isinstance(base, Union))
        elif store is not None:
            write(run, store, name, value, surely=not isinstance(base, Union))


def _store_of(value: Value) -> dict[str, Value] | None:
    """Where the attributes of a value are kept."""
    if isinstance(value, InstanceValue):
        return value.attributes
    if isinstance(value, ClassValue):
        return value.namespace
    if isinstance(value, DictValue):
        return value.entries
    return value.scope.scope.variables if isinstance(value, ModuleValue) else None


def _class_attribute(run: Evaluation, base: ClassValue, name: str) -> Value:
    member = find_in_class(base, name)
    if member is not None:
        found, class_ = member
        if isinstance(found, FunctionValue):
            names = {decoration.name for decoration in found.decorators}
            if "classmethod" in names:
                return bind(found, base, class_)
        return found
    if name == "__name__":
        return Known(base.name)
    if name in ("__subclasses__", "__members__", "__new__"):
        return _class_special(base, name)
    added = bool(base.fields and base.decorators) and _is_added(name)
    actor = name in ("remote", "options") and _is_actor(base)
    if external_bases(base) or actor or added:
        return BoundMethod(base, name)
    return unknown(UnresolvedReason.ATTRIBUTE, name)


def _is_actor(base: ClassValue) -> bool:
    """Has `ray.remote` taken the class, as a decorator or in a call?"""
    return any(name.startswith("ray.") for name in base.decorators)


def _is_added(name: str) -> bool:
    """Is it a member that the decorators of records add?"""
    from mlaudit.graph.python.library_records import GIVEN_BY_DECORATORS

    return name in GIVEN_BY_DECORATORS


def _class_special(base: ClassValue, name: str) -> Value:
    if name == "__members__":
        members = {k: m for k, m in base.namespace.items() if getattr(m, "class_", None) is base}
        return DictValue(members)
    if name == "__new__":
        return ExternalValue("object.__new__")
    return PartialValue(ExternalValue("list"), Arguments([ListValue(list(base.subclasses))]))


def _argument_of(base: ExternalInstance, name: str) -> Value | None:
    """What an object of a library was made with under the name of the attribute."""
    made = base.arguments
    if made is None or not (base.type or base.call.rpartition(".")[2][:1].isupper()):
        return None
    if name in made.keywords:
        return made.keywords[name]
    model = find_call(base.call)
    first = model.path[0] if model is not None and model.path else None
    return made.get(first.position, name) if first and first.keyword == name else None


def _library_attribute(base: ExternalInstance, name: str) -> Value:
    if name in base.state:
        found = base.state[name]
        if not isinstance(found, dict | set):
            return found  # type: ignore[return-value]
    if name == _SETTINGS.get(base.type or base.call):
        settings = DictValue({}, open_=True)
        base.state[name] = settings
        return settings
    if name == "name" and base.path is not None and is_handle(base):
        return base.path
    type_ = type_of_attribute(base.type, name) if base.type else None
    if not type_ and (given := _argument_of(base, name)) is not None:
        return given
    if type_:
        return ExternalInstance(type_, f"{base.type}.{name}", base.path)
    return unknown(UnresolvedReason.CALL_RESULT, name)

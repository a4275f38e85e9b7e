"""Attributes and items of values."""

from __future__ import annotations

from mlaudit.catalog import type_of_attribute, type_of_item
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.paths import PATH_PROPERTIES, path_property
from mlaudit.graph.python.text import HOLE, is_handle, texts_of
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


_DICT_METHODS = frozenset(dir(dict))


def get_attribute(
    run: Evaluation, base: Value, name: str, site: Site, *, calling: bool = False
) -> Value:
    """`base.name`; with `calling` a method that is not known stays callable."""
    if isinstance(base, Union):
        found = [get_attribute(run, o, name, site, calling=calling) for o in base.options]
        return join(found, name)
    if isinstance(base, ModuleValue):
        return _module_attribute(run, base, name)
    if isinstance(base, ExternalValue):
        return _external_attribute(run, base, name)
    if isinstance(base, InstanceValue):
        return _instance_attribute(run, base, name, site, calling)
    if isinstance(base, ClassValue):
        return _class_attribute(run, base, name)
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
        return unknown(UnresolvedReason.CONFIGURATION, name)
    return BoundMethod(base, name)


def _module_attribute(run: Evaluation, base: ModuleValue, name: str) -> Value:
    if name in base.scope.scope.variables:
        return base.scope.scope.variables[name]
    from mlaudit.graph.python.imports import find_submodule

    submodule = find_submodule(run, base.scope, name)
    if submodule is not None:
        return submodule
    reason = UnresolvedReason.UNDEFINED if base.scope.complete else UnresolvedReason.BOUND
    return unknown(reason, name)


def _external_attribute(run: Evaluation, base: ExternalValue, name: str) -> Value:
    return find_external(run, f"{base.name}.{name}")


def find_external(run: Evaluation, qualified: str) -> Value:
    """Something from outside the tree by its qualified name."""
    if qualified == "sys.argv":
        return argument_list(run)
    if qualified == "sys.path":
        return run.search_path
    return _CONSTANTS.get(qualified, ExternalValue(qualified))


def argument_list(run: Evaluation) -> ListValue:
    """`sys.argv`: the entry and the words that are handed to it, open where they are not known."""
    program = Known(f"{ROOT}/{run.entry}")
    if run.arguments is None:
        return ListValue([program], open_=True)
    return ListValue([program, *(Known(word) for word in run.arguments)])


def linearise(class_: ClassValue) -> list[Value]:
    """The class and its bases, depth first, without repetitions."""
    if not class_.line:
        class_.line.extend(_list_bases(class_))
    return class_.line


def _list_bases(class_: ClassValue) -> list[Value]:
    found: list[Value] = []
    waiting: list[Value] = [class_]
    while waiting:
        current = waiting.pop(0)
        if current in found:
            continue
        found.append(current)
        if isinstance(current, ClassValue):
            waiting = [o for b in current.bases for o in options_of(b)] + waiting
    return found


def external_bases(class_: ClassValue) -> list[str]:
    """Qualified names of the classes from outside that a class derives from."""
    return [base.name for base in linearise(class_) if isinstance(base, ExternalValue)]


def find_in_class(
    class_: ClassValue, name: str, after: ClassValue | None = None
) -> tuple[Value, ClassValue] | None:
    """A class member and the class that has it; with `after`, searched behind that class."""
    seen = after is None
    for base in linearise(class_):
        if seen and isinstance(base, ClassValue) and name in base.namespace:
            return base.namespace[name], base
        seen = seen or base is after
    return None


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
        return DictValue(dict(base.attributes), base.open_)
    if calling and base.class_ is not None and external_bases(base.class_):
        return BoundMethod(base, name)
    if calling and base.class_ is None:
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
    if not isinstance(member, FunctionValue) or member.definition is None:
        return member
    names = {decoration.name.rsplit(".", 1)[-1] for decoration in member.decorators}
    if "staticmethod" in names:
        return member
    if "classmethod" in names and isinstance(owner, InstanceValue) and owner.class_:
        owner = owner.class_
    bound = FunctionValue(
        member.name,
        member.parameters,
        member.definition,
        member.body,
        member.scope,
        member.module,
        member.qualified,
        owner,
        class_,
        member.decorators,
    )
    if names & {"property", "cached_property", "functools.cached_property", "computed_field"}:
        return run.call(run, bound, Arguments(), site)
    return bound


def _class_attribute(run: Evaluation, base: ClassValue, name: str) -> Value:
    member = find_in_class(base, name)
    if member is not None:
        found, class_ = member
        if isinstance(found, FunctionValue):
            names = {decoration.name for decoration in found.decorators}
            if "classmethod" in names:
                return FunctionValue(
                    found.name,
                    found.parameters,
                    found.definition,
                    found.body,
                    found.scope,
                    found.module,
                    found.qualified,
                    base,
                    class_,
                    found.decorators,
                )
        return found
    if name == "__name__":
        return Known(base.name)
    externals = external_bases(base)
    if externals:
        return BoundMethod(base, name)
    return unknown(UnresolvedReason.ATTRIBUTE, name)


def _library_attribute(base: ExternalInstance, name: str) -> Value:
    if name in base.state:
        found = base.state[name]
        if not isinstance(found, dict | set):
            return found  # type: ignore[return-value]
    if name == "name" and base.path is not None and is_handle(base):
        return base.path
    type_ = type_of_attribute(base.type, name) if base.type else None
    if type_:
        return ExternalInstance(type_, f"{base.type}.{name}", base.path)
    return unknown(UnresolvedReason.CALL_RESULT, name)


def get_item(run: Evaluation, base: Value, index: Value, site: Site) -> Value:
    """`base[index]`."""
    found = [
        _get_item(run, container, key, site)
        for container in options_of(base)
        for key in options_of(index)
    ]
    return found[0] if len(found) == 1 else join(found[:24], _label(index))


def _label(index: Value) -> str:
    texts = texts_of(index)
    return (
        texts[0]
        if len(texts) == 1 and not HOLE.search(texts[0]) and not texts[0].isdigit()
        else "item"
    )


def _get_item(run: Evaluation, base: Value, index: Value, site: Site) -> Value:
    if isinstance(base, DictValue):
        return _dict_item(base, index)
    if isinstance(base, ListValue):
        return _list_item(run, base, index)
    if isinstance(base, ExternalValue):
        return _external_item(run, base, index, site)
    if isinstance(base, Known) and isinstance(base.value, str):
        return _text_item(base.value, index)
    if isinstance(base, InstanceValue):
        member = find_in_class(base.class_, "__getitem__") if base.class_ else None
        if member is not None:
            getter = bind_member(run, member[0], base, member[1], site)
            return run.call(run, getter, Arguments([index]), site)
        if isinstance(index, Known) and index.value in base.attributes:
            return base.attributes[str(index.value)]
    if isinstance(base, ClassValue):
        return _class_item(base, index)
    if isinstance(base, ExternalInstance):
        return _library_item(base, index)
    reason = base.reason if isinstance(base, UnknownValue) else UnresolvedReason.DATA
    return unknown(reason, _label(index))


def _library_item(base: ExternalInstance, index: Value) -> Value:
    data = base.state.get("data")
    if isinstance(data, DictValue):
        return _dict_item(data, index)
    key = index.value if isinstance(index, Known) and isinstance(index.value, int | str) else None
    type_ = type_of_item(base.type, key) if base.type else None
    return ExternalInstance(type_ or "", base.call, base.path if type_ else None)


def _dict_item(base: DictValue, index: Value) -> Value:
    key: object = index.value if isinstance(index, Known) else None
    if isinstance(index, ListValue) and all(isinstance(i, Known) for i in index.items):
        key = tuple(i.value for i in index.items if isinstance(i, Known))
    if key in base.entries:
        return base.entries[key]
    if isinstance(index, Known) and not base.open_:
        return unknown(UnresolvedReason.CONFIGURATION, str(index.value))
    if isinstance(index, UnknownValue) and base.entries and not base.open_:
        return join(list(base.entries.values()), index.label)
    return unknown(UnresolvedReason.CONFIGURATION, _label(index))


def _list_item(run: Evaluation, base: ListValue, index: Value) -> Value:
    if isinstance(index, Known) and isinstance(index.value, int):
        if -len(base.items) <= index.value < len(base.items) and not (
            base.open_ and index.value < 0
        ):
            return base.items[index.value]
        if base.open_ and base.items:
            if len(base.items) > 1 or run.arguments is not None:
                return base.items[-1]
            return _missing_word(run, base, index.value)
        return unknown(
            UnresolvedReason.COMMAND_LINE if base.open_ else UnresolvedReason.DATA, "item"
        )
    if isinstance(index, ListValue) and index.kind == "slice":
        return _slice(base, index)
    if base.items:
        return join(list(base.items), "item")
    return unknown(UnresolvedReason.DATA, "item")


def _missing_word(run: Evaluation, words: ListValue, number: int) -> Value:
    """A word of `sys.argv` that nobody gives; needed where nothing forgives its absence."""
    forgiven = run.uncertain or any("<words>" in guard for guard in run.guards)
    if number > 0 and not forgiven and words.items[0] == Known(f"{ROOT}/{run.entry}"):
        run.record.missing_arguments[f"argument {number}"] = None
    return unknown(UnresolvedReason.COMMAND_LINE, f"argument_{number}")


def _slice(base: ListValue, index: ListValue) -> Value:
    bounds = slice_of(index)
    if bounds is not None and not base.open_:
        return ListValue(base.items[bounds], base.kind)
    if base.open_ and bounds is not None and bounds.start == 1:
        return ListValue(base.items[1:], base.kind, True)
    return ListValue(list(base.items), base.kind, True)


def slice_of(index: ListValue) -> slice | None:
    """A slice with known bounds, or None."""
    found: list[int | None] = []
    for item in index.items:
        value = item.value if isinstance(item, Known) else "?"
        if not (value is None or isinstance(value, int)):
            return None
        found.append(value)
    return slice(*found)


def _text_item(text: str, index: Value) -> Value:
    if HOLE.search(text):
        return unknown(UnresolvedReason.DATA, "part")
    if isinstance(index, Known) and isinstance(index.value, int):
        return Known(text[index.value]) if -len(text) <= index.value < len(text) else NONE
    if isinstance(index, ListValue) and index.kind == "slice":
        bounds = slice_of(index)
        if bounds is not None:
            return Known(text[bounds])
    return unknown(UnresolvedReason.DATA, "part")


def _external_item(run: Evaluation, base: ExternalValue, index: Value, site: Site) -> Value:
    if base.name == "os.environ":
        from mlaudit.graph.python.library_system import read_environment

        return read_environment(run, index, None, site)
    return base if base.name[:1].islower() and "." in base.name else ExternalValue(base.name)


def _class_item(base: ClassValue, index: Value) -> Value:
    if isinstance(index, Known) and isinstance(index.value, str) and index.value in base.namespace:
        return base.namespace[index.value]
    return base

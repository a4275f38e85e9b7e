"""Models of what makes dicts and tuples with names, and of the functions of `operator`."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.iteration import iterate, put_key
from mlaudit.graph.python.objects import elements_of
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    DictValue,
    ExternalValue,
    Known,
    ListValue,
    Value,
)
from mlaudit.model import expression as e
from mlaudit.model import summary as s


def fill_dict(run: Evaluation, made: DictValue, arguments: Arguments, site: Site) -> DictValue:
    """What `dict(…)` and `update(…)` put into a dict."""
    for value in arguments.positional:
        if isinstance(value, DictValue):
            made.entries.update(value.entries)
            made.open_ = made.open_ or value.open_
        elif isinstance(value, ListValue):
            items, complete = elements_of(run, value, site)
            made.open_ = made.open_ or not complete
            for pair in items:
                if isinstance(pair, ListValue) and len(pair.items) == 2:
                    put_key(made, pair.items[0], pair.items[1])
        else:
            made.open_ = True
    made.entries.update(arguments.keywords)
    made.open_ = made.open_ or arguments.open_
    return made


def _dict(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return fill_dict(run, DictValue({}), arguments, site)


def _default_dict(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    factory, *rest = arguments.positional or [NONE]
    given = Arguments(rest, arguments.keywords, arguments.open_)
    return fill_dict(run, DictValue({}, factory=factory), given, site)


def _from_keys(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    keys, complete = elements_of(run, arguments.get(0, "iterable") or NONE, site)
    made = DictValue({}, not complete)
    for key in keys:
        put_key(made, key, arguments.get(1, "value") or NONE)
    return made


def _chain_map(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    backwards = Arguments(list(reversed(arguments.positional)))
    return fill_dict(run, DictValue({}), backwards, site)


def _named_tuple(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`namedtuple("Name", "a b")`: a class with these fields."""
    titles = texts_of(arguments.get(0, "typename") or NONE)
    given = arguments.get(1, "field_names") or arguments.get(1, "fields") or NONE
    names = [text for item in iterate(given)[0] for text in _first_text(item)]
    if isinstance(given, Known) and isinstance(given.value, str):
        names = given.value.replace(",", " ").split()
    values = arguments.keywords.get("defaults")
    last: list[Value] = list(values.items) if isinstance(values, ListValue) else []
    defaults: list[Value | None] = [*([None] * (len(names) - len(last))), *last]
    fields = list(zip(names, defaults, strict=False))
    return _make_class(titles, ["typing.NamedTuple"], {}, fields, site) if names else None


def _first_text(item: Value) -> list[str]:
    """The name of a field, which `typing.NamedTuple` pairs with its type."""
    return texts_of(item.items[0] if isinstance(item, ListValue) and item.items else item)[:1]


def _make_data_class(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`make_dataclass("Name", [("a", str, field(default=1)), …])`."""
    fields: list[tuple[str, Value | None]] = []
    for item in iterate(arguments.get(1, "fields") or NONE)[0]:
        default = item.items[2] if isinstance(item, ListValue) and len(item.items) > 2 else None
        fields += [(text, default) for text in _first_text(item)]
    titles = texts_of(arguments.get(0, "cls_name") or NONE)
    made = _make_class(titles, [], {}, fields, site)
    made.decorators = ("dataclasses.dataclass",)
    return made


def _make_class(
    titles: list[str],
    bases: list[str],
    namespace: dict[str, Value],
    fields: list[tuple[str, Value | None]],
    site: Site,
) -> ClassValue:
    title = titles[0] if titles else "made"
    parents: list[Value] = [ExternalValue(base) for base in bases]
    body = s.Class(title, tuple(e.Name(base) for base in bases), (), (), (), site.line)
    made = ClassValue(title, body, parents, namespace, site.frame.module, title)
    made.fields.extend(fields)
    return made


def make_type(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`type("Name", bases, namespace)`: a class; None for `type(value)`."""
    if len(arguments.positional) != 3:
        return None
    title, bases, body = arguments.positional
    entries = body.entries if isinstance(body, DictValue) else {}
    namespace = {key: value for key, value in entries.items() if isinstance(key, str)}
    made = _make_class(texts_of(title), [], namespace, [], site)
    made.bases.extend(iterate(bases)[0])
    return made


MODELS = {
    "dict": _dict,
    "collections.OrderedDict": _dict,
    "frozendict.frozendict": _dict,
    "collections.defaultdict": _default_dict,
    "collections.ChainMap": _chain_map,
    "dict.fromkeys": _from_keys,
    "collections.namedtuple": _named_tuple,
    "typing.NamedTuple": _named_tuple,
    "dataclasses.make_dataclass": _make_data_class,
}

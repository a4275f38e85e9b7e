"""Models of argparse, and the way to other readers of command lines."""

from __future__ import annotations

from mlaudit.graph.python.click_line import CLICK_METHODS, CLICK_MODELS, bind_decorated
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.fire_line import fire
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.options import Option, bind_options
from mlaudit.graph.python.record_line import METHODS as RECORD_METHODS
from mlaudit.graph.python.record_line import MODELS as RECORD_MODELS
from mlaudit.graph.python.record_line import make_record
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ExternalInstance,
    InstanceValue,
    Known,
    ListValue,
    Value,
    join,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

PARSER = "argparse.ArgumentParser"
_FLAGS = {"store_true": True, "store_false": False}


def _make_parser(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    parser = ExternalInstance(PARSER, name, None, "", arguments)
    parser.state.update(options=[], subparsers={}, defaults={})
    parents = arguments.get(None, "parents")
    for parent in iterate(parents)[0] if parents is not None else ():
        if isinstance(parent, ExternalInstance):
            _options(parser).extend(_options(parent))
    return parser


def _options(parser: ExternalInstance) -> list[Option]:
    found = parser.state.setdefault("options", [])
    return found if isinstance(found, list) else []


def _table(parser: ExternalInstance, name: str) -> dict[str, Value]:
    found = parser.state.setdefault(name, {})
    return found if isinstance(found, dict) else {}


def _add_argument(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    if not isinstance(receiver, ExternalInstance):
        return None
    names = tuple(text for value in arguments.positional for text in texts_of(value)[:1])
    if not names:
        given_name = texts_of(arguments.keywords["dest"]) if "dest" in arguments.keywords else []
        names = tuple(given_name[:1])
    if names:
        _options(receiver).append(_make_option(names, arguments))
    return ExternalInstance("argparse.Action", name)


def _make_option(names: tuple[str, ...], arguments: Arguments) -> Option:
    flags = tuple(name for name in names if name.startswith("-"))
    long = next((name for name in flags if name.startswith("--")), flags[0] if flags else names[0])
    given = arguments.keywords
    action = given.get("action")
    action_name = str(action.value) if isinstance(action, Known) else ""
    destination = given.get("dest")
    count = given.get("nargs")
    required = given.get("required")
    option = Option(
        flags,
        str(destination.value)
        if isinstance(destination, Known)
        else long.lstrip("-").replace("-", "_"),
        given.get("default"),
        isinstance(required, Known) and required.value is True,
        count=str(count.value) if isinstance(count, Known) else "1",
        convert=given.get("type"),
        constant=given.get("const"),
        repeated=action_name in ("append", "extend"),
    )
    if action_name in _FLAGS:
        option.flag = Known(_FLAGS[action_name])
        option.default = option.default or Known(not _FLAGS[action_name])
    elif action_name == "store_const":
        option.flag = option.constant or NONE
    elif action_name == "count":
        option.flag = Known(1)
    elif getattr(action, "name", "").endswith("BooleanOptionalAction"):
        option.flag = Known(True)
        option.negations = tuple("--no-" + flag[2:] for flag in flags if flag.startswith("--"))
    return option


def _add_record(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """simple-parsing: `parser.add_arguments(Config, dest="config")`."""
    class_, destination = arguments.get(0, "dataclass"), arguments.get(1, "dest")
    if isinstance(receiver, ExternalInstance) and isinstance(destination, Known):
        _table(receiver, "records")[str(destination.value)] = class_ or NONE
    return NONE


def _same(run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site) -> Value:
    return receiver


def _add_subparsers(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    made = ExternalInstance("argparse._SubParsersAction", name)
    made.state["parent"] = receiver
    destination = arguments.get(None, "dest")
    if isinstance(receiver, ExternalInstance) and isinstance(destination, Known):
        receiver.state["subcommand"] = destination
    return made


def _add_parser(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    parent = receiver.state.get("parent") if isinstance(receiver, ExternalInstance) else None
    made = _make_parser(run, PARSER, arguments, site)
    names = texts_of(arguments.positional[0]) if arguments.positional else []
    aliases = arguments.get(None, "aliases")
    for alias in iterate(aliases)[0] if aliases is not None else ():
        names.extend(texts_of(alias))
    if isinstance(parent, ExternalInstance):
        for text in names:
            _table(parent, "subparsers")[text] = made
    return made


def _set_defaults(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    if isinstance(receiver, ExternalInstance):
        _table(receiver, "defaults").update(arguments.keywords)
    return NONE


def _parse(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    if not isinstance(receiver, ExternalInstance):
        return None
    words = _words(run, arguments)
    values = _parse_with(run, receiver, words, site)
    namespace = InstanceValue(None, values, open_=words is None)
    if name == "parse_known_args":
        return ListValue([namespace, ListValue([], open_=True)], "tuple")
    return namespace


def _words(run: Evaluation, arguments: Arguments) -> tuple[str, ...] | None:
    given = arguments.get(0, "args")
    if isinstance(given, ListValue) and not given.open_:
        return tuple(text for item in given.items for text in texts_of(item)[:1])
    if (isinstance(given, Known) and given.value is None) or given is None:
        return run.arguments
    return None


def _parse_with(
    run: Evaluation, parser: ExternalInstance, words: tuple[str, ...] | None, site: Site
) -> dict[str, Value]:
    subparsers = _table(parser, "subparsers")
    options = _options(parser)
    chosen = next((word for word in words or () if word in subparsers), None)
    own, rest = words, None
    if chosen is not None and words is not None:
        split = words.index(chosen)
        own, rest = words[:split], words[split + 1 :]
    bound = bind_options(run, options, own, site)
    values = {**_table(parser, "defaults"), **bound.values}
    destination = parser.state.get("subcommand")
    if isinstance(destination, Known):
        named = Known(chosen) if chosen else unknown(UnresolvedReason.COMMAND_LINE, "command")
        values[str(destination.value)] = named
    for record, class_ in _table(parser, "records").items():
        values[record] = make_record(run, class_, own, site)[0]
    if chosen is not None:
        child = subparsers[chosen]
        if isinstance(child, ExternalInstance):
            values.update(_parse_with(run, child, rest, site))
    elif subparsers and words is None:
        _add_alternatives(run, list(subparsers.values()), values, site)
    return values


def _add_alternatives(
    run: Evaluation, children: list[Value], values: dict[str, Value], site: Site
) -> None:
    """Without a command line every sub-command may be meant."""
    found: dict[str, list[Value]] = {}
    for child in children:
        if isinstance(child, ExternalInstance):
            for key, value in _parse_with(run, child, None, site).items():
                found.setdefault(key, []).append(value)
    values.update({key: join(options, key) for key, options in found.items()})


MODELS = {
    PARSER: _make_parser,
    "configargparse.ArgParser": _make_parser,
    "configargparse.ArgumentParser": _make_parser,
    "jsonargparse.ArgumentParser": _make_parser,
    "simple_parsing.ArgumentParser": _make_parser,
    "fire.Fire": fire,
    **RECORD_MODELS,
    **CLICK_MODELS,
}
METHODS = {
    f"{PARSER}.add_argument": _add_argument,
    f"{PARSER}.add_argument_group": _same,
    f"{PARSER}.add_mutually_exclusive_group": _same,
    f"{PARSER}.add_subparsers": _add_subparsers,
    f"{PARSER}.set_defaults": _set_defaults,
    f"{PARSER}.parse_args": _parse,
    f"{PARSER}.parse_known_args": _parse,
    "argparse._SubParsersAction.add_parser": _add_parser,
    f"{PARSER}.add_arguments": _add_record,
    **RECORD_METHODS,
    **CLICK_METHODS,
}
__all__ = ["METHODS", "MODELS", "bind_decorated"]

"""Models of argparse, and the way to other readers of command lines."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.graph.python.click_line import CLICK_METHODS, CLICK_MODELS
from mlaudit.graph.python.docopt_line import MODELS as DOCOPT_MODELS
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.fire_line import fire
from mlaudit.graph.python.flag_line import MODELS as FLAG_MODELS
from mlaudit.graph.python.getopt_line import MODELS as GETOPT_MODELS
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.options import Bound, Option, bind_options, find_command
from mlaudit.graph.python.parameter_line import MODELS as PARAMETER_MODELS
from mlaudit.graph.python.passing import give_receiver
from mlaudit.graph.python.plac_line import MODELS as PLAC_MODELS
from mlaudit.graph.python.record_line import METHODS as RECORD_METHODS
from mlaudit.graph.python.record_line import MODELS as RECORD_MODELS
from mlaudit.graph.python.record_line import make_record
from mlaudit.graph.python.settings_files import apply_settings, default_files, leave_argument_files
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.typer_line import TYPER_METHODS, TYPER_MODELS
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    DictValue,
    ExternalInstance,
    ExternalValue,
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
_ADDERS = ("add_argument", "add", "add_arg", "add_option")
_PARSERS = (
    "parse_args",
    "parse_known_args",
    "parse_intermixed_args",
    "parse_known_intermixed_args",
    "parse",
    "parse_known",
)


def _make_parser(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    parser = ExternalInstance(PARSER, name, None, "", arguments)
    parser.state.update(options=[], subparsers={}, defaults={})
    parser.state["files"] = default_files(arguments)
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
        option = _make_option(names, arguments)
        if option.default is None:
            option.default = _table(receiver, "defaults").get(option.destination)
        _options(receiver).append(option)
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
        _is_true(required),
        count=_count_of(count),
        convert=given.get("type"),
        constant=given.get("const"),
        repeated=action_name in ("append", "extend"),
        grouped=action_name == "append",
        environment=tuple(texts_of(given["env_var"])) if "env_var" in given else (),
        settings=_is_true(given.get("is_config_file"))
        or _is_true(given.get("is_config_file_arg"))
        or getattr(action, "name", "").endswith("ActionConfigFile"),
        action=action if _stores_itself(action) else None,
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


def _count_of(value: Value | None) -> str:
    if isinstance(value, ExternalValue):
        return "..." if value.name.endswith("REMAINDER") else "?"
    return str(value.value) if isinstance(value, Known) and value.value is not None else "1"


def _stores_itself(action: Value | None) -> bool:
    """Is the action a class that stores what it makes of the words?"""
    return isinstance(action, ClassValue) or getattr(action, "name", "").endswith("DictAction")


def _is_true(value: Value | None) -> bool:
    return isinstance(value, Known) and value.value is True


def _add_record(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """simple-parsing: `parser.add_arguments(Config, dest="config")`."""
    class_, destination = arguments.get(0, "dataclass"), arguments.get(1, "dest")
    if isinstance(receiver, ExternalInstance) and isinstance(destination, Known):
        _table(receiver, "records")[str(destination.value)] = class_ or NONE
    return NONE


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
        for option in _options(receiver):
            option.default = arguments.keywords.get(option.destination, option.default)
    return NONE


def _parse(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    if not isinstance(receiver, ExternalInstance):
        return None
    words = _words(run, arguments)
    bound = _parse_with(run, receiver, words, site)
    namespace = _fill_namespace(arguments.get(1, "namespace"), bound.values, words is None)
    if name.startswith("parse_known") or receiver.call.startswith("optparse."):
        rest: list[Value] = [Known(word) for word in bound.rest]
        return ListValue([namespace, ListValue(rest, open_=words is None)], "tuple")
    return namespace


def _fill_namespace(given: Value | None, values: dict[str, Value], open_: bool) -> Value:
    """The object that holds the values: the one that is handed over, else a new one."""
    if isinstance(given, DictValue):
        given.entries.update(values)
        return given
    if not isinstance(given, InstanceValue):
        return InstanceValue(None, values, open_=open_)
    given.attributes.update(values)
    given.open_ = given.open_ or open_
    return given


def _words(run: Evaluation, arguments: Arguments) -> tuple[str, ...] | None:
    given = arguments.get(0, "args")
    if isinstance(given, ListValue) and not given.open_:
        return tuple(text for item in given.items for text in texts_of(item)[:1])
    if (isinstance(given, Known) and given.value is None) or given is None:
        return run.arguments
    return None


def _parse_with(
    run: Evaluation, parser: ExternalInstance, words: tuple[str, ...] | None, site: Site
) -> Bound:
    subparsers = _table(parser, "subparsers")
    options = [replace(option) for option in _options(parser)]
    split = None if words is None else find_command(options, words, subparsers)
    chosen = words[split] if words is not None and split is not None else None
    own = words if words is None or split is None else words[:split]
    own = leave_argument_files(run, options, parser.arguments, own, site)
    rest = () if words is None or split is None else words[split + 1 :]
    apply_settings(run, options, own, parser.state.get("files"), site)
    bound = bind_options(run, options, own, site)
    bound.values = {**_table(parser, "defaults"), **bound.values}
    destination = parser.state.get("subcommand")
    if isinstance(destination, Known):
        named = Known(chosen) if chosen else unknown(UnresolvedReason.COMMAND_LINE, "command")
        bound.values[str(destination.value)] = named
    for record, class_ in _table(parser, "records").items():
        bound.values[record] = make_record(run, class_, own, site)[0]
    child = subparsers[chosen] if chosen is not None else None
    if isinstance(child, ExternalInstance):
        inner = _parse_with(run, child, rest, site)
        bound.values.update(inner.values)
        bound.rest += inner.rest
    elif subparsers and words is None:
        _add_alternatives(run, list(subparsers.values()), bound.values, site)
    return bound


def _add_alternatives(
    run: Evaluation, children: list[Value], values: dict[str, Value], site: Site
) -> None:
    """Without a command line every sub-command may be meant."""
    found: dict[str, list[Value]] = {}
    for child in children:
        if isinstance(child, ExternalInstance):
            for key, value in _parse_with(run, child, None, site).values.items():
                found.setdefault(key, []).append(value)
    values.update({key: join(options, key) for key, options in found.items()})


MODELS = {
    PARSER: _make_parser,
    "configargparse.ArgParser": _make_parser,
    "configargparse.ArgumentParser": _make_parser,
    "configargparse.get_argument_parser": _make_parser,
    "configargparse.get_arg_parser": _make_parser,
    "jsonargparse.ArgumentParser": _make_parser,
    "optparse.OptionParser": _make_parser,
    "optparse.OptionGroup": lambda run, name, arguments, site: arguments.get(0, "parser"),
    "simple_parsing.ArgumentParser": _make_parser,
    "fire.Fire": fire,
    **RECORD_MODELS,
    **CLICK_MODELS,
    **TYPER_MODELS,
    **FLAG_MODELS,
    **DOCOPT_MODELS,
    **GETOPT_MODELS,
    **PLAC_MODELS,
    **PARAMETER_MODELS,
}
METHODS = {
    **dict.fromkeys((f"{PARSER}.{name}" for name in _ADDERS), _add_argument),
    f"{PARSER}.add_argument_group": give_receiver,
    f"{PARSER}.add_option_group": give_receiver,
    f"{PARSER}.add_mutually_exclusive_group": give_receiver,
    f"{PARSER}.add_subparsers": _add_subparsers,
    f"{PARSER}.set_defaults": _set_defaults,
    **dict.fromkeys((f"{PARSER}.{name}" for name in _PARSERS), _parse),
    "argparse._SubParsersAction.add_parser": _add_parser,
    f"{PARSER}.add_arguments": _add_record,
    **RECORD_METHODS,
    **CLICK_METHODS,
    **TYPER_METHODS,
}

"""Values of the Python expressions in a Snakefile, as far as they are known.

A value is a text, a list or a dict of values. What is not known becomes a part in braces:
`{config.a.b}` for a setting, `{var.NAME}` for a name of another file, `{name}` for the rest;
wildcards look the same, and mean the same: a part that varies.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from mlaudit.patterns import lazy_regex

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

MAXIMUM_DEPTH = 40
_WRAPPERS = (
    "directory",
    "temp",
    "temporary",
    "protected",
    "ancient",
    "touch",
    "pipe",
    "service",
    "report",
    "ensure",
    "local",
    "storage",
    "flag",
    "repeat",
    "update",
    "before_update",
    "unpack",
    "str",
    "Path",
    "list",
    "tuple",
    "sorted",
    "abspath",
    "normpath",
    "realpath",
    "expanduser",
)
_PLACES = {
    "basedir": "{workflow.basedir}",
    "current_basedir": "{workflow.current_basedir}",
    "snakefile": "{workflow.basedir}/Snakefile",
    "main_snakefile": "{workflow.basedir}/Snakefile",
}
"""Where files of the workflow lie; the folders are told once all of its files are known."""
_WILDCARD = lazy_regex(r"\{\s*(\w+)\s*,(?:[^{}]|\{[^{}]*\})*\}")


@dataclass(slots=True)
class Arguments:
    """The value of a directive: positional and named parts in order."""

    values: list[tuple[str, Value, int]] = field(default_factory=list)

    def flat(self) -> list[tuple[str, str, int]]:
        """(name, text, line) of every text."""
        return [(name, text, line) for name, value, line in self.values for text in flatten(value)]

    def named(self, name: str) -> list[str] | None:
        """The texts of one part, by its name or its index, or None."""
        if name.isdigit():
            texts = [text for _, text, _ in self.flat()]
            return [texts[int(name)]] if int(name) < len(texts) else None
        found = [value for each, value, _ in self.values if each == name]
        return flatten(found[-1]) if found else None


@dataclass(slots=True)
class Scope:
    """The names of a Snakefile and the outputs (and more) of its rules.

    Attributes:
        names: of variables, and of functions with what they give.
        rules: the evaluated directives of each rule.
        own: those of the rule that is being read, for functions that ask for them.
        wildcards: names that stand for the wildcards.
    """

    names: dict[str, Value] = field(default_factory=dict)
    rules: dict[str, dict[str, Arguments]] = field(default_factory=dict)
    own: dict[str, Arguments] = field(default_factory=dict)
    wildcards: tuple[str, ...] = ("wildcards",)


def flatten(value: Value) -> list[str]:
    """Every text in a value."""
    if isinstance(value, str):
        return [value]
    items = value if isinstance(value, list) else list(value.values())
    return [text for item in items for text in flatten(item)]


def drop_constraints(text: str) -> str:
    """`{sample,[a-z]+}` as `{sample}`."""
    return _WILDCARD.sub(r"{\1}", text)


def evaluate_arguments(node: ast.Call, scope: Scope, first_line: int) -> Arguments:
    """The parts of an argument list whose source starts on `first_line`."""
    evaluator = _Evaluator(scope)
    found = Arguments()
    for argument in node.args:
        line = first_line + argument.lineno - 1
        inner = argument.value if isinstance(argument, ast.Starred) else argument
        value = evaluator.value(inner, 0)
        if isinstance(value, dict) and _is_unpacked(inner):
            found.values.extend((name, item, line) for name, item in value.items())
        else:
            found.values.append(("", value, line))
    for keyword in node.keywords:
        line = first_line + keyword.value.lineno - 1
        found.values.append((keyword.arg or "", evaluator.value(keyword.value, 0), line))
    return found


def evaluate(node: ast.expr, scope: Scope) -> Value:
    """The value of an expression."""
    return _Evaluator(scope).value(node, 0)


class _Evaluator:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.wildcards = set(scope.wildcards)
        self.own: dict[str, Arguments] = {}

    def value(self, node: ast.expr, depth: int) -> Value:
        handler = _HANDLERS.get(type(node))
        if handler is None or depth > MAXIMUM_DEPTH:
            return _hole(node)
        return handler(self, node, depth + 1)

    def text(self, node: ast.expr, depth: int) -> str:
        value = self.value(node, depth)
        return value if isinstance(value, str) else _hole(node)

    def constant(self, node: ast.Constant, depth: int) -> Value:
        return [] if node.value is None else str(node.value)

    def name(self, node: ast.Name, depth: int) -> Value:
        return self.scope.names.get(node.id, f"{{var.{node.id}}}")

    def sequence(self, node: ast.List | ast.Tuple | ast.Set, depth: int) -> Value:
        items = (each.value if isinstance(each, ast.Starred) else each for each in node.elts)
        return [self.value(item, depth) for item in items]

    def mapping(self, node: ast.Dict, depth: int) -> Value:
        return {
            str(key.value): self.value(value, depth)
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant)
        }

    def joined(self, node: ast.JoinedStr, depth: int) -> Value:
        return "".join(
            str(part.value)
            if isinstance(part, ast.Constant)
            else self.text(part.value, depth)
            if isinstance(part, ast.FormattedValue)
            else ""
            for part in node.values
        )

    def operation(self, node: ast.BinOp, depth: int) -> Value:
        left, right = self.value(node.left, depth), self.value(node.right, depth)
        if isinstance(node.op, ast.Add):
            if isinstance(left, str) and isinstance(right, str):
                return left + right
            return [*flatten(left), *flatten(right)]
        if isinstance(node.op, ast.Div) and isinstance(left, str) and isinstance(right, str):
            return posixpath.join(left, right)
        return _hole(node)

    def attribute(self, node: ast.Attribute, depth: int) -> Value:
        return self.chain(node, depth)

    def item(self, node: ast.Subscript, depth: int) -> Value:
        return self.chain(node, depth)

    def chain(self, node: ast.Attribute | ast.Subscript, depth: int) -> Value:
        """`config["a"]["b"]`, `rules.x.output.y`, `wildcards.x`, `NAMES["a"]`."""
        keys = _keys(node)
        if keys is None:
            return _hole(node)
        root, *rest = keys
        if root in ("rules", "checkpoints") and len(rest) >= 2:
            return self.rule_part(rest)
        if root in self.wildcards and rest:
            return f"{{{rest[0]}}}"
        if root in self.own and rest:
            texts = self.own[root].named(rest[0]) or []
            return texts[0] if len(texts) == 1 else _hole(node)
        if root == "workflow" and rest and rest[0] in _PLACES:
            return _PLACES[rest[0]]
        if root == "config":
            return f"{{{'.'.join(keys)}}}"
        value = self.scope.names.get(root)
        for key in rest:
            if isinstance(value, dict):
                value = value.get(key)
            elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
                value = value[int(key)]
            elif isinstance(value, str) and _is_setting(value):
                value = f"{value[:-1]}.{key}}}"
            else:
                value = None
        return _hole(node) if value is None else value

    def rule_part(self, keys: list[str]) -> Value:
        name, directive, *rest = keys
        arguments = self.scope.rules.get(name, {}).get(directive)
        if arguments is None:
            return f"{{rules.{'.'.join(keys)}}}"
        if not rest:
            return [text for _, text, _ in arguments.flat()]
        texts = arguments.named(rest[0])
        if texts is None:
            return f"{{rules.{'.'.join(keys)}}}"
        return texts[0] if len(texts) == 1 else list(texts)

    def call(self, node: ast.Call, depth: int) -> Value:
        function = _function_name(node.func)
        if function in ("expand", "collect"):
            return self.expand(node, depth)
        if function == "multiext" and node.args:
            stem, *endings = (self.text(argument, depth) for argument in node.args)
            return [stem + ending for ending in endings]
        if function == "join" and _is_path_join(node.func):
            return posixpath.join(*(self.text(each, depth) for each in node.args), "").rstrip("/")
        if function == "join" and isinstance(node.func, ast.Attribute) and len(node.args) == 1:
            sign = self.value(node.func.value, depth)
            items = self.value(node.args[0], depth)
            known = isinstance(node.func.value, ast.Constant) and isinstance(items, list)
            return str(sign).join(flatten(items)) if known else _hole(node)
        if function in ("dirname", "basename") and len(node.args) == 1:
            text = self.text(node.args[0], depth)
            if not _is_setting(text):
                return getattr(posixpath, function)(text) or "."
        if function in self.scope.names and self.takes_wildcards(node):
            return self.scope.names[function]
        if function in ("get", "format", "lookup") and isinstance(node.func, ast.Attribute):
            return self.method(function, node.func.value, node, depth)
        if function in _WRAPPERS and node.args:
            return self.value(node.args[0], depth)
        return _hole(node)

    def takes_wildcards(self, node: ast.Call) -> bool:
        """Is a function of the Snakefile called with the wildcards and nothing else?"""
        given = [argument.id for argument in node.args if isinstance(argument, ast.Name)]
        whole = isinstance(node.func, ast.Name) and not node.keywords
        return whole and len(given) == len(node.args) and self.wildcards.issuperset(given)

    def method(self, name: str, base: ast.expr, node: ast.Call, depth: int) -> Value:
        if name == "get" and node.args and isinstance(node.args[0], ast.Constant):
            key = ast.Subscript(base, node.args[0], ast.Load())
            return self.chain(ast.copy_location(key, node), depth)
        if name == "format":
            text = self.text(base, depth)
            for i, argument in enumerate(node.args):
                value = self.text(argument, depth)
                text = text.replace("{}", value, 1).replace(f"{{{i}}}", value)
            for keyword in node.keywords:
                text = text.replace(f"{{{keyword.arg}}}", self.text(keyword.value, depth))
            return text
        return _hole(node)

    def expand(self, node: ast.Call, depth: int) -> Value:
        """The pattern itself, with the values filled in that are a single text."""
        if not node.args:
            return _hole(node)
        patterns = flatten(self.value(node.args[0], depth))
        for keyword in node.keywords:
            texts = flatten(self.value(keyword.value, depth))
            if keyword.arg and len(texts) == 1 and not texts[0].startswith("{"):
                hole = f"{{{keyword.arg}}}"
                patterns = [pattern.replace(hole, texts[0]) for pattern in patterns]
        return [pattern.replace("{{", "{").replace("}}", "}") for pattern in patterns]

    def function(self, node: ast.Lambda, depth: int) -> Value:
        """A function whose first parameter is the wildcards: its body where that is known."""
        names = [parameter.arg for parameter in node.args.args]
        self.wildcards.update(names[:1])
        self.own = {name: self.scope.own[name] for name in names[1:] if name in self.scope.own}
        value = self.value(node.body, depth)
        return _hole(node) if "{unknown}" in flatten(value) else value


def _hole(node: ast.expr) -> str:
    """A name for a part that is not known."""
    target: ast.expr = node.func if isinstance(node, ast.Call) else node
    keys = _keys(target)
    return f"{{{'.'.join(keys[-2:])}}}" if keys else "{unknown}"


def _keys(node: ast.expr) -> list[str] | None:
    """The names along a chain of attributes and constant items, or None.

    `checkpoints.x.get(…).output` is the same as `rules.x.output`.
    """
    keys: list[str] = []
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        if isinstance(node, ast.Attribute):
            keys.append(node.attr)
        elif isinstance(node.slice, ast.Constant) and re.fullmatch(
            r"[\w-]+", str(node.slice.value)
        ):
            keys.append(str(node.slice.value))
        else:
            return None
        node = _through_checkpoint(node.value)
    return [node.id, *reversed(keys)] if isinstance(node, ast.Name) else None


def _through_checkpoint(node: ast.expr) -> ast.expr:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return node
    keys = _keys(node.func)
    is_get = keys is not None and keys[0] == "checkpoints" and keys[2:] == ["get"]
    return node.func.value if is_get else node


def _is_unpacked(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _function_name(node.func) == "unpack"


def _is_setting(text: str) -> bool:
    return bool(re.fullmatch(r"\{(?:config|var)\.[\w.-]+\}", text))


def _function_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_path_join(node: ast.expr) -> bool:
    keys = _keys(node)
    return keys is not None and keys[-2:] == ["path", "join"]


_HANDLERS: dict[type[ast.expr], Callable[..., Value]] = {
    ast.Constant: _Evaluator.constant,
    ast.Name: _Evaluator.name,
    ast.List: _Evaluator.sequence,
    ast.Tuple: _Evaluator.sequence,
    ast.Set: _Evaluator.sequence,
    ast.Dict: _Evaluator.mapping,
    ast.JoinedStr: _Evaluator.joined,
    ast.BinOp: _Evaluator.operation,
    ast.Attribute: _Evaluator.attribute,
    ast.Subscript: _Evaluator.item,
    ast.Call: _Evaluator.call,
    ast.Lambda: _Evaluator.function,
}

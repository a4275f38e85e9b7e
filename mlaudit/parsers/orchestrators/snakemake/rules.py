"""Snakemake rules as declared steps."""

from __future__ import annotations

import ast
import posixpath
import re
import textwrap
from collections.abc import Iterator

from mlaudit.model.facts import Declaration, DeclaredStep, Problem, Run
from mlaudit.model.place import Place
from mlaudit.model.rule_object import RuleObject, RulePart
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.orchestrators.snakemake.blocks import Block, Blocks, Source
from mlaudit.parsers.orchestrators.snakemake.expressions import (
    Arguments,
    Scope,
    drop_constraints,
    evaluate,
    evaluate_arguments,
    flatten,
)
from mlaudit.parsers.path_text import is_unknown, join_path
from mlaudit.parsers.python_source import parse_python
from mlaudit.parsers.shell import parse_script
from mlaudit.patterns import lazy_regex

_EVALUATED = ("output", "input", "params", "log", "benchmark", "threads", "resources")
_OWN_FIELDS = (*_EVALUATED, "config", "wildcards", "rule", "jobid", "workflow")
_CODE = ("script", "notebook")
_VARYING = ("output", "log", "benchmark")
_HOLE = lazy_regex(r"\{(\w+)\}")
_FIELD = lazy_regex(r"\{\{|\}\}|\{([^{}]*)\}")


class RuleReader:
    """Reads the rules of one Snakefile.

    Attributes:
        path: of the file; `script` and `notebook` are relative to its folder.
        directory: the working directory, to which all other paths are relative.
        problems: what could not be read.
    """

    def __init__(self, path: str, directory: str, blocks: Blocks, scope: Scope) -> None:
        self.path = path
        self.directory = directory
        self.blocks = blocks
        self.scope = scope
        self.problems: list[Problem] = []

    def steps(self) -> tuple[DeclaredStep, ...]:
        """Every rule, in the order of the file; one that says so comes first, as the default."""
        rules = [(block, self._directives(block)) for block in self.blocks.rules]
        # Outputs first: an input may name the output of any rule.
        for directive in _EVALUATED:
            for block, directives in rules:
                known = self.scope.rules.setdefault(block.name or f"{block.line}", {})
                if directive in directives:
                    self.scope.own = known
                    known[directive] = self._evaluate(directives[directive])
        rules.sort(key=lambda rule: "default_target" not in rule[1])
        return tuple(self._step(block, directives) for block, directives in rules)

    def _directives(self, block: Block) -> dict[str, Source]:
        """A rule's own directives over those of the rule that it copies."""
        bases = [each for each in self.blocks.rules if block.base and each.name == block.base]
        inherited = bases[0].directives if bases and bases[0] is not block else {}
        return {**inherited, **block.directives}

    def _evaluate(self, source: Source) -> Arguments:
        call = self._parse(source)
        return evaluate_arguments(call, self.scope, source.line) if call else Arguments()

    def _parse(self, source: Source) -> ast.Call | None:
        call = parse_arguments(source)
        if call is None:
            place = Place(self.path, source.line)
            self.problems.append(Problem(place, "not a Python argument list", whole=False))
        return call

    def _step(self, block: Block, directives: dict[str, Source]) -> DeclaredStep:
        name = block.name or f"{block.line}"
        known = self.scope.rules[name]
        reads = tuple(self._declare(known.get("input"), "dep"))
        writes = tuple(self._declare(known.get("output"), "out"))
        return DeclaredStep(
            StepKind.SNAKEMAKE_RULE,
            name,
            Place(self.path, block.line),
            f"rules.{name}",
            runs=tuple(self._runs(name, directives, known)),
            directory=self.directory,
            reads=reads,
            writes=writes,
            declares_more=any(is_unknown(d.path, self.directory) for d in (*reads, *writes)),
            group=posixpath.normpath(posixpath.join(self.directory, "Snakefile")),
        )

    def _declare(self, arguments: Arguments | None, role: str) -> Iterator[Declaration]:
        for _, text, line in arguments.flat() if arguments else ():
            path = join_path(self.directory, drop_constraints(text))
            yield Declaration(path, Place(self.path, line), role)

    def _runs(
        self, name: str, directives: dict[str, Source], known: dict[str, Arguments]
    ) -> Iterator[Run]:
        for directive, source in directives.items():
            if directive == "shell":
                call = self._parse(source)
                for argument in call.args[:1] if call else ():
                    yield self._run_shell(argument, source.line, known)
            elif directive in _CODE:
                for _, text, line in self._evaluate(source).flat()[:1]:
                    code = join_path(posixpath.dirname(self.path), text)
                    yield Run(Place(self.path, line), code=code, rule=make_object(name, known))
            elif directive == "run":
                for argument, line in _shell_calls(source):
                    yield self._run_shell(argument, line, known)

    def _run_shell(self, node: ast.expr, first_line: int, known: dict[str, Arguments]) -> Run:
        value = evaluate(node, self.scope)
        text = fill_fields(" ".join(flatten(value)), known, self.scope)
        line = first_line + node.lineno - 1
        return Run(Place(self.path, line), script=parse_script(text, line))


def parse_arguments(source: Source) -> ast.Call | None:
    """The Python argument list of a directive, or None where it is none."""
    tree = parse_python(f"_({source.text}\n)")
    statement = tree.body[0] if tree is not None and len(tree.body) == 1 else None
    node = statement.value if isinstance(statement, ast.Expr) else None
    return node if isinstance(node, ast.Call) else None


def make_object(name: str, known: dict[str, Arguments]) -> RuleObject:
    """What a script of the rule finds as `snakemake`."""
    outputs = [text for key in _VARYING if key in known for _, text, _ in known[key].flat()]
    holes = [hole for text in outputs for hole in _HOLE.findall(drop_constraints(text))]
    wildcards = tuple(dict.fromkeys(holes))
    parts = {key: tuple(_make_parts(known[key])) for key in known}
    return RuleObject(name, tuple(parts.items()), wildcards)


def _make_parts(arguments: Arguments) -> Iterator[RulePart]:
    for name, value, _ in arguments.values:
        found = ["{unknown}"] if isinstance(value, dict) else flatten(value)
        texts = tuple(drop_constraints(text) for text in found)
        yield RulePart(name, texts, isinstance(value, list))


def fill_fields(text: str, known: dict[str, Arguments], scope: Scope) -> str:
    """A shell command with `{input}`, `{params.x}` and their like filled in."""

    def fill(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0][0]
        keys = re.findall(r"[\w-]+", match[1].partition(":")[0].partition("!")[0])
        return _fill_field(keys, known, scope) if keys else match[0]

    return _FIELD.sub(fill, text)


def _fill_field(keys: list[str], known: dict[str, Arguments], scope: Scope) -> str:
    root, *rest = keys
    if root == "wildcards" and rest:
        return f"{{{rest[0]}}}"
    arguments = known.get(root)
    if arguments is not None:
        texts = arguments.named(rest[0]) if rest else [text for _, text, _ in arguments.flat()]
        if texts is not None and "{unknown}" not in texts:
            return " ".join(drop_constraints(text) for text in texts)
    value = scope.names.get(root)
    if isinstance(value, str) and not rest:
        return value
    if keys == ["threads"]:
        return "1"
    return f"{{{'.'.join(keys if root in _OWN_FIELDS else ['var', *keys])}}}"


def _shell_calls(source: Source) -> Iterator[tuple[ast.expr, int]]:
    """(argument, line of the block's start) of every `shell(...)` in a `run:` block."""
    tree = parse_python(textwrap.dedent(source.text.lstrip("\n")))
    start = source.line + len(source.text) - len(source.text.lstrip("\n"))
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "shell" and node.args:
            yield node.args[0], start

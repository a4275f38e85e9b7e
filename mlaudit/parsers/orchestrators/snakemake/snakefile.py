"""Snakefile and *.smk: https://snakemake.readthedocs.io/en/stable/snakefiles/."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table
from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.orchestrators.snakemake.blocks import Blocks, Source, read_blocks
from mlaudit.parsers.orchestrators.snakemake.completion import complete_snakefile
from mlaudit.parsers.orchestrators.snakemake.expressions import (
    Arguments,
    Scope,
    Value,
    evaluate,
)
from mlaudit.parsers.orchestrators.snakemake.functions import read_functions
from mlaudit.parsers.orchestrators.snakemake.paths import working_directory
from mlaudit.parsers.orchestrators.snakemake.rules import RuleReader, parse_arguments
from mlaudit.parsers.path_text import join_path
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

MAXIMUM_SIZE = 2_000_000
_NAME = lazy_regex(r"snakefile|Snakefile[_.-]\w+")
_ENDINGS = (".smk", ".snakefile", ".snake")
_DOCUMENTS = lazy_regex(r"\.(md|rst|txt|html|bak|orig|lock|ya?ml|json|py|ipynb)$")
_SHARED = ("output", "input", "params", "log")


def parse_snakefile(path: str, data: bytes) -> Facts:
    """The rules; what other files of the workflow tell stays as `{config.x}` and `{var.X}`.

    The data holds what those other files need of this one: `configfile`, `workdir`, the files
    that it includes, its names, and what its rules read and write.
    """
    if len(data) > MAXIMUM_SIZE:
        return Facts(path, PARSER.name, problems=(Problem(Place(path), "larger than 2 MB"),))
    blocks = read_blocks(decode_text(data))
    scope = Scope(_read_names(blocks))
    scope.names = {**read_functions(blocks, scope), **scope.names}
    named = _read_globals(blocks, scope)
    directory = join_path(working_directory(path), named.get("workdir", "."))
    reader = RuleReader(path, directory, blocks, scope)
    steps = reader.steps()
    entries = [Entry(key, Scalar(value)) for key, value in named.items()]
    entries += [
        Entry("includes", _as_data(list(_list_included(path, blocks, scope)))),
        Entry("names", Table(tuple(Entry(k, _as_data(v)) for k, v in scope.names.items()))),
        Entry("rules", Table(tuple(_describe_rules(scope.rules)))),
    ]
    problems = tuple(reader.problems)
    return Facts(path, PARSER.name, steps=steps, problems=problems, content=Table(tuple(entries)))


def _as_data(value: Value) -> Data:
    if isinstance(value, dict):
        return Table(tuple(Entry(key, _as_data(item)) for key, item in value.items()))
    return Scalar(value) if isinstance(value, str) else Sequence(tuple(map(_as_data, value)))


def _describe_rules(rules: dict[str, dict[str, Arguments]]) -> Iterator[Entry]:
    for name, directives in rules.items():
        shared = (key for key in _SHARED if key in directives)
        yield Entry(name, Table(tuple(Entry(k, _describe(directives[k])) for k in shared)))


def _describe(arguments: Arguments) -> Table:
    return Table(tuple(Entry(name, _as_data(value)) for name, value, _ in arguments.values))


def _list_included(path: str, blocks: Blocks, scope: Scope) -> Iterator[Value]:
    """Files whose rules belong to this workflow and run in its working directory."""
    sources = [source for name, source in blocks.globals if name == "include"]
    for module in blocks.modules:
        if "snakefile" in module.directives and "prefix" not in module.directives:
            sources.append(module.directives["snakefile"])
    for source in sources:
        text = _read_text(source, scope)
        if text and "{" not in text and "://" not in text:
            yield join_path(posixpath.dirname(path), text)


def _read_text(source: Source, scope: Scope) -> str:
    call = parse_arguments(source)
    value = evaluate(call.args[0], scope) if call and call.args else ""
    return value if isinstance(value, str) else ""


def _read_names(blocks: Blocks) -> dict[str, Value]:
    """Assigned names; one that is given different values is not known.

    What an option of Snakemake's own command line would give counts where nothing else does.
    """
    scope = Scope()
    seen: dict[str, Value] = {}
    counts = Counter(name for name, _ in blocks.assignments)
    for name, source in blocks.assignments:
        if counts[name] > 1 and "sys.argv" in source.text:
            continue
        call = parse_arguments(source)
        if call is None or len(call.args) != 1:
            continue
        value = evaluate(call.args[0], scope)
        known = name not in seen or seen[name] == value
        seen[name] = value
        scope.names[name] = value if known else f"{{var.{name}}}"
    return scope.names


def _read_globals(blocks: Blocks, scope: Scope) -> dict[str, str]:
    """The first `configfile` and `workdir` that are known."""
    found: dict[str, str] = {}
    for name, source in blocks.globals:
        text = _read_text(source, scope) if name != "include" else ""
        if text and "{" not in text:
            found.setdefault(name, text)
    return found


def claims(path: str) -> bool:
    """Snakefiles, included ones and those with words added to the name."""
    name = path.rpartition("/")[2]
    if name == "Snakefile" or name.endswith(_ENDINGS):
        return True
    return _NAME.fullmatch(name) is not None and not _DOCUMENTS.search(name)


PARSER = Parser("snakemake", claims, parse_snakefile, complete_snakefile)

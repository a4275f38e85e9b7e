"""Snakefile and *.smk: https://snakemake.readthedocs.io/en/stable/snakefiles/."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Entry, Scalar, Table, plain
from mlaudit.model.facts import Declaration, DeclaredStep, Facts, Problem, Run
from mlaudit.model.place import Place
from mlaudit.parsers.base import Lookup, Parser
from mlaudit.parsers.orchestrators.snakemake.blocks import Blocks, read_blocks
from mlaudit.parsers.orchestrators.snakemake.expressions import Scope, Value, evaluate
from mlaudit.parsers.orchestrators.snakemake.paths import (
    configuration_files,
    main_files,
    working_directory,
)
from mlaudit.parsers.orchestrators.snakemake.rules import RuleReader, parse_arguments
from mlaudit.parsers.path_text import is_unknown, join_path
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.yaml_data import decode_text

MAXIMUM_SIZE = 2_000_000
_SETTING = re.compile(r"\{(config|var)\.([\w.-]+)\}")
_ROUNDS = 5


def parse_snakefile(path: str, data: bytes) -> Facts:
    """The rules; settings and names of other files stay as `{config.x}` and `{var.X}`.

    The data holds `configfile` and the file's own names, for the files that it includes.
    """
    if len(data) > MAXIMUM_SIZE:
        return Facts(path, PARSER.name, problems=(Problem(Place(path), "larger than 2 MB"),))
    blocks = read_blocks(decode_text(data))
    scope = Scope(_read_names(blocks))
    named = _read_globals(blocks, scope)
    directory = join_path(working_directory(path), named.get("workdir", "."))
    reader = RuleReader(path, directory, blocks, scope)
    steps = reader.steps()
    names = [Entry(k, Scalar(v)) for k, v in scope.names.items() if isinstance(v, str)]
    entries = [Entry(key, Scalar(value)) for key, value in named.items()]
    table = Table((*entries, Entry("names", Table(tuple(names)))))
    return Facts(path, PARSER.name, steps=steps, problems=tuple(reader.problems), content=table)


def _read_names(blocks: Blocks) -> dict[str, Value]:
    """Assigned names; one that is given different values is not known."""
    scope = Scope()
    seen: dict[str, Value] = {}
    for name, source in blocks.assignments:
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
        call = parse_arguments(source)
        value = evaluate(call.args[0], scope) if call and call.args else ""
        if isinstance(value, str) and value and "{" not in value:
            found.setdefault(name, value)
    return found


def complete_snakefile(facts: Facts, lookup: Lookup) -> Facts:
    """The same rules with the values of the configuration and of the main Snakefile."""
    directory = working_directory(facts.path)
    main = next((d for d in map(lookup, main_files(directory)) if d is not None), None)
    names = {**_names_of(main), **_names_of(facts.data)}
    config = _find_configuration(directory, (facts.data, main), lookup)

    def fill(text: str) -> str:
        for _ in range(_ROUNDS):
            filled = _SETTING.sub(lambda match: _find_setting(match, config, names), text)
            if filled == text:
                break
            text = filled
        return text.replace("{var.", "{")

    filled = tuple(_fill_step(step, fill) for step in facts.steps)
    problems = tuple(problem for step in filled for problem in _report_unknown(step))
    steps = tuple(_drop_unknown(step) for step in filled)
    return replace(facts, steps=steps, problems=facts.problems + problems)


def _report_unknown(step: DeclaredStep) -> Iterator[Problem]:
    for declared in (*step.reads, *step.writes):
        if is_unknown(declared.path, step.directory):
            reason = f"rule {step.name}: {declared.path} is not known without running it"
            yield Problem(declared.place, reason, whole=False)


def _drop_unknown(step: DeclaredStep) -> DeclaredStep:
    return replace(
        step,
        reads=tuple(read for read in step.reads if not is_unknown(read.path, step.directory)),
        writes=tuple(write for write in step.writes if not is_unknown(write.path, step.directory)),
    )


def _find_setting(match: re.Match[str], config: object, names: dict[str, str]) -> str:
    root, keys = match[1], match[2].split(".")
    if root == "var" and keys[0] in names:
        value = names[keys[0]]
        rest = ".".join(keys[1:])
        return f"{value[:-1]}.{rest}}}" if rest and value.endswith("}") else value
    for key in keys if root == "config" else ():
        config = config.get(key) if isinstance(config, dict) else None
    known = root == "config" and isinstance(config, (str, int, float)) and config != ""
    return str(config) if known else match[0]


def _names_of(data: Data | None) -> dict[str, str]:
    names = plain(data.get("names")) if isinstance(data, Table) else None
    return names if isinstance(names, dict) else {}


def _find_configuration(directory: str, sources: tuple[Data | None, ...], lookup: Lookup) -> object:
    for source in sources:
        named = source.get("configfile") if isinstance(source, Table) else None
        if isinstance(named, Scalar) and isinstance(named.value, str):
            return plain(lookup(join_path(directory, named.value)))
    found = (lookup(path) for path in configuration_files(directory))
    return plain(next((data for data in found if data is not None), None))


def _fill_step(step: DeclaredStep, fill: Callable[[str], str]) -> DeclaredStep:
    def fill_path(declared: Declaration) -> Declaration:
        prefix = "" if step.directory == "." else f"{step.directory}/"
        written = declared.path.removeprefix(prefix)
        if "{" not in written:
            return declared
        return replace(declared, path=join_path(step.directory, fill(written)))

    return replace(
        step,
        runs=tuple(_fill_run(run, fill) for run in step.runs),
        reads=tuple(fill_path(read) for read in step.reads),
        writes=tuple(fill_path(write) for write in step.writes),
    )


def _fill_run(run: Run, fill: Callable[[str], str]) -> Run:
    if run.script is None:
        return replace(run, code=fill(run.code)) if run.code else run
    text = fill(run.script.text)
    if text == run.script.text:
        return run
    return replace(run, script=parse_script(text, run.script.line))


def _claims(path: str) -> bool:
    return path.rpartition("/")[2] == "Snakefile" or path.endswith(".smk")


PARSER = Parser("snakemake", _claims, parse_snakefile, complete_snakefile)

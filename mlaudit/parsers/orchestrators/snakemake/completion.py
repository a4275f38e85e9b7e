"""Rules with the values that the other files of their workflow give."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mlaudit.model.facts import Declaration, DeclaredStep, Facts, Problem, Run
from mlaudit.model.rule_object import RuleObject, RulePart
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.orchestrators.snakemake.workflow import Workflow, find_workflow, list_texts
from mlaudit.parsers.path_text import is_unknown, join_path
from mlaudit.parsers.shell import parse_script
from mlaudit.patterns import lazy_regex

_SETTING = lazy_regex(r"\{(config|var|rules|workflow)\.([\w.-]+)\}")
_ROUNDS = 5


def complete_snakefile(facts: Facts, lookup: Lookup) -> Facts:
    """The same rules with the values of the configuration and of the other Snakefiles."""
    if not facts.steps:
        return facts
    workflow = find_workflow(facts.path, facts.data, lookup)
    filled = tuple(_fill_step(step, workflow) for step in facts.steps)
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


def _fill_step(step: DeclaredStep, workflow: Workflow) -> DeclaredStep:
    directory = step.directory if workflow.directory is None else workflow.directory
    folders = {k: posixpath.relpath(v, directory) for k, v in workflow.folders.items()}
    workflow = replace(workflow, folders=folders)

    def fill_paths(declared: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
        return tuple(
            replace(each, path=join_path(directory, text))
            for each in declared
            for text in fill_texts(_relative(each.path, step.directory), workflow)
        )

    reads, writes = fill_paths(step.reads), fill_paths(step.writes)
    return replace(
        step,
        directory=directory,
        runs=tuple(_fill_run(run, workflow) for run in step.runs),
        reads=reads,
        writes=writes,
        declares_more=any(is_unknown(each.path, directory) for each in (*reads, *writes)),
        group=posixpath.normpath(posixpath.join(directory, "Snakefile")),
    )


def _relative(path: str, directory: str) -> str:
    """A path as seen from the working directory that it was read for."""
    if directory == "." or "://" in path or path.startswith(("/", "~")):
        return path
    prefix = f"{directory}/"
    if path.startswith(prefix):
        return path[len(prefix) :]
    return posixpath.relpath(path, directory)


def fill(text: str, workflow: Workflow) -> str:
    """A text with the settings and names that are known; lists stand with blanks between."""
    for _ in range(_ROUNDS):
        filled = _SETTING.sub(lambda match: " ".join(_find(match, workflow)), text)
        if filled == text:
            break
        text = filled
    return text.replace("{var.", "{")


def fill_texts(text: str, workflow: Workflow) -> list[str]:
    """The texts that one text stands for: it may name a list as a whole."""
    whole = _SETTING.fullmatch(text)
    for _ in range(_ROUNDS):
        found = _find(whole, workflow) if whole is not None else [text]
        if len(found) != 1:
            return [each for other in found for each in [fill(other, workflow)]]
        if whole is None or found[0] == text:
            break
        text = found[0]
        whole = _SETTING.fullmatch(text)
    return [fill(text, workflow)]


def _find(match: re.Match[str], workflow: Workflow) -> list[str]:
    """What a setting, a name or a directive of a rule stands for; itself where nothing tells."""
    root, keys = match[1], match[2].split(".")
    if root == "rules":
        return _find_of_rule(keys, workflow) or [match[0]]
    if root == "workflow":
        return [workflow.folders.get(keys[0], match[0])]
    if root == "var":
        if keys[0] not in workflow.names:
            return [match[0]]
        value = workflow.names[keys[0]]
        if isinstance(value, str) and len(keys) > 1:
            rest = ".".join(keys[1:])
            return [f"{value[:-1]}.{rest}}}"] if value.endswith("}") else [value]
        return list_texts(_descend(value, keys[1:])) or [match[0]]
    found = _descend(workflow.configuration, keys)
    plain = isinstance(found, (str, int, float)) and found != ""
    texts = list_texts(found) if isinstance(found, list) or plain else []
    return texts or [match[0]]


def _descend(value: Any, keys: list[str]) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _find_of_rule(keys: list[str], workflow: Workflow) -> list[str]:
    name, directive, *rest = [*keys, ""]
    arguments = workflow.rules.get(name, {}).get(directive, [])
    texts = [text for _, values in arguments for text in values]
    if not rest[0]:
        return texts
    if rest[0].isdigit():
        return texts[int(rest[0]) : int(rest[0]) + 1]
    return next((values for key, values in arguments if key == rest[0]), [])


def _fill_run(run: Run, workflow: Workflow) -> Run:
    if run.code:
        rule = _fill_object(run.rule, workflow) if run.rule is not None else None
        return replace(run, code=fill(run.code, workflow), rule=rule)
    if run.script is None:
        return run
    text = fill(run.script.text, workflow)
    if text == run.script.text:
        return run
    return replace(run, script=parse_script(text, run.script.line))


def _fill_object(rule: RuleObject, workflow: Workflow) -> RuleObject:
    directives = tuple(
        (name, tuple(_fill_part(part, workflow) for part in parts))
        for name, parts in rule.directives
    )
    return replace(rule, directives=directives, configuration=workflow.files)


def _fill_part(part: RulePart, workflow: Workflow) -> RulePart:
    texts = tuple(filled for text in part.texts for filled in fill_texts(text, workflow))
    several = part.several or len(texts) != len(part.texts)
    return replace(part, texts=texts, several=several)

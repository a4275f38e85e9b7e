"""Files of Azure Pipelines as facts.

Source: https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/
"""

from __future__ import annotations

import re
from dataclasses import replace

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Lookup, Parser
from mlaudit.parsers.ci.azure.jobs import AZURE_JOB
from mlaudit.parsers.ci.azure.pipeline import read_pipeline
from mlaudit.parsers.ci.azure.templates import Expander
from mlaudit.parsers.ci.azure.variables import read_variables
from mlaudit.parsers.environment.values import items_of
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

_NAME = lazy_regex(r"(?:.*/)?(?:[^/]*[-_.])?azure[-_.]?pipelines?[^/]*\.ya?ml", re.IGNORECASE)
_FOLDER = lazy_regex(
    r"(?:.*/)?(?:\.?azure[-_]?pipelines?|\.?azure-?devops|\.?azdo|\.ado|\.pipelines|\.vsts"
    r"|devops-pipelines)/.*\.ya?ml",
    re.IGNORECASE,
)
_OWN = frozenset({"trigger", "pr", "schedules", "pool", "resources", "extends"})
_USUAL = ("azure-pipelines.yml", "azure-pipelines.yaml")
_WORK = ("stages", "jobs", "steps")
_STEPS = frozenset(
    {"script", "bash", "pwsh", "powershell", "task", "checkout", "publish", "download", "template"}
    | {"job", "deployment", "stage"}
)


def claims(path: str) -> bool:
    """Files with the usual name, and those in folders that are kept for pipelines by custom."""
    return bool(_NAME.fullmatch(path) or _FOLDER.fullmatch(path))


def parse(path: str, data: bytes) -> Facts:
    """The jobs of a pipeline, without those of templates in other files."""
    root, error, line = read_yaml(data)
    steps = _read(root, path, lambda _: None)
    problems = () if error is None else (Problem(Place(path, line), error),)
    return Facts(path, PARSER.name, steps=steps, problems=problems, content=root)


def complete(facts: Facts, lookup: Lookup) -> Facts:
    """The same pipeline with its templates taken in."""
    if not is_pipeline(facts.data, facts.path):
        return facts
    others = tuple(step for step in facts.steps if step.kind != AZURE_JOB)
    return replace(facts, steps=(*others, *_read(facts.data, facts.path, lookup)))


def _read(root: Data | None, path: str, lookup: Lookup) -> tuple[DeclaredStep, ...]:
    if not isinstance(root, Table) or not is_pipeline(root, path):
        return ()
    variables = read_variables(root.get("variables"))
    shared = {name: Scalar(text) for name, text in variables.items() if text}
    return tuple(read_pipeline(Expander(lookup, shared).expand(root, path), path))


def is_pipeline(root: Data | None, path: str) -> bool:
    """Whether a file is started itself: templates say what is done, and not when or where."""
    if not isinstance(root, Table):
        return False
    if name_of(path) not in _USUAL and not any(entry.key in _OWN for entry in root.entries):
        return False
    return root.get("extends") is not None or any(
        isinstance(item, Table) and any(e.key in _STEPS or "${{" in e.key for e in item.entries)
        for key in _WORK
        for item in items_of(root.get(key))
    )


PARSER = Parser("azure-pipelines", claims, parse, complete)
"""Reads `azure-pipelines*.yml` and pipelines in folders of their own."""

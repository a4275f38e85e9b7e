"""Workflow and action files as facts."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.model.data import Data
from mlaudit.model.facts import DeclaredStep, Facts, Problem, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind, TriggerKind
from mlaudit.parsers.base import Lookup, Parser
from mlaudit.parsers.ci.github.expressions import Context
from mlaudit.parsers.ci.github.following import follow
from mlaudit.parsers.ci.github.inputs import read_action_defaults
from mlaudit.parsers.ci.github.jobs import read_jobs
from mlaudit.parsers.ci.github.steps import Defaults, read_steps
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

_ACTIONS = frozenset({"action.yml", "action.yaml"})
_WORKFLOW = lazy_regex(r"(?:.*/)?\.github/workflows/[^/]+\.ya?ml")


def claims(path: str) -> bool:
    """Workflows, and the files that describe actions."""
    return name_of(path) in _ACTIONS or bool(_WORKFLOW.fullmatch(path))


def parse(path: str, data: bytes) -> Facts:
    """The jobs of a workflow, or the one step of a composite action."""
    root, error, line = read_yaml(data)
    if _WORKFLOW.fullmatch(path):
        steps = tuple(read_jobs(root, path)) if root is not None else ()
        if not entries_of(find(root, "jobs")) and error is None:
            error, line = "a workflow without jobs", 0
    else:
        steps = _read_composite(root, path)
    problems = () if error is None else (Problem(Place(path, line), error, whole=not steps),)
    return Facts(path, "github-actions", steps=steps, problems=problems, content=root)


def complete(facts: Facts, lookup: Lookup) -> Facts:
    """The same workflow after those that start it."""
    jobs = follow(facts.steps, facts.data, facts.path, lookup)
    return facts if jobs == facts.steps else replace(facts, steps=jobs)


def _read_composite(root: Data | None, path: str) -> tuple[DeclaredStep, ...]:
    runs = find(root, "runs")
    if text_of(find(runs, "using")) != "composite":
        return ()
    place = Place(path, runs.line if runs is not None else 0)
    steps = read_steps(find(runs, "steps"), path, [Context()], Defaults())
    return (
        DeclaredStep(
            StepKind.GITHUB_JOB,
            "composite",
            place,
            "runs",
            runs=tuple(steps.runs),
            reads=tuple(steps.exchange.reads),
            writes=tuple(steps.exchange.writes),
            triggers=(Trigger(TriggerKind.CALL, "", place),),
            gates=tuple(steps.gates),
            uses=tuple(steps.uses),
            environment=read_action_defaults(root),
            group=path,
        ),
    )


PARSER = Parser("github-actions", claims, parse, complete)
"""Reads `.github/workflows/*.yml` and composite actions."""

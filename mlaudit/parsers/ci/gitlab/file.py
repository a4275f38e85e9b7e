"""Files of GitLab CI as facts.

Source: https://docs.gitlab.com/ci/yaml/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Lookup, Parser
from mlaudit.parsers.ci.gitlab.including import Whole, read_whole
from mlaudit.parsers.ci.gitlab.jobs import GITLAB_JOB, read_jobs
from mlaudit.parsers.environment.values import find
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import read_all_yaml
from mlaudit.patterns import lazy_regex

_ROOT = ".gitlab-ci.yml"
_NAME = lazy_regex(r".*\.gitlab-ci\.ya?ml")


def claims(path: str) -> bool:
    """The file that GitLab looks for, and those that its jobs are spread over by custom."""
    return bool(_NAME.fullmatch(name_of(path)))


def parse(path: str, data: bytes) -> Facts:
    """The jobs of a file."""
    documents, error, line = read_all_yaml(data)
    root = _body(documents)
    steps = tuple(read_jobs(root, path, called=path != _ROOT))
    problems = () if error is None else (Problem(Place(path, line), error, whole=not steps),)
    return Facts(path, "gitlab-ci", steps=steps, problems=problems, content=root)


def _body(documents: tuple[Data, ...]) -> Data | None:
    """What comes after the header in which a file declares its inputs."""
    if len(documents) > 1 and find(documents[0], "spec") is not None:
        return documents[1]
    return documents[0] if documents else None


def complete(facts: Facts, lookup: Lookup) -> Facts:
    """The first file has the jobs of all files that it takes in, and these have them no more."""
    first = facts.data if facts.path == _ROOT else lookup(_ROOT)
    if not isinstance(first, Table) or first.get("include") is None:
        return facts
    whole = read_whole(first, _ROOT, lookup)
    if all(part.path != facts.path for part in whole.parts):
        return facts
    others = tuple(step for step in facts.steps if step.kind != GITLAB_JOB)
    jobs = tuple(_jobs(whole)) if facts.path == _ROOT else ()
    return replace(facts, steps=(*others, *jobs))


def _jobs(whole: Whole) -> Iterator[DeclaredStep]:
    """The jobs of all files; names of jobs in other files have the file before them."""
    for part in whole.parts:
        root = whole.seen_from(part.path)
        for step in read_jobs(root, part.path, called=False):
            if whole.owner_of(step.name) == part.path:
                owners = ((name, whole.owner_of(name)) for name in step.after)
                after = (n if owner == part.path else f"{owner}:{n}" for n, owner in owners)
                yield replace(step, after=tuple(after))


PARSER = Parser("gitlab-ci", claims, parse, complete)
"""Reads `.gitlab-ci.yml` and `*.gitlab-ci.yml`."""

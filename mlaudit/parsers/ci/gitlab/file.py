"""Files of GitLab CI as facts.

Source: https://docs.gitlab.com/ci/yaml/
"""

from __future__ import annotations

import re
from dataclasses import replace

from mlaudit.model.data import Data
from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Lookup, Parser
from mlaudit.parsers.ci.gitlab.jobs import GITLAB_JOB, read_jobs
from mlaudit.parsers.environment.values import find, items_of, text_of
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import read_all_yaml

_ROOT = ".gitlab-ci.yml"
_NAME = re.compile(r".*\.gitlab-ci\.ya?ml")


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
    """A file that the first one takes in starts on the same events as the jobs of that one."""
    if facts.path == _ROOT:
        return facts
    first = lookup(_ROOT)
    if facts.path not in _included(first):
        return facts
    found = read_jobs(facts.data, facts.path, called=False, first=first)
    jobs = {job.name: job for job in found}
    steps = (
        replace(step, triggers=jobs[step.name].triggers, gates=jobs[step.name].gates)
        if step.kind == GITLAB_JOB and step.name in jobs
        else step
        for step in facts.steps
    )
    return replace(facts, steps=tuple(steps))


def _included(root: Data | None) -> set[str]:
    include = find(root, "include")
    items = items_of(include) or ((include,) if include is not None else ())
    texts = (text_of(item) or text_of(find(item, "local")) for item in items)
    return {text.lstrip("/") for text in texts if text}


PARSER = Parser("gitlab-ci", claims, parse, complete)
"""Reads `.gitlab-ci.yml` and `*.gitlab-ci.yml`."""

"""Every example of every rule's documentation is a repository that the rule is run on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.configuration import load
from mlaudit.gate.settled import judge_settled
from mlaudit.judge.examples import (
    FIRES,
    SECTIONS,
    SILENT,
    Example,
    read_documentation,
    write_example,
)
from mlaudit.judge.loading import installed_rules
from mlaudit.judge.rule import Rule
from mlaudit.scan import read_workflow

Git: TypeAlias = Callable[..., str]

RULES = installed_rules()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{example.title}")
    for rule in RULES
    for example in read_documentation(rule.documentation).examples
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_documentation_is_complete(rule: Rule) -> None:
    documentation = read_documentation(rule.documentation)
    assert documentation.title == rule.slug
    assert documentation.sections == (*SECTIONS, FIRES, SILENT)
    assert sum(example.fires for example in documentation.examples) >= 2
    assert sum(not example.fires for example in documentation.examples) >= 3
    for example in documentation.examples:
        assert example.files
        assert bool(example.findings) == example.fires
        assert all(code == rule.code for code, _, _ in example.findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_lies_where_its_names_say(rule: Rule) -> None:
    family, name = rule.check.__module__.split(".")[-2:]
    assert family == rule.family
    assert name == rule.slug.replace("-", "_")


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: Example, tmp_path: Path, git: Git) -> None:
    write_example(example, tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "--all")
    if example.untracked:
        git(tmp_path, "rm", "-q", "--cached", *example.untracked)
    configuration = load(tmp_path)
    workflow = read_workflow(tmp_path, configuration=configuration)
    judgement = judge_settled(workflow, RULES, configuration)
    found = [
        (finding.code, finding.place.path, finding.subject)
        for finding in judgement.findings
        if finding.code == rule.code
    ]
    assert judgement.failures == ()
    assert sorted(found) == sorted(example.findings)

from __future__ import annotations

from types import ModuleType

import pytest

from mlaudit.judge.loading import RuleLoadError, checked, installed_rules, rules_of
from mlaudit.judge.rule import Rule
from mlaudit.model.vocabulary import Confidence, Severity


def make_rule(code: str, slug: str) -> Rule:
    return Rule(code, slug, "inputs", Severity.HIGH, Confidence.HIGH, lambda workflow: ())


def test_built_in_rules_come_through_the_entry_point() -> None:
    rules = installed_rules()
    assert "INP001" in {rule.code for rule in rules}
    assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)


def test_without_installed_metadata_the_error_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mlaudit.judge.loading.list_entries", lambda group: ())
    with pytest.raises(RuleLoadError, match="pip install -e"):
        installed_rules.__wrapped__()


@pytest.mark.parametrize(
    "other", [make_rule("ABC001", "other-slug"), make_rule("ABC002", "same-slug")]
)
def test_doubled_names_are_refused(other: Rule) -> None:
    with pytest.raises(RuleLoadError, match="names two rules"):
        checked([make_rule("ABC001", "same-slug"), other])


@pytest.mark.parametrize(("code", "slug"), [("abc1", "a-slug"), ("ABC001", "Not A Slug")])
def test_malformed_names_are_refused(code: str, slug: str) -> None:
    with pytest.raises(RuleLoadError, match="three capitals"):
        checked([make_rule(code, slug)])


def test_the_same_rule_found_twice_counts_once() -> None:
    rule = make_rule("ABC001", "a-slug")
    assert checked([rule, rule]) == (rule,)


def test_a_module_without_a_rule_holds_none() -> None:
    module = ModuleType("empty")
    assert list(rules_of(module)) == []
    vars(module)["RULE"] = make_rule("ABC001", "a-slug")
    assert [rule.code for rule in rules_of(module)] == ["ABC001"]

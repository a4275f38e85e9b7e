"""The pages of the rules and their index, from what the rules themselves say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.judge.loading import installed_rules
from mlaudit.judge.rule import Rule
from mlaudit.report.rule_summary import summarize

FAMILIES = {
    "inputs": "Inputs that a clone does not have",
    "order": "Order and starting of steps",
    "artifacts": "Versions of models, data and metrics",
    "release": "Release and deployment",
    "environment": "Packages, programs and variables",
    "parameters": "Values edited or typed by hand",
    "human": "People in the path of the data",
    "observability": "Validation and lineage",
    "models": "Foundation models and prompts",
    "documents": "Instructions in prose and messages",
    "notebooks": "State of notebooks",
    "mlaudit": "What is written for mlaudit",
}
"""Every family with its heading, in the order of the index."""


def grouped_rules() -> dict[str, list[Rule]]:
    """The built-in rules by family, sorted by code."""
    rules = [
        rule for rule in installed_rules() if rule.check.__module__.startswith("mlaudit_rules.")
    ]
    groups = {name: [rule for rule in rules if rule.family == name] for name in FAMILIES}
    if sum(map(len, groups.values())) != len(rules):
        raise ValueError("a family of rules has no heading")
    return {name: sorted(group, key=lambda rule: rule.code) for name, group in groups.items()}


def source_of(rule: Rule) -> str:
    """The Markdown file of a rule, relative to the root of the repository."""
    module = rule.check.__module__.removeprefix("mlaudit_rules.")
    return f"rules/{module.replace('.', '/')}.md"


def finish(page: str, rule: Rule) -> str:
    """The page of a rule with its names and defaults below the title, and links to other rules."""
    title, _, body = page.partition("\n")
    facts = (
        f"`{rule.code}` · family [{rule.family}](index.md#{rule.family}) · "
        f"severity {rule.severity.value} · confidence {rule.confidence.value}"
    )
    others = {each.slug for group in grouped_rules().values() for each in group} - {rule.slug}
    return f"{title}\n\n{facts}\n{_link(body, others)}"


def _link(text: str, slugs: set[str]) -> str:
    """The text in which the names of rules outside of code and headings lead to their pages."""
    prose, *code = re.split(r"^## Fires$", text, maxsplit=1, flags=re.MULTILINE)
    words = "|".join(sorted(map(re.escape, slugs)))
    name = re.compile(rf"(`+.*?`+|\[[^\]]*\]\([^)]*\))|(?<![\w/.-])({words})(?![\w/-])")
    linked = name.sub(lambda m: m[1] or f"[{m[2]}]({m[2]}.md)", prose)
    return "## Fires".join([linked, *code])


def render_index() -> str:
    """The list of all rules by family."""
    return "\n".join(_index_lines()) + "\n"


def _index_lines() -> Iterator[str]:
    groups = grouped_rules()
    total = sum(map(len, groups.values()))
    yield "# Rules"
    yield ""
    yield f"mlaudit has {total} rules in {len(groups)} families. Each page says what the rule"
    yield "finds, why it hurts and how to mend it, and shows examples, which are also its tests."
    yield "Severity and confidence are the defaults; a finding may differ where its page says so."
    for name, rules in groups.items():
        yield ""
        yield f"## {name}"
        yield ""
        yield f"{FAMILIES[name]}. Letters of its codes: `{rules[0].code[:3]}`."
        yield ""
        yield "| code | rule | severity | confidence | finds |"
        yield "|---|---|---|---|---|"
        for rule in rules:
            yield (
                f"| `{rule.code}` | [{rule.slug}]({rule.slug}.md) | {rule.severity.value} "
                f"| {rule.confidence.value} | {summarize(rule)} |"
            )

"""What the rules that found something say, each told once for all its findings."""

from __future__ import annotations

from collections import Counter

from mlaudit.report.html.documentation import write_documentation
from mlaudit.report.html.markup import Content, Element, tag
from mlaudit.report.html.subject import Subject
from mlaudit.report.rule_summary import first_sentence
from mlaudit.report.terminal.words import count


def write_rules(subject: Subject) -> Content:
    """The section of rules, by code; nothing where nothing was found."""
    from mlaudit.judge.loading import installed_rules

    numbers = Counter((finding.code, finding.rule) for finding in subject.findings)
    if not numbers:
        return None
    installed = {rule.code: rule for rule in installed_rules()}
    pages = []
    for (code, slug), number in sorted(numbers.items()):
        try:
            page = installed[code].documentation if code in installed else ""
        except OSError:
            page = ""
        pages.append(_write_rule(code, slug, number, page))
    return tag(
        "section",
        tag("h2", "Rules"),
        tag("p", "Why each kind of finding hurts, and how it is mended.", class_="lead"),
        pages,
        id="rules",
    )


def _write_rule(code: str, slug: str, number: int, page: str) -> Element:
    return tag(
        "details",
        tag(
            "summary",
            tag("h3", tag("span", code, class_="code"), " ", slug),
            tag("span", count(number, "finding"), class_="sum"),
            tag("span", first_sentence(page), class_="message") if page else None,
        ),
        tag(
            "div",
            write_documentation(page, 4) if page else tag("p", "It comes without documentation."),
            class_="body page",
        ),
        id=f"rule-{code}",
        class_="rule",
    )

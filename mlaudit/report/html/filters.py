"""The controls above the findings; they are of use with JavaScript alone, and hidden without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.report.html.icons import STATES
from mlaudit.report.html.markup import Element, tag
from mlaudit.report.html.subject import Subject

_STATES = ("hidden", "documented", "scripted")
_STATUSES = ("new", "baselined", "ignored", "documented")


def write_filters(subject: Subject) -> Element:
    """A search field, and a choice for everything by which findings differ."""
    found = subject.findings
    rules = Counter((finding.code, finding.rule) for finding in found)
    needed = subject.deliverables_of_id
    concerned = [
        set(chain.from_iterable(needed.get(id_, ()) for id_ in finding.about)) for finding in found
    ]
    numbers = Counter(chain.from_iterable(concerned))
    deliverables = [
        (str(number), one.artifact, numbers[number])
        for number, one in enumerate(subject.deliverables, 1)
        if numbers[number]
    ]
    severities = Counter(finding.severity.value for finding in found)
    confidences = Counter(finding.confidence.value for finding in found)
    statuses = Counter(finding.status for finding in found)
    written = Counter(subject.state_of_finding.get(f.fingerprint, "") for f in found)
    choices = (
        ("deliverables", "Deliverable", deliverables),
        ("rule", "Rule", [(c, f"{c} {slug}", n) for (c, slug), n in sorted(rules.items())]),
        ("severity", "Severity", _count(severities, (s.value for s in Severity))),
        ("confidence", "Confidence", _count(confidences, (c.value for c in Confidence))),
        ("status", "Status", _count(statuses, _STATUSES)),
        ("written", "Work by hand", [(s, STATES[s], written[s]) for s in _STATES if written[s]]),
    )
    search = write_field(
        "Search", tag("input", type="search", id="search", autocomplete="off", spellcheck="false")
    )
    return tag(
        "div",
        search,
        (_write_choice(*choice) for choice in choices if len(choice[2]) > 1),
        tag("button", "Reset", type="button", id="reset"),
        tag("p", id="shown", role="status"),
        id="filters",
        class_="controls",
        role="search",
        aria_label="Filter findings",
        hidden=True,
    )


def _count(numbers: Counter[str], order: Iterable[str]) -> list[tuple[str, str, int]]:
    return [(value, value, numbers[value]) for value in order if numbers[value]]


def _write_choice(name: str, label: str, options: list[tuple[str, str, int]]) -> Element:
    return write_field(
        label,
        tag(
            "select",
            tag("option", "all", value=""),
            (tag("option", f"{_shorten(text)} ({n})", value=value) for value, text, n in options),
            id=f"filter-{name}",
            data_filter=name,
        ),
    )


def write_field(label: str, control: Element) -> Element:
    """A control, which has an id, below its name."""
    return tag(
        "div", tag("label", label, for_=dict(control.attributes)["id"]), control, class_="field"
    )


def _shorten(text: str) -> str:
    return text if len(text) <= 48 else f"{text[:20]}…{text[-27:]}"

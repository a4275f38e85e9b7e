"""CFG002: a value that a person must fill in before anything can run."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.hand_edits import filled_in_by_hand, placeholder_paths
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.edits import Placeholder
from mlaudit.model.finding import Evidence, Part
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_CHANGE = lazy_regex(r"change[-_]?(?:me|this)", re.IGNORECASE)
_PASSWORD = lazy_regex(r"pass(?:word|wd)?|secret", re.IGNORECASE)


def find_placeholders(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file."""
    files: dict[str, dict[tuple[str, str], tuple[Placeholder, tuple[Step, ...]]]] = defaultdict(
        dict
    )
    for found in (*filled_in_by_hand(workflow), *placeholder_paths(workflow)):
        placeholder = found[0]
        known = files[placeholder.place.path]
        if not any(value == placeholder.value for _, value in known):
            known[placeholder.name, placeholder.value] = found
    for path in sorted(files):
        if files[path]:
            yield _observe(workflow, path, list(files[path].values()))


def _works_as_it_is(placeholder: Placeholder) -> bool:
    """Is it a password that both sides take from here, so that it only is no secret?"""
    return bool(_CHANGE.match(placeholder.value) and _PASSWORD.search(placeholder.name))


def _observe(
    workflow: Workflow, path: str, found: list[tuple[Placeholder, tuple[Step, ...]]]
) -> Observation:
    first, _ = min(found, key=lambda pair: pair[0].place.sort_key)
    units = tuple(dict.fromkeys(unit.id for _, units in found for unit in units))
    needed = any(unit in workflow.deliverables_of_step for unit in units)
    open_ = not all(_works_as_it_is(placeholder) for placeholder, _ in found)
    names = listing(placeholder.name for placeholder, _ in found)
    holds = "holds a placeholder" if len(found) == 1 else "hold placeholders"
    return Observation(
        place=first.place,
        also=tuple(placeholder.place for placeholder, _ in found),
        scope=first.scope,
        subject=first.name,
        message=f"In {path} {names} {holds} (`{first.value[:60]}`); before a run a person must "
        "know the real value and write it into the file.",
        remedy="Take the value from an environment variable or an option without a default, so "
        "that a run stops where it is missing and says its name, and list it in .env.example or "
        "the README.",
        severity=(Severity.HIGH if needed else Severity.MEDIUM) if open_ else Severity.LOW,
        evidence=tuple(
            Evidence(placeholder.place, f"{placeholder.name}: {placeholder.value[:80]}")
            for placeholder, _ in found
            if placeholder is not first
        )[:8],
        about=units,
        parts=tuple(Part(path, held.scope, held.name, (held.place,)) for held, _ in found),
    )


RULE = Rule(
    code="CFG002",
    slug="placeholder-value",
    family="parameters",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_placeholders,
)

"""What the configuration says of findings: how bad they are, and where they are no problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mlaudit.discover.part import TreePart, make_part
from mlaudit.gate.selection import names_of
from mlaudit.judge.judgement import sort_key

if TYPE_CHECKING:
    from mlaudit.judge.rule import Rule
    from mlaudit.model.configuration import Configuration, PathSettings, SeverityOverrides
    from mlaudit.model.finding import Finding
    from mlaudit.model.vocabulary import Severity


def keep_asked(rules: Iterable[Rule], configuration: Configuration) -> tuple[Rule, ...]:
    """The rules that the configuration does not switch off."""
    levels = _fold(configuration.severity)
    return tuple(rule for rule in rules if _find(levels, names_of(rule), rule.severity) is not None)


def apply_settings(
    findings: Iterable[Finding], configuration: Configuration, root: Path
) -> tuple[Finding, ...]:
    """The findings with the severity and the status that the configuration gives them.

    Args:
        findings: in any order.
        configuration: whose rule names have been checked.
        root: of the scanned tree.
    """
    found = [_set_severity(finding, configuration.severity) for finding in findings]
    for settings in configuration.by_path:
        part = make_part(settings.paths, configuration.folder, root)
        found = [_apply(finding, settings, part) for finding in found]
    return tuple(sorted(found, key=sort_key))


def _apply(finding: Finding, settings: PathSettings, part: TreePart) -> Finding:
    if not part.holds(finding.place.path):
        return finding
    ignored = {name.casefold() for name in settings.ignore}
    if not ignored.isdisjoint(names_of(finding)):
        finding = replace(finding, status="ignored", reason=settings.reason)
    return _set_severity(finding, settings.severity)


def _set_severity(finding: Finding, overrides: SeverityOverrides) -> Finding:
    if not overrides:
        return finding
    severity = _find(_fold(overrides), names_of(finding), finding.severity)
    return finding if severity is None else replace(finding, severity=severity)


def _fold(overrides: SeverityOverrides) -> dict[str, Severity | None]:
    return {name.casefold(): severity for name, severity in overrides}


def _find(
    levels: Mapping[str, Severity | None], names: Iterable[str], own: Severity
) -> Severity | None:
    """What is said of the first name of which something is said."""
    return next((levels[name] for name in names if name in levels), own)

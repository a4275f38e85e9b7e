"""What the configuration says of findings: how bad they are, and where they are no problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mlaudit.discover.part import make_part
from mlaudit.judge.judgement import sort_key
from mlaudit.model.place import Place
from mlaudit.model.suppression import Suppression

if TYPE_CHECKING:
    from mlaudit.judge.rule import Rule
    from mlaudit.model.configuration import Configuration, SeverityOverrides
    from mlaudit.model.finding import Finding
    from mlaudit.model.vocabulary import Severity


def keep_asked(rules: Iterable[Rule], configuration: Configuration) -> tuple[Rule, ...]:
    """The rules that the configuration does not switch off."""
    levels = _fold(configuration.severity)
    return tuple(rule for rule in rules if _find(levels, rule.names, rule.severity) is not None)


def list_notes(
    configuration: Configuration, findings: Iterable[Finding], root: Path
) -> tuple[Suppression, ...]:
    """What the configuration ignores in parts of the tree, as notes beside those in the code.

    Args:
        configuration: whose rule names have been checked.
        findings: everything that was found.
        root: of the scanned tree.
    """
    paths = sorted({place.path for finding in findings for place in finding.places})
    whole = configuration.folder == root
    return tuple(
        Suppression(
            names=settings.ignore,
            reason=settings.reason,
            place=Place(configuration.path, settings.line),
            form="settings",
            patterns=settings.paths,
            paths=tuple(filter(make_part(settings.paths, configuration.folder, root).holds, paths)),
            judged=whole,
        )
        for settings in configuration.by_path
        if settings.ignore
    )


def set_severities(
    findings: Iterable[Finding], configuration: Configuration, root: Path
) -> tuple[Finding, ...]:
    """The findings with the severity that the configuration gives them, worst first.

    The arguments are those of `list_notes`.
    """
    found = [_set_severity(finding, configuration.severity) for finding in findings]
    for settings in configuration.by_path:
        part = make_part(settings.paths, configuration.folder, root)
        found = [
            _set_severity(finding, settings.severity) if part.holds(finding.place.path) else finding
            for finding in found
        ]
    return tuple(sorted(found, key=sort_key))


def _set_severity(finding: Finding, overrides: SeverityOverrides) -> Finding:
    if not overrides:
        return finding
    severity = _find(_fold(overrides), finding.names, finding.severity)
    return finding if severity is None else replace(finding, severity=severity)


def _fold(overrides: SeverityOverrides) -> dict[str, Severity | None]:
    return {name.casefold(): severity for name, severity in overrides}


def _find(
    levels: Mapping[str, Severity | None], names: Iterable[str], own: Severity
) -> Severity | None:
    """What is said of the first name of which something is said."""
    return next((levels[name] for name in names if name in levels), own)

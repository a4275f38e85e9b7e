"""Which finding a person means."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Sequence

from mlaudit.model.finding import Finding
from mlaudit.patterns import lazy_regex

_SHOWN = 5
_PREFIX = lazy_regex(r"[0-9a-f]{4,32}")


class UnknownFindingError(Exception):
    """No finding, or more than one, is meant; the message says which there are."""


def choose_finding(findings: Sequence[Finding], name: str) -> Finding:
    """The finding of that name.

    Args:
        findings: all of a scan.
        name: the beginning of a fingerprint, or the slug or code of the rule and the subject with
            a colon between them.

    Raises:
        UnknownFindingError: there is none, or there are several.
    """
    found = [finding for finding in findings if _has_name(finding, name)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownFindingError(f"there is no finding {name!r}{_suggest(findings, name)}")
    listed = "".join(f"\n  {f.fingerprint[:12]}  {name_of(f)} at {f.place}" for f in found[:_SHOWN])
    more = f"\n  and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise UnknownFindingError(
        f"{len(found)} findings are called {name!r}; name one by its fingerprint:{listed}{more}"
    )


def name_of(finding: Finding) -> str:
    """What a finding is called on a command line."""
    return f"{finding.rule}:{finding.subject}"


def _has_name(finding: Finding, name: str) -> bool:
    if _PREFIX.fullmatch(name) and finding.fingerprint.startswith(name):
        return True
    rule, _, subject = name.partition(":")
    return rule in (finding.rule, finding.code) and subject == finding.subject


def _suggest(findings: Sequence[Finding], name: str) -> str:
    """The nearest name; where only a rule is named, that of its first finding."""
    rule = name.partition(":")[0]
    names = dict.fromkeys(map(name_of, findings))
    same = [name_of(f) for f in findings if rule in (f.rule, f.code)]
    close = difflib.get_close_matches(name, same or names, n=1, cutoff=0.0 if same else 0.5)
    if not close:
        return "; `mlaudit scan --verbose` shows how each is called"
    return f"; did you mean {shlex.quote(close[0])}?"

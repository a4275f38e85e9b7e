"""What a project settles about mlaudit: `mlaudit.toml`, or `[tool.mlaudit]` of pyproject.toml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Confidence, Severity

SeverityOverrides: TypeAlias = tuple[tuple[str, Severity | None], ...]
"""(name of a rule or family, severity); None switches the rule off."""


@immutable
class PathSettings:
    """What holds for a part of the tree.

    Attributes:
        paths: patterns as in .gitignore, relative to the configuration's folder.
        ignore: slugs, codes, families or their letters whose findings there are no problem.
        reason: why.
        severity: of findings there; never None.
        line: where the file says so, 0 where that is not known.
    """

    paths: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    reason: str = ""
    severity: SeverityOverrides = ()
    line: int = 0


@immutable
class CallSettings:
    """A wrapper of the project's own that reads or writes, as an entry of the catalogue.

    Attributes:
        name: qualified name of the function or method.
        entry: (key, value) of the catalogue entry, `name` among them.
    """

    name: str
    entry: tuple[tuple[str, object], ...]

    @property
    def table(self) -> Mapping[str, object]:
        """The entry as the catalogue's reader takes it."""
        return dict(self.entry)


@immutable
class Configuration:
    """Everything that is settled; the defaults hold where there is no file.

    Attributes:
        path: of the file as messages name it, relative to the scanned root unless a person named
            another one; "" for none.
        folder: absolute, of what patterns and the baseline are relative to: the folder of the
            file, or the scanned root (None) where the file lies neither there nor around it.
        profile: "default", "strict" or "audit".
        select, ignore: slugs, codes, families or their letters.
        severity: instead of the rules' own.
        by_path: settings for parts of the tree; later ones win.
        exclude: (pattern, reason or "") of what is not scanned.
        calls: entries for the catalogue.
        baseline: file name of the baseline, relative to the configuration's folder.
        fail_on: "new", "any" or "never".
        min_severity, min_confidence: the least that a build fails for.
        named: (key, word) of every rule and family that the file names, to be checked against
            those that are installed.
        notes: remarks for the reader.
    """

    path: str = ""
    folder: Path | None = None
    profile: str = "default"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: SeverityOverrides = ()
    by_path: tuple[PathSettings, ...] = ()
    exclude: tuple[tuple[str, str], ...] = ()
    calls: tuple[CallSettings, ...] = ()
    baseline: str = ".mlaudit-baseline.json"
    fail_on: str = "new"
    min_severity: Severity = Severity.MEDIUM
    min_confidence: Confidence = Confidence.MEDIUM
    named: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


DEFAULTS = Configuration()
"""What holds where nobody settles anything."""

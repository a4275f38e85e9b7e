"""What a project settles about mlaudit: `mlaudit.toml`, or `[tool.mlaudit]` of pyproject.toml."""

from __future__ import annotations

from dataclasses import dataclass

from mlaudit.model.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What holds for a part of the tree.

    Attributes:
        paths: patterns as in .gitignore, relative to the configuration's folder.
        ignore: slugs, codes, families or their letters whose findings there are no problem.
        reason: why.
        severity: (slug or code, severity) of findings there.
    """

    paths: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    reason: str = ""
    severity: tuple[tuple[str, Severity], ...] = ()


@dataclass(frozen=True, slots=True)
class CallSettings:
    """A wrapper of the project's own that reads or writes, as an entry of the catalogue.

    Attributes:
        name: qualified name of the function or method.
        entry: the keys of a catalogue entry.
    """

    name: str
    entry: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything that is settled; the defaults hold where there is no file.

    Attributes:
        path: of the file, relative to the scanned root where it lies below it; "" for none.
        profile: "default", "strict" or "audit".
        select, ignore: slugs, codes, families or their letters.
        severity: (slug or code, severity), instead of the rules' own.
        by_path: settings for parts of the tree; later ones win.
        calls: entries for the catalogue.
        baseline: file name of the baseline, relative to the configuration's folder.
        fail_on: "new", "any" or "never".
    """

    path: str = ""
    profile: str = "default"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    by_path: tuple[PathSettings, ...] = ()
    calls: tuple[CallSettings, ...] = ()
    baseline: str = ".mlaudit-baseline.json"
    fail_on: str = "new"

"""What to write and what to add, by what a repository has already."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from mlaudit.adoption import hooks, jobs
from mlaudit.adoption.proposal import Proposal, Way
from mlaudit.adoption.settings import render_settings
from mlaudit.configuration.source import FILE, PROJECT_FILE, look_around
from mlaudit.discover.repository import Repository, find_repository
from mlaudit.discover.tree import read_settings
from mlaudit.patterns import lazy_regex

_URL = lazy_regex(r"^\s*url\s*=\s*(\S+)", re.MULTILINE)
_NAME = "mlaudit"


def propose(directory: Path) -> tuple[Proposal, ...]:
    """What a project needs beside its code: settings in its folder, hook and job at the top.

    Args:
        directory: of the project; its repository may begin in a folder around it.

    Raises:
        ConfigurationError: it has settings that cannot be read.
    """
    root = directory.resolve()
    repository = find_repository(root)
    top = repository.top if repository is not None else root
    folder = root.relative_to(top).as_posix()
    return (
        _propose_settings(root),
        _propose_hook(top, folder),
        _propose_job(top, folder, repository),
    )


def _propose_settings(root: Path) -> Proposal:
    file, found = root / FILE, look_around(root)
    if found is not None and found.label == PROJECT_FILE:
        note = "it has a table [tool.mlaudit]; its keys are"
        return Proposal(Way.ADD, root / PROJECT_FILE, render_settings("tool.mlaudit."), note)
    if found is not None:
        note = "there already" if found.label == FILE else "it configures this folder, too"
        return Proposal(Way.KEEP, Path(os.path.normpath(root / found.label)), note=note)
    return _write(root, file, render_settings())


def _propose_hook(top: Path, folder: str) -> Proposal:
    file = top / hooks.FILE
    around = read_settings(file)
    if around is None:
        return _write(top, file, hooks.render_hooks(folder))
    if _NAME in around:
        return Proposal(Way.KEEP, file, note="it names mlaudit already")
    return Proposal(Way.ADD, file, hooks.render_hook(folder, around))


def _propose_job(top: Path, folder: str, repository: Repository | None) -> Proposal:
    using = next((file for file in _list_jobs(top) if _NAME in (read_settings(file) or "")), None)
    if using is not None:
        return Proposal(Way.KEEP, using, note="it names mlaudit already")
    host = _find_host(top, repository)
    if host == "gitlab":
        file = top / jobs.GITLAB
        if os.path.lexists(file):
            return Proposal(Way.ADD, file, jobs.render_gitlab(folder))
        return _write(top, file, jobs.render_gitlab(folder))
    if host == "github":
        return _write(top, top / jobs.GITHUB, jobs.render_github(folder))
    others = (top / name for name in jobs.OTHERS)
    other = next((file for file in others if file.exists()), None)
    note = "whose job is to run" if other else "which system builds this repository is not known"
    return Proposal(Way.ADD, other or top, jobs.render_commands(folder), note)


def _list_jobs(top: Path) -> Iterator[Path]:
    """The files in which the systems that are known here look for jobs."""
    yield top / jobs.GITLAB
    yield from (top / name for name in jobs.OTHERS)
    folder = (top / jobs.GITHUB).parent
    yield from sorted((*folder.glob("*.yml"), *folder.glob("*.yaml")))


def _find_host(top: Path, repository: Repository | None) -> str:
    """ "github" or "gitlab" where files or the addresses of remotes tell, otherwise ""."""
    if (top / jobs.GITLAB).exists():
        return "gitlab"
    if (top / jobs.GITHUB).parent.is_dir():
        return "github"
    if repository is None or any((top / name).exists() for name in jobs.OTHERS):
        return ""
    addresses = _URL.findall(read_settings(repository.shared / "config") or "")
    return next((h for h in ("github", "gitlab") if any(h in url for url in addresses)), "")


def _write(root: Path, file: Path, text: str) -> Proposal:
    """Write the file, unless something is there, or a link leads out of the folder."""
    if os.path.lexists(file):
        return Proposal(Way.ADD, file, text, "it is there, and is no file that can be read")
    if not file.parent.resolve().is_relative_to(root):
        return Proposal(Way.ADD, file, text, "a link leads to another place")
    return Proposal(Way.WRITE, file, text)

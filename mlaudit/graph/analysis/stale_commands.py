"""Documented commands that name files, modules or targets which do not exist."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Role, StepKind, Tracking
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_SCRIPT = lazy_regex(
    r"(?:^|[\s;&|])(?:python3?(?:\.\d+)?|bash|sh|zsh|source|\.|Rscript|julia|streamlit run|"
    r"papermill|jupyter nbconvert(?: -[\w-]+)*|fastapi run|torchrun|accelerate launch|"
    r"sbatch|uv run)"
    r"(?:\s+-[uBEsO]+|\s+--?[a-z][\w-]*(?:=\S+|\s+\d+))*"
    r"\s+(?P<path>[\w./\\-]+\.(?:py|sh|ipynb|R|jl|sbatch))"
    r"(?=\s|$)|(?:^|[\s;&|])(?P<direct>\.{1,2}/[\w./-]+\.(?:sh|py))(?=\s|$)"
)
_MODULE = lazy_regex(r"(?:^|[\s;&|])python3?\s+-m\s+(?P<module>[A-Za-z_]\w*(?:\.\w+)+)(?=\s|$)")
_TARGET = lazy_regex(r"^(?:sudo\s+)?make\s+(?P<target>[A-Za-z][\w-]*)$")
_CLONE = lazy_regex(
    r"\bgit\s+clone\s+(?:-\S+\s+(?:\w+\s+)?)*(?:\S*[^\s\w.-])?([\w.-]+?)(?:\.git)?/?(?:\s|$)"
)
_INSIDE_CONTAINER = lazy_regex(r"\b(docker|podman|kubectl|ssh|singularity|apptainer)\b")


@immutable
class StaleCommand:
    """A documented command that cannot work.

    Attributes:
        step: the command.
        missing: what it names, relative to the root.
        elsewhere: files of the same name.
        sure: the folder that it names exists, so that no other repository is meant.
    """

    step: Step
    missing: str
    elsewhere: tuple[str, ...]
    sure: bool


def stale_commands(workflow: Workflow) -> Iterator[StaleCommand]:
    """The documented commands whose files, modules or targets are nowhere, in order."""
    for step in workflow.steps:
        if step.kind != StepKind.README_COMMAND or step.role not in (
            Role.PIPELINE,
            Role.DOCUMENTATION,
        ):
            continue
        if step.path in _foreign_documents(workflow) or _INSIDE_CONTAINER.search(step.name):
            continue
        yield from _scripts(workflow, step)
        yield from _modules(workflow, step)
        yield from _targets(workflow, step)


@asked_once
def _foreign_documents(workflow: Workflow) -> frozenset[str]:
    """The documents that have the reader clone another repository and work there."""
    own = re.sub(r"[\W_]+", "", workflow.project.name.lower())
    found = set()
    for step in workflow.steps:
        clone = _CLONE.search(step.name) if step.kind == StepKind.README_COMMAND else None
        if clone is not None and re.sub(r"[\W_]+", "", clone[1].lower()) not in own:
            found.add(step.path)
    return frozenset(found)


def _scripts(workflow: Workflow, step: Step) -> Iterator[StaleCommand]:
    for found in _SCRIPT.finditer(step.name):
        named = (found["path"] or found["direct"]).replace("\\", "/")
        path = posixpath.normpath(posixpath.join(step.directory, named))
        if path.startswith(("..", "/")) or _may_exist(workflow, step, path, named):
            continue
        top = posixpath.normpath(named).partition("/")
        folder = posixpath.normpath(posixpath.join(step.directory, top[0]))
        known = bool(top[1]) and folder in workflow.project.directories
        yield StaleCommand(step, path, _named(workflow, path), known)


def _may_exist(workflow: Workflow, step: Step, path: str, named: str) -> bool:
    """Is it there, or below the folder of the document, or made by a step, or told by ignoring?"""
    tries = {path, named, posixpath.normpath(posixpath.join(posixpath.dirname(step.path), named))}
    if any(name in workflow.project.by_path for name in tries) or step.runs:
        return True
    bare = posixpath.normpath(named)
    if any(file.path.endswith("/" + bare) for file in workflow.project.files):
        return True  # a folder that the document does not mention, but a person sees
    artifact = workflow.artifact_by_id.get(path)
    made = bool(workflow.producers.get(path))
    return made or (artifact is not None and artifact.tracking == Tracking.IGNORED)


def _named(workflow: Workflow, path: str) -> tuple[str, ...]:
    name = posixpath.basename(path)
    return tuple(f.path for f in workflow.project.files if posixpath.basename(f.path) == name)


def _modules(workflow: Workflow, step: Step) -> Iterator[StaleCommand]:
    """Modules below a package of the project."""
    for found in _MODULE.finditer(step.name):
        parts = found["module"].split(".")
        for base in dict.fromkeys((step.directory, ".", "src")):
            folder = posixpath.normpath(posixpath.join(base, parts[0]))
            path = posixpath.normpath(posixpath.join(base, *parts))
            if folder not in workflow.project.directories:
                continue
            known = workflow.project.by_path
            there = f"{path}.py" in known or f"{path}/__main__.py" in known
            if not there and not step.runs:
                missing = f"{path}.py"
                yield StaleCommand(step, missing, _named(workflow, missing), sure=True)
            break


def _targets(workflow: Workflow, step: Step) -> Iterator[StaleCommand]:
    """Targets of a Makefile whose targets are all known."""
    found = _TARGET.match(step.name.strip())
    if found is None or step.runs:
        return
    files = _targets_by_file(workflow)
    path = posixpath.normpath(posixpath.join(step.directory, "Makefile"))
    told = any(found["target"] in targets for targets in files.values())
    open_ = any(set("%${") & set(target) for target in files.get(path, ()))
    if path in files and not told and not open_:
        yield StaleCommand(step, f"{path}:{found['target']}", (), sure=True)


@asked_once
def _targets_by_file(workflow: Workflow) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for step in workflow.steps:
        if step.kind == StepKind.MAKE_TARGET:
            found.setdefault(step.path, set()).add(step.name)
    return {path: frozenset(names) for path, names in found.items()}

"""Where the repository speaks of a path: documents, comments, messages and ignore files."""

from __future__ import annotations

import posixpath

from mlaudit.discover.ignore import match_patterns
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.model.facts import Instruction
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind

_LIMIT = 4


def mentions_of(workflow: Workflow, artifact: str) -> tuple[Evidence, ...]:
    """The instructions and documented commands that name a path, and what ignores it."""
    found: dict[Place, Evidence] = {}
    for instruction in instructions_about(workflow, artifact):
        note = f"tells a person: {_shorten(instruction.text)}"
        found.setdefault(instruction.place, Evidence(instruction.place, note))
    for step in workflow.steps:
        if step.kind == StepKind.README_COMMAND and artifact in step.name.split():
            note = f"documents: {_shorten(step.name)}"
            found.setdefault(step.place, Evidence(step.place, note))
    ordered = [found[place] for place in sorted(found, key=lambda place: place.sort_key)]
    ignored = ignoring_line(workflow, artifact)
    return (*ordered[:_LIMIT], *((ignored,) if ignored else ()))


def instructions_about(workflow: Workflow, artifact: str) -> tuple[Instruction, ...]:
    """Instructions that name the artifact by its path, a path that ends it, or its folder."""
    name = posixpath.basename(artifact.rstrip("/"))
    wanted = {artifact}
    if "." in name and "{" not in name and "*" not in name:
        wanted.add(name)
    return tuple(
        instruction
        for mention in sorted(wanted)
        for instruction in _instructions_by_mention(workflow).get(mention, ())
    )


@asked_once
def _instructions_by_mention(workflow: Workflow) -> dict[str, list[Instruction]]:
    found: dict[str, list[Instruction]] = {}
    for instruction in workflow.instructions:
        for mention in instruction.mentions:
            key = posixpath.normpath(mention) if "://" not in mention else mention
            found.setdefault(key, []).append(instruction)
            name = posixpath.basename(key)
            if name != key and "://" not in mention:
                found.setdefault(name, []).append(instruction)
    return found


def ignoring_line(workflow: Workflow, artifact: str) -> Evidence | None:
    """The .gitignore file whose patterns keep a path out of git, or None."""
    if not is_inside(artifact):
        return None
    project = workflow.project
    for folder, lines in project.ignored:
        for line in lines:
            if line.startswith("!"):
                continue
            patterns = ((folder, (line,)),)
            if match_patterns(patterns, project.root, artifact, directory=None):
                path = ".gitignore" if folder in ("", ".") else f"{folder}/.gitignore"
                return Evidence(Place(path), f"keeps it out of git: {line.strip()}")
    return None


def _shorten(text: str, width: int = 100) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"

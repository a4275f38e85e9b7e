"""Where the repository speaks of a path: documents, comments, messages and ignore files."""

from __future__ import annotations

import posixpath
import re

from mlaudit.discover.ignore import match_patterns
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.model.facts import CodeMention, Instruction
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind

_LIMIT = 4
_TELLING = 8
"""Letters from which on a name is no everyday word such as `data` or `train`."""


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
    """Instructions that name the artifact by its path, its file name, or where it comes from."""
    name = posixpath.basename(artifact.rstrip("/"))
    wanted = {artifact}
    if "." in name and "{" not in name and "*" not in name:
        wanted.add(name)
    found = [
        instruction
        for mention in sorted(wanted)
        for instruction in _instructions_by_mention(workflow).get(mention, ())
    ]
    return tuple(dict.fromkeys((*found, *instructions_by_origin(workflow, artifact))))


def means_folder(workflow: Workflow, instruction: Instruction, artifact: str) -> bool:
    """Does a sentence that names a folder mean this file in it?

    One that says of a file by its name that it belongs there ("put `customers.csv` into
    `data/raw`") tells nobody of another file that steps read from there.
    """
    folder = posixpath.dirname(artifact)
    known = workflow.artifact_by_id
    names = {posixpath.basename(mention.rstrip("/")) for mention in instruction.mentions}
    beside = (posixpath.join(folder, name) for name in names if "." in name)
    others = [id_ for id_ in beside if id_ != artifact and id_ in known]
    return posixpath.basename(artifact) in names or not others


def naming_documents(workflow: Workflow, path: str) -> tuple[CodeMention, ...]:
    """Where documents name a file of code, whatever they say of it, and the usage that it gives.

    A name with folders is another file's where the tree has one of exactly that path.
    """
    known = workflow.project.by_path
    return tuple(
        mention
        for mention in _mentions_by_name(workflow).get(posixpath.basename(path), ())
        if mention.name == path or mention.name not in known
    )


def is_described(workflow: Workflow, path: str) -> bool:
    """Does a document name a file of code, be it without telling anybody to run it?"""
    return any(mention.place.path != path for mention in naming_documents(workflow, path))


@asked_once
def _mentions_by_name(workflow: Workflow) -> dict[str, list[CodeMention]]:
    found: dict[str, list[CodeMention]] = {}
    for mention in workflow.code_mentions:
        found.setdefault(posixpath.basename(mention.name), []).append(mention)
    return found


def instructions_by_origin(workflow: Workflow, artifact: str) -> tuple[Instruction, ...]:
    """Instructions with a link to a page that is called like the file.

    Sites name a download after its page: `…/datasets/owner/house-prices` gives `house-prices.zip`.
    """
    name = posixpath.basename(artifact.rstrip("/")).partition(".")[0]
    slug = _slug(name)
    if len(slug) < _TELLING or "://" in artifact or "{" in name or "*" in name:
        return ()
    return _instructions_by_origin(workflow).get(slug, ())


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


@asked_once
def _instructions_by_origin(workflow: Workflow) -> dict[str, tuple[Instruction, ...]]:
    found: dict[str, tuple[Instruction, ...]] = {}
    for instruction in workflow.instructions:
        for mention in instruction.mentions:
            address = mention.partition("://")[2].partition("?")[0]
            for segment in dict.fromkeys(map(_slug, address.split("/")[1:])):
                found[segment] = (*found.get(segment, ()), instruction)
    return found


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


def file_named(workflow: Workflow, instruction: Instruction, mention: str) -> str | None:
    """The file of the project that a sentence names: from the top, beside it, or the only one."""
    known = workflow.project.by_path
    beside = posixpath.join(posixpath.dirname(instruction.place.path), mention)
    for path in (posixpath.normpath(mention), posixpath.normpath(beside)):
        if path in known:
            return path
    named = [path for path in known if path.endswith("/" + mention)]
    return named[0] if len(named) == 1 else None


def ignoring_line(workflow: Workflow, artifact: str) -> Evidence | None:
    """The .gitignore file whose patterns keep a path out of git, or None."""
    if not is_inside(artifact):
        return None
    project = workflow.project
    for folder, lines in project.ignored:
        if not (folder.startswith(".") or artifact.startswith(f"{folder}/")):
            continue
        for line in lines:
            if line.startswith("!"):
                continue
            if match_patterns({folder: (line,)}, project.root, artifact, directory=None):
                path = ".gitignore" if folder in ("", ".") else f"{folder}/.gitignore"
                return Evidence(Place(path), f"keeps it out of git: {line.strip()}")
    return None


def _shorten(text: str, width: int = 100) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"

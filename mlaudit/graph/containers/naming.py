"""Which commands, services and actions build which Dockerfile from which context."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from mlaudit.graph.commands import CodeRun, ShellContext, evaluate_script
from mlaudit.model.facts import ActionUse, DeclaredStep, Facts, Run
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.path_text import folder_of
from mlaudit.patterns import lazy_regex

_BUILD = lazy_regex(r"\b(?:docker|podman|nerdctl|buildah)\b[^\n]*(?:\\\n[^\n]*)*\b(?:build|bud)\b")
_ACTIONS = {
    "docker/build-push-action": ("context", "file"),
    "mr-smithers-excellent/docker-build-push": ("directory", "dockerfile"),
}
"""Inputs that hold the context and the Dockerfile, by action; the context is "." by default."""


def name_contexts(facts: Mapping[str, Facts]) -> dict[str, list[str]]:
    """The contexts that the tree names for each of its Dockerfiles, most frequent first."""
    dockerfiles = {path for path, f in facts.items() if build_of(f) is not None}
    counted: dict[str, dict[str, int]] = {}
    if not dockerfiles:
        return {}
    for path in sorted(facts):
        for dockerfile, context in _builds(facts[path], dockerfiles):
            if dockerfile in dockerfiles and not context.startswith(("/", "~", "{", "..")):
                seen = counted.setdefault(dockerfile, {})
                seen[context] = seen.get(context, 0) + 1
    return {
        dockerfile: sorted(seen, key=lambda context: -seen[context])
        for dockerfile, seen in counted.items()
    }


def name_images(facts: Mapping[str, Facts]) -> Iterator[tuple[str, str]]:
    """(Dockerfile, name of the image) of the builds in the tree that give their image a name."""
    dockerfiles = {path for path, f in facts.items() if build_of(f) is not None}
    for path in sorted(facts) if dockerfiles else ():
        for dockerfile, image in _named_builds(facts[path], dockerfiles):
            if dockerfile in dockerfiles:
                yield dockerfile, image


def _named_builds(facts: Facts, dockerfiles: set[str]) -> Iterator[tuple[str, str]]:
    folder = folder_of(facts.path)
    scripts: list[tuple[Script, Mapping[str, str], tuple[str, ...]]] = []
    if facts.script is not None:
        scripts.append((facts.script, {}, (".", folder)))
    for step in facts.steps:
        for (file, _, _), use in zip(built_by_actions(step), _builders(step), strict=True):
            tags = re.split(r"[,\s]+", dict(use.inputs).get("tags", ""))
            yield from ((file, tag) for tag in tags if tag)
        for run in step.runs:
            if run.step is not None and run.directory is not None and step.image:
                yield run.step, step.image
            elif run.script is not None:
                variables = dict((*step.environment, *run.environment))
                scripts.append((run.script, variables, (_directory(step, run), folder, ".")))
    for script, known, directories in scripts:
        for built in _shell_runs(script, facts.path, known, directories, dockerfiles):
            if built.output:
                yield built.target, built.output


def _builders(declared: DeclaredStep) -> list[ActionUse]:
    return [use for use in declared.uses if use.name.partition("@")[0].lower() in _ACTIONS]


def build_of(facts: Facts) -> DeclaredStep | None:
    """The build that a Dockerfile declares, or None for every other file."""
    return next((s for s in facts.steps if s.kind == StepKind.CONTAINER_BUILD), None)


def built_by_actions(declared: DeclaredStep) -> list[tuple[str, str, Place]]:
    """(Dockerfile, context, place) of the images that ready-made actions of a CI job build."""
    found = []
    for use in declared.uses:
        inputs = _ACTIONS.get(use.name.partition("@")[0].lower())
        if inputs is not None:
            found.append((*_action_build(use, *inputs), use.place))
    return found


def _action_build(use: ActionUse, context_input: str, file_input: str) -> tuple[str, str]:
    inputs = dict(use.inputs)
    context = posixpath.normpath(inputs.get(context_input) or ".")
    file = inputs.get(file_input) or posixpath.join(context, "Dockerfile")
    return posixpath.normpath(file), context


def _builds(facts: Facts, dockerfiles: set[str]) -> Iterator[tuple[str, str]]:
    folder = folder_of(facts.path)
    if facts.script is not None:
        yield from _shell_builds(facts.script, facts.path, {}, (".", folder), dockerfiles)
    for step in facts.steps:
        yield from ((file, context) for file, context, _ in built_by_actions(step))
        for run in step.runs:
            if run.step is not None and run.directory is not None:
                yield run.step, run.directory
            elif run.script is not None:
                environment = dict((*step.environment, *run.environment))
                directories = (_directory(step, run), folder, ".")
                yield from _shell_builds(
                    run.script, facts.path, environment, directories, dockerfiles
                )


def _directory(step: DeclaredStep, run: Run) -> str:
    return step.directory if run.directory is None else run.directory


def _shell_builds(
    script: Script,
    path: str,
    environment: Mapping[str, str],
    directories: tuple[str, ...],
    dockerfiles: set[str],
) -> list[tuple[str, str]]:
    found = _shell_runs(script, path, environment, directories, dockerfiles)
    return [(run.target, run.directory) for run in found]


def _shell_runs(
    script: Script,
    path: str,
    environment: Mapping[str, str],
    directories: tuple[str, ...],
    dockerfiles: set[str],
) -> list[CodeRun]:
    """Builds that shell code starts, from the first folder in which it finds a Dockerfile."""
    if not _BUILD.search(script.text):
        return []
    for directory in dict.fromkeys(directories):
        context = ShellContext(directory, environment)
        runs = evaluate_script(script, context, lambda line: Place(path, line)).runs
        found = [run for run in runs if run.form == "container-build"]
        if any(run.target in dockerfiles for run in found):
            return found
    return []

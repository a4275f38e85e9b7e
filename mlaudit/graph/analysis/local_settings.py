"""Settings and secrets that steps read and that no repository hands on."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, is_placed, root_inputs
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import ArtifactForm, StepKind, Tracking
from mlaudit.model.workflow import Artifact
from mlaudit.patterns import lazy_regex

_LEFT_OUT = frozenset({Tracking.IGNORED, Tracking.UNTRACKED})
_SETTINGS = lazy_regex(
    r"(^|/)(conf|config|configs|configuration|settings|secrets?|credentials?|keys?)/"
    r"|(^|/)[^/]*(config|settings|secret|credential|token|keys?|auth|params|parameters|account|conf)"
    r"[^/]*\.[a-z]+$|\.(ya?ml|ini|toml|cfg|env|properties|conf)$|(^|/)\.env[^/]*$",
    re.IGNORECASE,
)
_SECRET = lazy_regex(
    r"(^|/)\.env[^/]*$|secret|credential|token|(^|[/_.-])keys?([/_.-]|$)", re.IGNORECASE
)
_TEMPLATE = lazy_regex(
    r"(?:^|[._-])(?:examples?|sample|template|dist|tmpl|defaults?|skeleton)(?=$|[._-])"
)


@immutable
class LocalSettings:
    """A file of settings that exists where somebody has made it.

    Attributes:
        root: the file with its readers.
        secret: it holds what must not be in the repository.
        variables: names of environment variables that its readers ask for without a default.
    """

    root: RootInput
    secret: bool
    variables: tuple[str, ...]


def local_settings(workflow: Workflow) -> Iterator[LocalSettings]:
    """The settings that git leaves out and of which no template is kept, by id."""
    templates = _templates(workflow)
    for root in root_inputs(workflow):
        id_ = root.artifact.id
        if not _is_local(root.artifact) or not is_placed(workflow, root):
            continue
        if _plain(id_) not in templates and not _is_written_in_documents(workflow, id_):
            secret = _SECRET.search(id_) is not None
            yield LocalSettings(root, secret, _variables(workflow, root))


def _is_local(artifact: Artifact) -> bool:
    return (
        artifact.kind in ("config", "secret")
        and artifact.form == ArtifactForm.PATH
        and artifact.tracking in _LEFT_OUT
        and is_inside(artifact.id)
        and artifact.source is None
        and not artifact.directory
        and _SETTINGS.search(artifact.id) is not None
    )


def _is_written_in_documents(workflow: Workflow, artifact: str) -> bool:
    """Does a document show the command that writes it, and so what belongs into it?"""
    return any(
        step.kind == StepKind.README_COMMAND and artifact in step.name for step in workflow.steps
    )


def _templates(workflow: Workflow) -> frozenset[str]:
    """The names, without the word that says so, of the templates of the project."""
    return frozenset(
        _plain(file.path)
        for file in workflow.project.files
        if _TEMPLATE.search(posixpath.basename(file.path).lower())
    )


def _plain(path: str) -> str:
    """The name of a file without its folder, marks and what says that it is a template."""
    name = _TEMPLATE.sub("", posixpath.basename(path).lower())
    return re.sub(r"[\W_]+", "", name)


def _variables(workflow: Workflow, root: RootInput) -> tuple[str, ...]:
    if not posixpath.basename(root.artifact.id).startswith(".env"):
        return ()
    names = {
        access.artifact.removeprefix("env:")
        for reading in root.readings
        for access in workflow.own_accesses(reading.step)
        if access.artifact.startswith("env:") and access.mode == "read" and not access.guarded
    }
    return tuple(sorted(names))

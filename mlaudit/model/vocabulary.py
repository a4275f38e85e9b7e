"""The vocabularies: kinds of step and artifact, levels and modes."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from mlaudit.model.immutable import immutable


class StepFamily(StrEnum):
    """What kinds of step have in common, whatever tool declares them."""

    CODE = "code"
    """A file that is started itself."""
    STAGE = "stage"
    """Owns the files that it declares as written, as its tool allows one stage for each."""
    TARGET = "target"
    """Started by its name on a command line."""
    TASK = "task"
    """Started by a scheduler or an orchestrator."""
    PART = "part"
    """Code inside a file that a framework runs as a step of its own: it runs as that code does."""
    JOB = "job"
    """Of continuous integration: starts from a checkout of its own."""
    CONTAINER = "container"
    """A build of an image, or a service that runs from one."""
    TOLD = "told"
    """A person does it, or types it as a document says."""


@immutable
class StepKind:
    """What sort of thing starts the work (DESIGN, contract of `mlaudit graph`).

    The kinds that other parts of mlaudit speak of stand here; a parser makes further ones of its
    own for the system that it reads.

    Attributes:
        value: the name of the kind.
        family: what it has in common with others.
        noun: what people call a group of such steps that is started as a whole.
        follows_data: its tool orders the steps by what they declare as read and written.
        compiled_from: name of the kind whose steps a tool turns into such ones, "" for none.
    """

    value: str
    family: StepFamily
    noun: str = "pipeline"
    follows_data: bool = False
    compiled_from: str = ""

    SCRIPT: ClassVar[StepKind]
    NOTEBOOK: ClassVar[StepKind]
    SHELL_SCRIPT: ClassVar[StepKind]
    MAKE_TARGET: ClassVar[StepKind]
    DVC_STAGE: ClassVar[StepKind]
    SNAKEMAKE_RULE: ClassVar[StepKind]
    MLPROJECT_ENTRY: ClassVar[StepKind]
    AIRFLOW_TASK: ClassVar[StepKind]
    GITHUB_JOB: ClassVar[StepKind]
    CONTAINER_BUILD: ClassVar[StepKind]
    CONTAINER_SERVICE: ClassVar[StepKind]
    README_COMMAND: ClassVar[StepKind]
    MANUAL_STEP: ClassVar[StepKind]

    def __str__(self) -> str:
        return self.value

    @property
    def owns_code(self) -> bool:
        """Is the code that it runs a part of it, and no unit beside it?"""
        return self.family in (StepFamily.STAGE, StepFamily.TARGET, StepFamily.TASK)

    @property
    def is_service(self) -> bool:
        """Does it start a container that goes on running?"""
        return self.family == StepFamily.CONTAINER and self.value != "container-build"

    @property
    def is_encoded(self) -> bool:
        """Does a file for a tool say how it is started?"""
        return self.owns_code or self.family == StepFamily.JOB


StepKind.SCRIPT = StepKind("script", StepFamily.CODE)
StepKind.NOTEBOOK = StepKind("notebook", StepFamily.CODE)
StepKind.SHELL_SCRIPT = StepKind("shell-script", StepFamily.CODE)
StepKind.MAKE_TARGET = StepKind("make-target", StepFamily.TARGET)
StepKind.DVC_STAGE = StepKind("dvc-stage", StepFamily.STAGE, follows_data=True)
StepKind.SNAKEMAKE_RULE = StepKind("snakemake-rule", StepFamily.STAGE, follows_data=True)
StepKind.MLPROJECT_ENTRY = StepKind("mlproject-entry", StepFamily.TARGET)
StepKind.AIRFLOW_TASK = StepKind("airflow-task", StepFamily.TASK, "DAG")
StepKind.GITHUB_JOB = StepKind("github-job", StepFamily.JOB, "workflow")
StepKind.CONTAINER_BUILD = StepKind("container-build", StepFamily.CONTAINER)
StepKind.CONTAINER_SERVICE = StepKind("container-service", StepFamily.CONTAINER)
StepKind.README_COMMAND = StepKind("readme-command", StepFamily.TOLD)
StepKind.MANUAL_STEP = StepKind("manual-step", StepFamily.TOLD)


class Automation(StrEnum):
    """How a step comes to run, best first."""

    AUTOMATED = "automated"
    SCRIPTED = "scripted"
    DOCUMENTED = "documented"
    HIDDEN = "hidden"

    @property
    def is_by_hand(self) -> bool:
        """Does a person start such a step because nothing else does?"""
        return self in (Automation.DOCUMENTED, Automation.HIDDEN)


class Tracking(StrEnum):
    """What keeps the content of an artifact."""

    GIT = "git"
    LFS = "lfs"
    DVC = "dvc"
    ANNEX = "annex"
    PRODUCED = "produced"
    PINNED_REMOTE = "pinned-remote"
    MUTABLE_REMOTE = "mutable-remote"
    IGNORED = "ignored"
    UNTRACKED = "untracked"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class ArtifactForm(StrEnum):
    """What sort of name an artifact has."""

    PATH = "path"
    PATTERN = "pattern"
    URI = "uri"
    TABLE = "table"
    TRACKED_MODEL = "tracked-model"
    IMAGE = "image"
    SERVICE = "service"
    ENVIRONMENT_VARIABLE = "environment-variable"


class Severity(StrEnum):
    """How much a finding hurts, worst first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


class Confidence(StrEnum):
    """How sure a statement is, surest first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class TriggerKind(StrEnum):
    """What starts a step."""

    SCHEDULE = "schedule"
    PUSH = "push"
    PULL_REQUEST = "pull-request"
    TAG = "tag"
    RELEASE = "release"
    EVENT = "event"
    CALL = "call"
    DISPATCH = "dispatch"
    PERSON = "person"


class Role(StrEnum):
    """What a file is for; only the pipeline makes claims about the workflow."""

    PIPELINE = "pipeline"
    TEST = "test"
    EXAMPLE = "example"
    TUTORIAL = "tutorial"
    DOCUMENTATION = "documentation"
    TEMPLATE = "template"
    VENDORED = "vendored"
    EXCLUDED = "excluded"


class UnresolvedReason(StrEnum):
    """Why an access could not be resolved: a fixed list, so that reasons can be counted."""

    PARAMETER = "parameter without a known value"
    COMMAND_LINE = "command-line value that no known command gives"
    ENVIRONMENT = "environment variable without a default"
    CONFIGURATION = "value from a configuration that was not followed"
    CALL_RESULT = "result of a call that was not followed"
    DATA = "value that comes from data at run time"
    LISTING = "listing of a directory"
    ATTRIBUTE = "attribute of an object that was not followed"
    UNDEFINED = "name that is not defined in sight"
    GRAMMAR = "construct that mlaudit does not read"
    TEMPLATE = "template expression"
    BOUND = "bound on depth, values or steps reached"


KINDS: tuple[str, ...] = (
    "dataset",
    "model",
    "checkpoint",
    "index",
    "metrics",
    "figure",
    "report",
    "config",
    "labels",
    "table",
    "archive",
    "package",
    "image",
    "service",
    "log",
    "secret",
    "notebook",
    "code",
    "other",
)
"""Kinds of artifact: what it holds, as far as the call, the extension or the name tells."""

"""The fixed vocabularies: kinds, levels and modes, as string enumerations."""

from __future__ import annotations

from enum import StrEnum


class StepKind(StrEnum):
    """What sort of thing starts the work (DESIGN, contract of `mlaudit graph`)."""

    SCRIPT = "script"
    NOTEBOOK = "notebook"
    SHELL_SCRIPT = "shell-script"
    SHELL_COMMAND = "shell-command"
    MAKE_TARGET = "make-target"
    DVC_STAGE = "dvc-stage"
    SNAKEMAKE_RULE = "snakemake-rule"
    MLPROJECT_ENTRY = "mlproject-entry"
    AIRFLOW_TASK = "airflow-task"
    GITHUB_JOB = "github-job"
    CONTAINER_BUILD = "container-build"
    CONTAINER_SERVICE = "container-service"
    CONSOLE_SCRIPT = "console-script"
    README_COMMAND = "readme-command"
    MANUAL_STEP = "manual-step"


class Automation(StrEnum):
    """How a step comes to run, best first."""

    AUTOMATED = "automated"
    SCRIPTED = "scripted"
    DOCUMENTED = "documented"
    HIDDEN = "hidden"


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

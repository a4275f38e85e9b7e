"""What the id of an artifact tells by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from mlaudit.patterns import lazy_regex

_SYSTEM = (
    "/dev/", "/proc/", "/sys/", "/etc/", "/usr/", "/bin/", "/sbin/", "/lib/", "/run/", "/var/log/",
    "/snap/", "/opt/homebrew/", "/Applications/", "/Library/", "/nix/",
)  # fmt: skip
_TEMPORARY = ("/tmp/", "/var/tmp/", "/dev/shm/", "/private/tmp/")
# Folders that a platform provides by its contract with the code that it runs: SageMaker,
# Azure ML, Vertex AI, Kaggle, Colab, Databricks repos, and the homes of usual container images.
_PLATFORM = (
    "/opt/ml/", "/mnt/azureml/", "/gcs/", "/kaggle/working/", "/content/", "/app/", "/workspace/",
    "/usr/src/", "/opt/airflow/", "/code/", "/home/jovyan/", "/function/", "/var/task/", "/srv/",
    "/github/", "/root/.cache/", "~/.cache/", "~/.config/", "~/.kaggle/", "~/.aws/", "~/.ssh/",
)  # fmt: skip
_DRIVE = lazy_regex(r"[A-Za-z]:[/\\]|//|\\\\")
# Where systems mount what others keep: shares of a network, file systems of a cluster, mounted
# object stores. `/mnt/c` is a drive of the same machine.
_SHARE = lazy_regex(
    r"/mnt/(?![a-z]/)|/(net|nfs\d*|gpfs\w*|lustre|beegfs|cifs|smb|cluster|shared?|nas\d*)/"
    r"|/dbfs/mnt/|dbfs:/(mnt|FileStore)/|(sftp|smb|nfs|scp)://",
    re.IGNORECASE,
)
_PLACEHOLDER = lazy_regex(
    r"(^|/)(path|full|absolute|some)/(to|path)(/|$)|<[^>]*>|\[[A-Z_ ]+\]|\.\.\.|…"
    r"|(^|[/_.-])your([/_.-]|$)|(^|[/_.-])None([/_.-]|$)"
    r"|(^|/)(foo|bar|xxx+|dummy)([/.]|$)|example\.com|_HERE\b",
    re.IGNORECASE,
)
# What setting up and building leave behind; it belongs to the environment, not to the workflow.
_PLUMBING = lazy_regex(
    r"(^|/)(\.?venv|node_modules|__pycache__|wheelhouse|dist|build|site-packages|\.git|\.tox|"
    r"[^/]*\.egg-info|\.?coverage(\.xml)?|htmlcov|test-results|junit[^/]*(\.xml)?)(/|$)|"
    r"(^|/)(requirements[^/]*\.(txt|in)|requirements/[^/]*|pyproject\.toml|setup\.(py|cfg)|"
    r"poetry\.lock|Pipfile(\.lock)?|uv\.lock|package(-lock)?\.json|Dockerfile[^/]*|"
    r"\.pre-commit-config\.yaml|README[^/]*|LICENSE[^/]*|[^/]*\.(whl|done|deb|jar))$",
    re.IGNORECASE,
)
_LANGUAGE_PACKAGE = lazy_regex(r"(^|/)[a-z]{2,3}_(core|dep|ent|sent)_[a-z]+_(sm|md|lg|trf)$")
_OTHER_NAMES = lazy_regex(r"[a-z][a-z0-9+.-]*:(?![/\\])|[A-Za-z][A-Za-z0-9+.-]+://")


def is_opaque(artifact: str) -> bool:
    """Does the name begin with an unknown part, so that it says nothing of where it lies?"""
    return artifact.startswith(("{", "*", "?"))


def is_local(artifact: str) -> bool:
    """Does it name a file or folder (and no URI, table, model, image or variable)?"""
    return bool(artifact) and not _OTHER_NAMES.match(artifact)


def is_inside(artifact: str) -> bool:
    """Does it name a file or folder inside the scanned tree?"""
    outside = artifact.startswith(("/", "~", "../")) or artifact in ("..", ".")
    return is_local(artifact) and not outside and not _DRIVE.match(artifact)


def is_known_inside(artifact: str) -> bool:
    """Does it name a file or folder inside the scanned tree by more than unknown parts?"""
    return is_inside(artifact) and not is_opaque(artifact)


def is_beside(artifact: str) -> bool:
    """Does the path lead out of the scanned tree to something beside it?"""
    return is_local(artifact) and artifact.startswith("../")


def is_temporary(artifact: str) -> bool:
    """Does it live only as long as a run?"""
    return (artifact + "/").startswith(_TEMPORARY)


def is_lasting(artifact: str) -> bool:
    """Does it name a file or folder, known from its beginning, that outlives the run?"""
    return is_local(artifact) and not is_opaque(artifact) and not is_temporary(artifact)


@lru_cache(maxsize=1 << 14)
def is_placeholder(artifact: str) -> bool:
    """Does the name stand for one that a reader has to think of?"""
    return bool(_PLACEHOLDER.search(artifact))


def is_plumbing(artifact: str) -> bool:
    """Does it belong to the environment or the build, or is it the name of a package?"""
    return bool(_PLUMBING.search(artifact) or _LANGUAGE_PACKAGE.search(artifact))


def is_share(artifact: str) -> bool:
    """Does it lie where a system mounts what others keep, or on another machine by its address?"""
    return bool(_SHARE.match(artifact)) and not (artifact + "/").startswith(_PLATFORM)


def is_machine_local(artifact: str, inside_container: Iterable[str] = ()) -> bool:
    """Does the path exist on somebody's machine only?

    Args:
        artifact: id.
        inside_container: folders that exist in the images that the project declares.
    """
    if not is_local(artifact) or is_temporary(artifact):
        return False
    if not (artifact.startswith(("/", "~")) or _DRIVE.match(artifact)):
        return False
    if (artifact + "/").startswith((*_SYSTEM, *_PLATFORM)) or artifact in ("/", "~", "//"):
        return False
    return not any(
        artifact == folder or artifact.startswith(folder.rstrip("/") + "/")
        for folder in inside_container
        if folder.rstrip("/")
    )


def covers(pattern: str, artifact: str) -> bool:
    """Is the one name the other, a folder above it, or inside it?"""
    return (
        pattern == artifact
        or artifact.startswith(pattern.rstrip("/") + "/")
        or pattern.startswith(artifact.rstrip("/") + "/")
    )

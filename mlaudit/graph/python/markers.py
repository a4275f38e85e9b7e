"""Files that mark the root of a project: code searches the folders above it for them.

Such files are written by hand and kept in the repository, so that where one is not, it is absent.
"""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.evaluation import Evaluation
from mlaudit.graph.python.text import HOLE, normalise, texts_of
from mlaudit.graph.python.values import Known, Value, unknown
from mlaudit.model.vocabulary import UnresolvedReason

_REPOSITORY = frozenset({".git", ".hg"})
"""Folders that stand at the root, and that no listing of the tree holds."""
_MARKERS = _REPOSITORY | frozenset(
    {
        ".dvc", ".dvcignore", ".env.example", ".gitignore", ".here", ".pre-commit-config.yaml",
        ".project-root", ".root", "LICENSE", "MANIFEST.in", "Makefile", "Pipfile", "README.md",
        "README.rst", "dvc.yaml", "environment.yaml", "environment.yml", "poetry.lock",
        "pyproject.toml", "requirements.txt", "setup.cfg", "setup.py", "tox.ini", "uv.lock",
    }
)  # fmt: skip


def find_marker(run: Evaluation, value: Value | None) -> Value:
    """Whether a path exists: known for what marks the root of the tree alone."""
    missing = unknown(UnresolvedReason.DATA, "exists")
    texts = texts_of(value) if value is not None else []
    if len(texts) != 1 or HOLE.search(texts[0]):
        return missing
    path = normalise(texts[0], run.directory)
    if posixpath.basename(path) not in _MARKERS or path.startswith(("/", "~", "..")):
        return missing
    return Known(path in _REPOSITORY or run.world.exists(path))

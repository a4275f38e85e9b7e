"""Names of images, and their tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.images import image_uses, split_image
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("image:ghcr.io/org/churn:1.2", ("ghcr.io/org/churn", "1.2")),
        ("localhost:5000/churn", ("localhost:5000/churn", "")),
        ("churn", ("churn", "")),
        ("org/churn@sha256:ab", ("org/churn", "sha256:ab")),
        ("org/churn:{github.sha}", ("org/churn", "{github.sha}")),
    ],
)
def test_split_image(name: str, parts: tuple[str, str]) -> None:
    assert split_image(name) == parts


@pytest.mark.parametrize(
    ("image", "mutable"),
    [
        ("org/churn:latest", True),
        ("org/churn", True),
        ("org/churn:main", True),
        ("org/churn:1.4", False),
        ("org/churn:latest-gpu-7", False),
        ("org/churn:$TAG", False),
        ("$IMAGE", False),
    ],
)
def test_pushes(write_repository: WriteTree, image: str, mutable: bool) -> None:
    root = write_repository({"push.sh": f"docker push {image}\n"})
    assert [use.is_mutable for use in image_uses(read_workflow(root))] == [mutable]


def test_documents_show_what_others_do(write_repository: WriteTree) -> None:
    root = write_repository({"README.md": "# Push\n\n```bash\ndocker push org/churn:latest\n```\n"})
    assert image_uses(read_workflow(root)) == ()

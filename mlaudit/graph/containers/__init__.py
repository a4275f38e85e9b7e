"""Containers: what images are built from, and where paths inside them lead."""

from __future__ import annotations

from mlaudit.graph.containers.adoption import adopt_images
from mlaudit.graph.containers.contexts import rebase_builds
from mlaudit.graph.containers.copies import copies_code, copy_kind, find_copied, is_image_of
from mlaudit.graph.containers.images import inherit_images
from mlaudit.graph.containers.naming import built_by_actions
from mlaudit.graph.containers.paths import MappedWorld, PathMaps, map_path, map_path_of_access

__all__ = [
    "MappedWorld",
    "PathMaps",
    "adopt_images",
    "built_by_actions",
    "copies_code",
    "copy_kind",
    "find_copied",
    "inherit_images",
    "is_image_of",
    "map_path",
    "map_path_of_access",
    "rebase_builds",
]

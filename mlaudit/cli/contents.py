"""Files of a scanned tree, for reports that show lines of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlaudit.model.project import Project


def open_contents(project: Project) -> Callable[[str], bytes]:
    """Gives the bytes of a file of the project by its path, none where it cannot be read."""

    def read(path: str) -> bytes:
        file = project.by_path.get(path)
        if file is None or file.link:
            return b""
        try:
            return (project.root / path).read_bytes()
        except OSError:
            return b""

    return read

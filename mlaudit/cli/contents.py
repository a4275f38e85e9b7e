"""Files of a scanned tree, for reports that show lines of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mlaudit.files import read_regular

if TYPE_CHECKING:
    from mlaudit.model.project import Project


def open_contents(project: Project) -> Callable[[str], bytes]:
    """Gives the bytes of a file of the project by its path, none where it cannot be read."""

    def read(path: str) -> bytes:
        file = project.by_path.get(path)
        if file is None or file.link:
            return b""
        try:
            return read_regular(project.root / path)
        except OSError:
            return b""

    return read

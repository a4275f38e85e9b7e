"""Loads what configures a scan; where nothing does, the keys are not even declared."""

from __future__ import annotations

from pathlib import Path

from mlaudit.configuration.source import find_source
from mlaudit.model.configuration import DEFAULTS, Configuration


def load(root: Path, named: Path | None = None) -> Configuration:
    """What configures the scan of a directory; the defaults where no file does.

    Args:
        root: the scanned directory.
        named: the file that a person named; otherwise the variable MLAUDIT_CONFIG names it, or it
            is looked for.

    Raises:
        ConfigurationError: with everything that is wrong with the file.
    """
    source = find_source(root, named)
    if source is None:
        return DEFAULTS
    from mlaudit.configuration.reading import read

    return read(source)

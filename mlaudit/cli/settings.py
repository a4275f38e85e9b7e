"""From the options of a command to the configuration that counts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.model.configuration import DEFAULTS, Configuration

if TYPE_CHECKING:
    from mlaudit.configuration import ConfigurationError, Problem


def load_configuration(
    directory: Path, config: Path | None = None, *, no_config: bool = False
) -> Configuration:
    """What configures the scan of a directory; ends the program where that cannot be used.

    Args:
        directory: of the project.
        config: the file that the person named.
        no_config: the person wants none.
    """
    if no_config:
        if config is not None:
            raise Stop(ExitCode.USAGE, "--config and --no-config exclude each other")
        return DEFAULTS
    from mlaudit.cli.projects import check_directory
    from mlaudit.configuration import ConfigurationError, load

    check_directory(directory)
    try:
        return load(directory, config)
    except ConfigurationError as error:
        raise refuse(error) from error


def refuse(error: ConfigurationError) -> Stop:
    """How the program ends with everything that is wrong with a configuration."""
    problems = [*error.problems, *_find_unknown(error)]
    return Stop(ExitCode.USAGE, "\n".join(_spell(problems)))


def _find_unknown(error: ConfigurationError) -> list[Problem]:
    if not error.named:
        return []
    from mlaudit.cli.rules import load_rules
    from mlaudit.gate.names import find_unknown
    from mlaudit.gate.selection import list_names

    return find_unknown(error.problems[0].file, error.named, list_names(load_rules()))


def _spell(problems: Iterable[Problem]) -> Iterable[str]:
    from mlaudit.report.escape import visible

    lines = [visible(str(problem)) for problem in problems]
    if len(lines) == 1:
        return lines
    return ["the configuration cannot be used:", *(f"  {line}" for line in lines)]

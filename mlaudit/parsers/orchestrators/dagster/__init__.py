"""Dagster: assets, jobs and what starts them, read statically.

Understood are assets with what they are made of, jobs of ops and graphs, jobs of assets, schedules,
sensors and conditions. Files name what stands in other files as Dagster does: by its key.
"""

from __future__ import annotations

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.orchestrators.dagster.assets import read_assets
from mlaudit.parsers.orchestrators.dagster.jobs import read_jobs
from mlaudit.parsers.orchestrators.dagster.schedules import read_schedules
from mlaudit.parsers.orchestrators.definitions.facts import declare_in
from mlaudit.parsers.orchestrators.definitions.source import Source, read_source


def parse_dagster(path: str, data: bytes) -> Facts:
    """What a file defines for Dagster; files without it give nothing."""
    source = read_source(path, data, b"dagster")
    if source is None:
        return Facts(path, PARSER.name)
    return declare_in(source, PARSER.name, "assets", _steps)


def _steps(source: Source) -> tuple[DeclaredStep, ...]:
    return (*read_assets(source), *read_jobs(source), *read_schedules(source))


PARSER = Parser("dagster", lambda path: path.endswith(".py"), parse_dagster)

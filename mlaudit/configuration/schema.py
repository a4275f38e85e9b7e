"""The JSON Schema of the configuration, for editors and other tools."""

from __future__ import annotations

from mlaudit.configuration.keys import ROOT
from mlaudit.configuration.kinds import Schema

ID = "https://mlaudit.example/mlaudit.schema.json"
"""A name, no address: nothing is fetched from there."""


def build_schema() -> Schema:
    """The schema of a file `mlaudit.toml`, and of the table `[tool.mlaudit]`."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": ID,
        "title": "Configuration of mlaudit",
        "description": "mlaudit.toml, or the table [tool.mlaudit] of pyproject.toml.",
        **ROOT.schema(),
    }


def describe_tool(name: str) -> Schema:
    """The schema of the table [tool.mlaudit], as validate-pyproject asks its plugins for it.

    Args:
        name: of the tool, always "mlaudit".
    """
    return build_schema()

"""Where Snakemake looks for paths."""

from __future__ import annotations

from mlaudit.parsers.path_text import join_path


def working_directory(path: str) -> str:
    """The folder from which a workflow is run: above `workflow/` and `rules/`.

    https://snakemake.readthedocs.io/en/stable/snakefiles/deployment.html
    """
    parts = path.split("/")[:-1]
    for folder in ("rules", "workflow"):
        if parts and parts[-1] == folder:
            parts.pop()
    return "/".join(parts) or "."


def main_files(directory: str) -> tuple[str, ...]:
    """Where the main Snakefile of a workflow may be."""
    return tuple(join_path(directory, name) for name in ("Snakefile", "workflow/Snakefile"))


def configuration_files(directory: str) -> tuple[str, ...]:
    """Where the configuration is by convention."""
    names = ("config/config.yaml", "config/config.yml", "config.yaml", "config.yml")
    return tuple(join_path(directory, name) for name in names)

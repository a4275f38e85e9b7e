"""What the names of folders and files say, shared by those who judge by names."""

from __future__ import annotations

_DATA_FOLDERS = frozenset(
    {"data", "dataset", "datasets", "corpus", "corpora", "input", "inputs", "images"}
)

CODE_SUFFIXES = (".py", ".ipynb", ".r", ".rmd", ".qmd", ".jl", ".scala", ".sql", ".smk", ".sh")
PIPELINE_FILES = frozenset(
    {"dvc.yaml", "MLproject", "Snakefile", "Makefile", "dbt_project.yml", "Dockerfile"}
)


def is_below_data(path: str) -> bool:
    """Does `path` lie in a folder for data, where "test" names a split and "external" a source?"""
    return any(segment in _DATA_FOLDERS for segment in path.lower().split("/")[:-1])


def is_code(path: str) -> bool:
    """Does the name say that the file holds code?"""
    return path.lower().endswith(CODE_SUFFIXES) or path.rpartition("/")[2] == "Snakefile"

"""Code in languages other than Python, read into the same statements and expressions."""

from __future__ import annotations

PROGRAMS = {
    ".r": "Rscript {}",
    ".jl": "julia {}",
    ".m": "matlab -batch \"run('{}')\"",
    ".do": "stata -b do {}",
    ".sas": "sas {}",
    ".bat": "cmd /c {}",
    ".cmd": "cmd /c {}",
    ".ps1": "pwsh -File {}",
    ".rmd": "Rscript -e \"rmarkdown::render('{}')\"",
    ".qmd": "quarto render {}",
}
"""The command that runs a file, by its suffix; `{}` stands for its path."""

SUFFIXES = frozenset(PROGRAMS) - {".rmd", ".qmd"}
"""Endings of scripts in other languages."""

"""What the docstring of a file gives as the command that starts the file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from mlaudit.model.facts import CodeMention
from mlaudit.model.place import Place
from mlaudit.patterns import lazy_regex

_COMMAND = lazy_regex(
    r"(?:(?:usage|example|run|run with|e\.g\.)\s*:+)?\s*(?:[`$>]+\s*)?(?:[A-Z_]+=\S+\s+)*"
    r"(?:\w+ run )?"
    r"(?:(?:python[\d.]*|ipython|torchrun|streamlit run|spark-submit)(?:\s+-[a-z]\S*)*?"
    r"\s+(?:-m\s+(?P<module>[\w.]+)|(?P<file>[\w./\\-]+\.pyw?\b))"
    r"|(?P<program>[\w./-]+\.py)\s+[\[<-])",
    re.IGNORECASE,
)
"""`python -m package.module`, `Usage: python src/train.py`, `train.py --rate 0.1`."""


def find_usages(path: str, docstring: str, text: str) -> Iterator[CodeMention]:
    """The first line of a module's docstring that is a command for the module itself."""
    if not docstring:
        return
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip(" \t\"'\\")
        match = _COMMAND.match(line) if line in docstring else None
        if match is not None and _names(match, path):
            yield CodeMention(path, Place(path, number))
            return


def _names(match: re.Match[str], path: str) -> bool:
    if match["module"]:
        return match["module"].rpartition(".")[2] == posixpath.basename(path).partition(".")[0]
    named = (match["file"] or match["program"]).replace("\\", "/")
    return posixpath.basename(named) == posixpath.basename(path)

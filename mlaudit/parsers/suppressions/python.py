"""Notes in Python, and in what adds words to Python: `# mlaudit: ignore[rule] reason`.

A trailing comment stands for its statement with all its lines, one of its own for the next. Of a
statement with a body that is the header, with the decorators above it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.suppression import Suppression
from mlaudit.parsers.orchestrators.snakemake.snakefile import claims as is_snakefile
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.suppressions.covering import cover
from mlaudit.parsers.suppressions.scanner import Language, Scan, scan
from mlaudit.parsers.suppressions.syntax import Syntax, text_of

_LONG = r'"""(?:[^"\\]|\\.|"(?!""))*(?:"""|\Z)' + r"|'''(?:[^'\\]|\\.|'(?!''))*(?:'''|\Z)"
_SHORT = r'"(?:[^"\\\n]|\\.)*"?' + r"|'(?:[^'\\\n]|\\.)*'?"

PYTHON = Language(r"#[^\n]*", f"{_LONG}|{_SHORT}", "([{")


def find_in_python(
    path: str, text: str, cell: int | None = None, above: int = 0
) -> Iterator[Suppression]:
    """The notes in some Python code; the arguments are those of `find_in_code`."""
    yield from cover(path, scan_python(text), cell, above)


def scan_python(text: str) -> Scan:
    """Comments and statements; decorators belong to what they decorate."""
    found = scan(text, PYTHON)
    lines = text.split("\n")
    decorated = 0
    for first, last in dict.fromkeys(found.statements.values()):
        if lines[first - 1].lstrip().startswith("@"):
            decorated = decorated or first
        elif decorated:
            found.add(decorated, last)
            decorated = 0
    return found


def _claims(path: str) -> bool:
    return suffix_of(path) in (".py", ".pyw", ".pyx") or is_snakefile(path)


SYNTAX = Syntax("python", _claims, lambda path, data: find_in_python(path, text_of(data)))

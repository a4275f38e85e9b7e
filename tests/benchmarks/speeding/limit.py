"""What no analyzer can do without, as a program: read files, and parse what `ast` and `json` parse.

Usage: python limit.py LIST

LIST holds paths, each followed by a NUL. The garbage collector is off. Code cells of notebooks are
parsed without magics; what is broken costs time all the same. Imports nothing of mlaudit, so that
nothing but the reading counts.
"""

from __future__ import annotations

import ast
import gc
import json
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator


def main() -> None:
    """Read the files of the list."""
    gc.disable()
    warnings.simplefilter("ignore")
    with open(sys.argv[1], "rb") as listing:
        pass_limit(path.decode("utf-8", "surrogateescape") for path in listing.read().split(b"\0"))


def pass_limit(paths: Iterable[str]) -> None:
    """Read and parse each file."""
    for path in paths:
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            continue
        if path.endswith((".py", ".pyw")):
            _attempt(ast.parse, data)
        elif path.endswith((".json", ".ipynb")):
            document = _attempt(json.loads, data)
            if path.endswith(".ipynb"):
                for source in list_cells(document):
                    _attempt(ast.parse, source)


def list_cells(document: object) -> Iterator[str]:
    """The code of a notebook's cells without magics."""
    cells = document.get("cells") if isinstance(document, dict) else None
    for cell in cells if isinstance(cells, list) else ():
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = "".join(cell.get("source") or ())
        if not source.startswith("%%"):
            lines = source.split("\n")
            yield "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!")))


def _attempt(read: Callable[[bytes | str], object], source: bytes | str) -> object:
    try:
        return read(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


if __name__ == "__main__":
    main()

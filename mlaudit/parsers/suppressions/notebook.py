"""Notes in notebooks: comments in code, in Markdown, tags of cells and their metadata.

The tag `mlaudit-ignore-RULE`, with `: reason` behind it, and `{"mlaudit": {"ignore": {"RULE":
"reason"}}}` stand for their cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.place import Place
from mlaudit.model.suppression import Suppression
from mlaudit.parsers.notebook.document import Cell, read_document
from mlaudit.parsers.suppressions.braces import BRACES
from mlaudit.parsers.suppressions.covering import find_in_code
from mlaudit.parsers.suppressions.hash import HASH
from mlaudit.parsers.suppressions.markdown import find_in_markdown
from mlaudit.parsers.suppressions.python import find_in_python
from mlaudit.parsers.suppressions.syntax import Syntax
from mlaudit.patterns import lazy_regex

_TAG = lazy_regex(r"mlaudit-ignore-(?P<name>[\w-]+)(?:[:\s]\s*(?P<reason>.*))?")
_SHELL = lazy_regex(r"\s*%%(?:bash|sh|script|system|!)")


def find_in_notebook(path: str, data: bytes) -> Iterator[Suppression]:
    """The notes of all cells."""
    document = read_document(data)
    if isinstance(document, str):
        return
    is_python = document.language == "python"
    for cell in document.cells:
        yield from _of_cell(path, cell)
        if cell.kind == "code" and is_python and not _SHELL.match(cell.source):
            yield from find_in_python(path, cell.source, cell.index)
        elif cell.kind == "code":
            yield from find_in_code(path, cell.source, HASH if is_python else BRACES, cell.index)
        elif cell.kind == "markdown":
            yield from find_in_markdown(path, cell.source, cell.index)


def _of_cell(path: str, cell: Cell) -> Iterator[Suppression]:
    """What its tags and metadata say, of the cell as a whole."""
    place, last = Place(path, 1, cell.index), cell.source.count("\n") + 1
    for tag in cell.tags:
        found = _TAG.fullmatch(tag.strip())
        if found is not None:
            reason = (found["reason"] or "").strip()
            yield Suppression((found["name"],), reason, place, 0, last, form="tag")
    for name, reason in cell.ignores:
        yield Suppression((name,), reason.strip(), place, 0, last, form="metadata")


SYNTAX = Syntax("notebook", lambda path: path.endswith(".ipynb"), find_in_notebook)

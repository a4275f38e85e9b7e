"""How a notebook hangs together with others through its kernel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlaudit.model.notebook import KernelTransfer
from mlaudit.model.place import Place
from mlaudit.parsers.notebook.document import Cell
from mlaudit.patterns import lazy_regex

_WAYS = (
    ("run", lazy_regex(r"\s*%run\s+(?:-(?!m)\w+\s+)*(?P<target>\"[^\"]+\"|'[^']+'|\S+)")),
    ("restore", lazy_regex(r"\s*%store\s+-r\b\s*(?P<target>[^#]*)")),
    (
        "store",
        lazy_regex(r"\s*%store\s+(?P<target>[A-Za-z_]\w*(?:\s+[A-Za-z_]\w*)*)\s*(?:#.*)?$"),
    ),
    ("import", lazy_regex(r"\s*(?:import|from)\s+(?P<target>import_ipynb|nbimporter)\b")),
    ("call", lazy_regex(r"[^#]*\bdbutils\.notebook\.run\(\s*(?P<target>\"[^\"]+\"|'[^']+')")),
)

_SIGNS = ("%run", "%store", "import_ipynb", "nbimporter", "notebook.run")


def find_transfers(path: str, cells: Iterable[Cell]) -> Iterator[KernelTransfer]:
    """The lines that run or take over other notebooks, or keep variables for them."""
    for cell in cells:
        if cell.kind != "code" or not any(sign in cell.source for sign in _SIGNS):
            continue
        if cell.source.lstrip().startswith("%%writefile"):
            continue
        for number, line in enumerate(cell.source.split("\n"), 1):
            for way, pattern in _WAYS:
                found = pattern.match(line)
                if found is not None:
                    place = Place(path, number, cell.index)
                    yield KernelTransfer(place, way, found["target"].strip().strip("\"'"))

"""Large trees out of small ones: real repositories, again and again, with varied names.

The same sources and size give the same tree. Each copy lies in a folder of its own. In every copy
after the first round, code and data files have other names, and so has every word of its texts that
is one of these names: a copy refers to its own files, and no two copies are alike.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from tests.benchmarks.speeding.trees import list_read

VARIED = frozenset(
    {".py", ".ipynb", ".r", ".sh", ".csv", ".parquet", ".pkl", ".joblib", ".json", ".txt", ".h5"}
)
KEPT = frozenset({"__init__", "__main__", "setup", "conftest", "params", "config", "package"})
"""Stems that tools look for."""
SHORTEST = 4
"""Letters of a stem; shorter ones are words of too much else."""


def replicate(sources: Sequence[Path], files: int, target: Path) -> int:
    """Fill a new folder with about so many files that mlaudit reads.

    A copy is left unfinished where the number is reached. Returns how many files there are.

    Raises:
        ValueError: the sources hold none.
    """
    read = {source: list_read(source) for source in sources}
    if not any(read.values()):
        raise ValueError("no file to replicate")
    made = 0
    for turn in count():
        for number, source in enumerate(sources):
            folder = target / f"{turn:04}-{number:03}"
            for file, name, data in _vary(source, read[source], turn):
                if made == files:
                    return made
                copy = folder / file.relative_to(source).with_name(name)
                copy.parent.mkdir(parents=True, exist_ok=True)
                if data is None:
                    shutil.copyfile(file, copy)
                else:
                    copy.write_bytes(data)
                made += 1
    raise AssertionError("there is always another turn")


def _vary(
    source: Path, files: Sequence[Path], turn: int
) -> Iterator[tuple[Path, str, bytes | None]]:
    """(file, name, content) of each file of a copy; None for the content as it is."""
    stems = {file.stem for file in files if file.suffix.lower() in VARIED} - KEPT
    folders = {part for file in files for part in file.relative_to(source).parts[:-1]}
    names = sorted(
        stem for stem in stems - folders if len(stem) >= SHORTEST and stem.isidentifier()
    )
    if not turn or not names:
        yield from ((file, file.name, None) for file in files)
        return
    pattern = re.compile(rb"\b(" + b"|".join(re.escape(name.encode()) for name in names) + rb")\b")
    ending = f"_{turn}"
    for file in files:
        name = file.stem + ending + file.suffix if file.stem in names else file.name
        yield file, name, pattern.sub(rb"\1" + ending.encode(), file.read_bytes())

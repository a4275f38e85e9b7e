"""Compares scans that use what an earlier one found with scans that begin anew.

Usage: python tests/benchmarks/remembering.py FOLDER [--changes N] [--only PART]

Each direct sub-folder is one repository, of which a copy is scanned with a cache. Then files of it
are changed, deleted and renamed, at random but the same in each run, and after each of N changes
(4 unless told) the copy is scanned with the cache and without. Prints where the two differ, and how
many did; 1 is the exit code where any did.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mlaudit.cache import Store
from mlaudit.scan import scan_project

ENDINGS = frozenset({".py", ".ipynb", ".yaml", ".yml", ".toml", ".json", ".sh", ".md", ""})
LARGEST = 200_000
"""Bytes of a file that is changed."""
WORDS = ((b"data", b"dato"), (b"model", b"modell"), (b".csv", b".tsv"), (b"import ", b"import x"))
"""What is written instead of what."""


def compare(repository: Path, changes: int, folder: Path) -> Iterator[str]:
    """Each change after which the two scans differ."""
    tree = folder / "tree"
    shutil.copytree(repository, tree, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    chance = random.Random(repository.name)
    store = Store(folder / "cache" / "tree")
    scan_project(tree, store=store)
    for _ in range(changes):
        told = change(tree, chance)
        with_cache, anew = scan_project(tree, store=store), scan_project(tree)
        if replace(with_cache, seconds=0.0) != replace(anew, seconds=0.0):
            yield told


def change(tree: Path, chance: random.Random) -> str:
    """Change a file of a tree; returns what was done."""
    files = sorted(
        file
        for file in tree.rglob("*")
        if file.suffix in ENDINGS and not file.is_symlink() and file.is_file()
        if file.stat().st_size <= LARGEST
    )
    file = chance.choice(files)
    name = file.relative_to(tree).as_posix()
    kind = chance.randrange(2 + len(WORDS))
    if kind == len(WORDS):
        file.unlink()
        return f"{name} deleted"
    if kind > len(WORDS):
        file.rename(file.with_name(f"other_{file.name}"))
        return f"{name} renamed"
    old, new = WORDS[kind]
    file.write_bytes(file.read_bytes().replace(old, new))
    return f"{name}: {new!r} for {old!r}"


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--changes", type=int, default=4)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    scans = different = 0
    for repository in sorted(arguments.folder.iterdir()):
        if not repository.is_dir() or arguments.only not in repository.name:
            continue
        with TemporaryDirectory() as folder:
            for told in compare(repository, arguments.changes, Path(folder)):
                print(f"{repository.name}: {told}")
                different += 1
        scans += arguments.changes
    print(f"{different} of {scans} scans differ from one that begins anew")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())

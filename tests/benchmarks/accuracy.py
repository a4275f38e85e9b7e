"""Measure what docs/accuracy.md quotes, and write it there.

Usage: python tests/benchmarks/accuracy.py FOLDER [--page FILE]

FOLDER holds the work trees of the repositories that tests/benchmarks/repositories lists, each in a
folder `owner+name`. Runs no code of the repositories. Ends with 1 if mlaudit failed on one.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.recover import SYSTEMS
from tests.benchmarks.recovery.comparing import Comparison
from tests.benchmarks.recovery.measuring import measure
from tests.benchmarks.recovery.page import render_figures, render_verdicts, replace_part
from tests.benchmarks.recovery.repositories import read_repositories
from tests.benchmarks.recovery.table import render
from tests.benchmarks.recovery.verdicts import Verdicts, read_verdicts

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "accuracy.md"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page.

    Attributes:
        name: of the part and, if there are any, of the verdicts.
        system: the kind of pipeline file.
        judged: verdicts exist.
        listed: the list of repositories, that of the name where it is empty.
    """

    name: str
    system: str
    judged: bool = False
    listed: str = ""

    @property
    def repositories(self) -> frozenset[str]:
        """The folders to measure."""
        return read_repositories(HERE / "repositories" / f"{self.listed or self.name}.tsv")

    @property
    def verdicts(self) -> Verdicts | None:
        """What was read about paths that nothing declares, or None where nobody read."""
        file = HERE / "verdicts" / f"{self.name}.tsv"
        return read_verdicts(file) if self.judged else None


SECTIONS = (
    Section("dvc", "dvc", judged=True),
    Section("dvc_second", "dvc"),
    Section("dvc_unseen", "dvc"),
    Section("snakemake", "snakemake", judged=True),
    Section("snakemake_second", "snakemake", listed="workflows_second"),
    Section("make", "make", judged=True),
    Section("make_second", "make", listed="workflows_second"),
)


def write_verdicts(page: str, name: str) -> str:
    """The page with the tables of verdicts of a section made anew."""
    for file in sorted((HERE / "verdicts").glob(f"{name}*.tsv")):
        part = f"{file.stem} verdicts"
        page = replace_part(page, part, render_verdicts(read_verdicts(file)))
    return page


def main() -> int:
    """Measure each section and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args()
    page = options.page.read_text(encoding="utf-8")
    failed: list[Comparison] = []
    for section in SECTIONS:
        results = measure(options.folder, SYSTEMS[section.system], section.repositories)
        lines = list(render(results, section.verdicts))
        print(f"{section.name}\n", *lines, sep="\n")
        failed += [result for result in results if result.error]
        page = replace_part(page, section.name, render_figures(lines))
        if section.verdicts is not None:
            page = write_verdicts(page, section.name)
    options.page.write_text(page, encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Commands in the documentation run, and print what stands below them.

`MLAUDIT_WRITE_GOLDEN=1 pytest tests/documentation` writes the output anew; read the difference
before committing it.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.documentation.blocks import PAGES, Block, blocks_of
from tests.documentation.session import RUN, Session

NOT_RUN = {
    "bash": "commands of other tools, or with places for what only the reader knows",
    "text": "anything that is no code",
    "": "what a benchmark printed",
    "groovy": "files",
    "json": "files",
    "markdown": "files",
    "python": "files",
    "toml": "files",
    "yaml": "files",
}
"""Languages of blocks that do not run, with what they hold. Recipes for CI systems are files; their
commands run in tests/test_ci_documentation.py."""
COMMAND = re.compile(r"^\s*(?:\$ )?mlaudit (?!.*\[OPTIONS\])", re.MULTILINE)
INDENTED = re.compile(r"(?<=\n\n) {4}(?:\$ )?mlaudit .*")


def plays(block: Block) -> bool:
    """Whether a block does something: it has commands, or is a file that they need."""
    return block.language in RUN or {"in", "path"} <= block.options.keys()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_run_and_print_what_is_shown(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    session, lines = Session(tmp_path), text.splitlines()
    played = [(block, session.play(block)) for block in blocks_of(text) if plays(block)]
    for block, real in reversed(played):
        lines[block.first : block.end] = real
    if os.environ.get("MLAUDIT_WRITE_GOLDEN") == "1":
        page.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        return
    for block, real in played:
        assert list(block.lines) == real, f"{page.name}:{block.first}"


def test_every_block_runs_or_is_known_not_to() -> None:
    blocks = [block for page in PAGES for block in blocks_of(page.read_text(encoding="utf-8"))]
    languages = Counter(block.language for block in blocks)
    assert set(languages) == {*RUN, *NOT_RUN}, languages
    assert sum(languages[each] for each in RUN) > 40, languages


def test_no_command_of_mlaudit_hides_where_nothing_runs() -> None:
    hidden = [
        f"{page.name}:{block.first} {line}"
        for page in PAGES
        for block in blocks_of(page.read_text(encoding="utf-8"))
        if block.language in {"bash", "text", "", "markdown"}
        for line in block.lines
        if COMMAND.match(line)
    ]
    indented = [
        f"{page.name} {line}"
        for page in PAGES
        for line in INDENTED.findall(page.read_text(encoding="utf-8"))
    ]
    assert hidden + indented == []

"""The tools themselves read the fixtures, without running what those declare.

`make slow` installs the tools (tools/*.txt) and runs these tests; a test is skipped where its tool
is not on the PATH.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from tests.fixtures.stories import FIXTURES, clone
from tests.systems.readings import READINGS, SCHEMAS, Reading

pytestmark = pytest.mark.slow
SYSTEMS = FIXTURES / "systems"

TEXTS_ALONE = {"azure-pipelines"}
"""Schemas by which every value is a text, as the service reads it."""


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading.name)
def test_a_tool_reads_its_fixture(reading: Reading, tmp_path: Path) -> None:
    tool, _, beside = reading.words[0].partition("|")
    program = _find(tool)
    tree = tmp_path / "tree"
    tree.mkdir()
    clone(f"systems/{reading.system}", tree)
    first = str(program.with_name(beside)) if beside else str(program)
    told = _run((first, *reading.words[1:]), tree / reading.folder, reading.settings)
    assert [text for text in reading.shown if text not in told] == []


@pytest.mark.parametrize(("schema", "pattern"), SCHEMAS.items(), ids=SCHEMAS)
def test_files_keep_to_the_schema_of_their_format(
    schema: str, pattern: str, tmp_path: Path
) -> None:
    program = _find("check-jsonschema")
    loader = yaml.BaseLoader if schema in TEXTS_ALONE else None
    paths = sorted(SYSTEMS.glob(pattern))
    assert paths
    files = [file for path in paths for file in _split(path, tmp_path, loader)]
    given = ["--data-transform", schema] if schema in ("gitlab-ci", "azure-pipelines") else []
    words = [*given, "--builtin-schema", f"vendor.{schema}", "--regex-variant", "nonunicode"]
    _run((str(program), *words, *files), tmp_path)


def _find(tool: str) -> Path:
    program = shutil.which(tool)
    if program is None:
        pytest.skip(f"{tool} is not installed")
    return Path(program)


def _split(path: Path, folder: Path, loader: type[yaml.BaseLoader] | None) -> list[str]:
    """The documents of a YAML file, each in a file of its own where need be."""
    if loader is not None:
        documents = [json.dumps(d) for d in yaml.load_all(path.read_text("utf-8"), loader)]
    else:
        pieces = re.split(r"^---\n", path.read_text("utf-8"), flags=re.MULTILINE)
        documents = [piece for piece in pieces if piece.strip()]
        if len(documents) == 1:
            return [str(path)]
    files = [folder / f"{number}-{path.name.lstrip('.')}" for number in range(len(documents))]
    for file, text in zip(files, documents, strict=True):
        file.write_text(text, "utf-8")
    return [str(file) for file in files]


def _run(words: Iterable[str], folder: Path, settings: Iterable[tuple[str, str]] = ()) -> str:
    """What a command tells, which has to succeed; it knows no home but an empty one."""
    home = folder / ".home"
    home.mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "USERNAME": "reader",
        "DO_NOT_TRACK": "1",
        **dict(settings),
    }
    done = subprocess.run(
        list(words), cwd=folder, env=environment, capture_output=True, text=True, timeout=180
    )
    told = done.stdout + done.stderr
    assert done.returncode == 0, told
    return told

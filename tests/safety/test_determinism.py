"""The same tree gives the same bytes, whoever scans it, where, when and how often."""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.fixtures.stories import FIXTURES, clone
from tests.safety.misleading import BROKEN_NAME, TEXTS, build_tree
from tests.safety.reporting import APART, SCAN_ONLY, SHUFFLE

PROGRAM = Path(__file__).with_name("reporting.py")
Reports: TypeAlias = dict[str, bytes]
Show: TypeAlias = Callable[..., Reports]
_SYSTEMS = ("airflow", "azure", "dvc", "github", "gitlab", "kedro", "snakemake")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with two stories, some systems, and names that mislead."""
    folder = tmp_path_factory.mktemp("determinism")
    clone("churn", folder / "project")
    project = folder / "project"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(FIXTURES / "air", project / "air", ignore=ignored)
    for name in _SYSTEMS:
        shutil.copytree(FIXTURES / "systems" / name, project / name, ignore=ignored)
    for path, content in build_tree(TEXTS[:8]).items():
        file = project / "misleading" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
    shutil.move(project / "misleading" / "mlaudit.toml", project / "mlaudit.toml")
    (project / os.fsdecode(BROKEN_NAME)).write_bytes(b"open('x')\n")
    subprocess.run(["git", "add", "-A"], cwd=project, check=True, capture_output=True)
    return project


@pytest.fixture(scope="module")
def show(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Show:
    """Run the program in a process of its own, with what a test makes different."""

    def run(
        *options: str,
        path: Path = root,
        cwd: Path = root,
        umask: int = -1,
        **variables: str,
    ) -> Reports:
        folder = tmp_path_factory.mktemp("reports")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
        usual = {"MLAUDIT_NO_CACHE": "1", "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        usual["MLAUDIT_JOBS"] = "1"
        needed = {"PYTHONPATH": str(PROGRAM.parents[2])}
        environment = inherited | usual | needed | variables
        finished = subprocess.run(
            [sys.executable, *options, str(PROGRAM), os.fspath(path), str(folder)],
            cwd=cwd,
            env={name: value for name, value in environment.items() if value},
            umask=umask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (finished.returncode, finished.stderr) == (0, "")
        return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}

    return run


@pytest.fixture(scope="module")
def usual(show: Show) -> Reports:
    return show()


def find_differences(one: Reports, other: Reports) -> Iterator[tuple[str, bytes, bytes]]:
    """The first line that differs, of each report."""
    for name in one.keys() | other.keys():
        lines = (one.get(name, b"").splitlines(), other.get(name, b"").splitlines())
        if one.get(name) != other.get(name):
            pairs = zip(*lines, strict=False)
            yield (name, *next((pair for pair in pairs if pair[0] != pair[1]), (b"", b"")))


def test_every_report_has_something_to_show(usual: Reports) -> None:
    assert len(usual) >= 20
    assert {name for name, text in usual.items() if len(text) < 200} == set()


def test_neither_order_nor_hash_nor_clock_nor_place_nor_processes_matter(
    show: Show, usual: Reports, root: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(root, target_is_directory=True)
    for number, (folder, _, names) in enumerate(os.walk(root)):
        for name in names:
            os.utime(os.path.join(folder, name), (number, number))
    other = show(
        "-O",
        "-X",
        "utf8=0",
        path=Path(os.path.relpath(link, tmp_path.parent)),
        cwd=tmp_path.parent,
        umask=0o077,
        PYTHONHASHSEED="4711",
        TZ="Asia/Kolkata",
        LC_ALL=_find_locale(),
        MLAUDIT_JOBS="3",
        **{SHUFFLE: "1", APART: "1"},
    )
    assert list(find_differences(usual, other)) == []


def test_the_cache_does_not_matter(show: Show, usual: Reports, tmp_path: Path) -> None:
    """Cold, warm, with the facts of files alone, and with what another version has left."""
    cached = {"MLAUDIT_NO_CACHE": "", "MLAUDIT_CACHE_DIR": str(tmp_path)}
    quick = {SCAN_ONLY: "1", "PYTHONHASHSEED": "7", **cached}
    cold = show(**quick, **{APART: "1", "MLAUDIT_JOBS": "2"})
    assert list(find_differences({name: usual[name] for name in cold}, cold)) == []
    (result,) = tmp_path.glob("*/result.pickle")
    (facts,) = tmp_path.glob("*/facts.pickle")
    assert list(find_differences(cold, show(**quick))) == []
    result.unlink()
    assert list(find_differences(cold, show(**quick, **{SHUFFLE: "2"}))) == []
    for file in (result, facts):
        file.write_bytes(b"0" * 64 + file.read_bytes()[64:])
    assert list(find_differences(cold, show(**quick))) == []


def _find_locale() -> str:
    """Turkish, whose letters have other capitals, or German, or none at all."""
    for name in ("tr_TR.UTF-8", "tr_TR.utf8", "de_DE.UTF-8", "de_DE.utf8"):
        kept = locale.setlocale(locale.LC_ALL)
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        finally:
            locale.setlocale(locale.LC_ALL, kept)
        return name
    return "C"

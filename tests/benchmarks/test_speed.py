from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks.speeding.limit import list_cells, pass_limit
from tests.benchmarks.speeding.processes import CommandError, run, run_in_turn
from tests.benchmarks.speeding.replicas import replicate
from tests.benchmarks.speeding.tables import fit_exponent
from tests.benchmarks.speeding.trees import Command, Peer, list_read


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "prepare.py").write_text("open('table.csv', 'w')\n", encoding="utf-8")
    (folder / "train.py").write_text(
        "import prepare\nopen('table.csv')\n# retrain\n", encoding="utf-8"
    )
    (folder / "Makefile").write_text("all:\n\tpython train.py\n", encoding="utf-8")
    return folder


def test_a_copy_refers_to_its_own_files(source: Path, tmp_path: Path) -> None:
    assert replicate([source], 6, tmp_path / "tree") == 6
    copy = tmp_path / "tree" / "0001-000"
    assert sorted(path.name for path in copy.iterdir()) == [
        "Makefile",
        "prepare_1.py",
        "train_1.py",
    ]
    text = (copy / "train_1.py").read_text(encoding="utf-8")
    assert text == "import prepare_1\nopen('table.csv')\n# retrain\n"
    assert "python train_1.py" in (copy / "Makefile").read_text(encoding="utf-8")


def test_a_tree_has_the_size_that_was_asked_for(source: Path, tmp_path: Path) -> None:
    replicate([source], 8, tmp_path / "tree")
    assert len(list_read(tmp_path / "tree")) == 8


def test_nothing_cannot_be_replicated(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no file"):
        replicate([tmp_path], 5, tmp_path / "tree")


def test_the_exponent_is_the_slope() -> None:
    assert fit_exponent([(10, 0.1), (100, 1.0), (1000, 10.0)]) == pytest.approx(1)
    assert fit_exponent([(10, 1.0), (100, 100.0)]) == pytest.approx(2)


def test_the_limit_reads_what_is_broken_as_well(tmp_path: Path) -> None:
    for name, text in (("a.py", "def"), ("b.json", "{"), ("c.ipynb", "[]"), ("d.py", "x = 1")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    pass_limit([*map(str, tmp_path.iterdir()), str(tmp_path / "gone.py")])


def test_cells_are_parsed_without_magics() -> None:
    cells = [
        {"cell_type": "code", "source": ["%matplotlib inline\n", "x = 1"]},
        {"cell_type": "code", "source": "%%bash\nls"},
        {"cell_type": "markdown", "source": "# x"},
    ]
    assert list(list_cells({"cells": cells})) == ["x = 1"]


def test_a_peer_is_a_name_and_a_command() -> None:
    peer = Peer.parse("ruff=ruff check '{tree}' --exit-zero")
    assert peer.run_on(Path("a b"))[0] == ["ruff", "check", "a b", "--exit-zero"]
    with pytest.raises(ValueError, match="NAME=COMMAND"):
        Peer.parse("ruff check")


def test_a_run_costs_time_and_memory_and_must_end_well() -> None:
    cost = run([sys.executable, "-c", "x = bytearray(50_000_000)"])
    assert cost.cpu > 0
    assert cost.wall > 0
    assert cost.memory > 40_000_000
    with pytest.raises(CommandError, match="exit code 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"])


def test_commands_run_in_turn(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = f"import sys; open({str(log)!r}, 'a').write(sys.argv[1])"
    commands: list[Command] = [([sys.executable, "-c", code, name], {}) for name in "ab"]
    costs = run_in_turn(commands, 2)
    assert log.read_text(encoding="utf-8") == "ababab"
    assert [len(found) for found in costs] == [2, 2]

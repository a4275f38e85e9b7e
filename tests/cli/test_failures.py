"""What happens when mlaudit itself fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from typer.testing import CliRunner

import mlaudit.graph.link
import mlaudit.judge.loading
import mlaudit.reading
from mlaudit.cli.app import app
from mlaudit.judge.loading import installed_rules
from mlaudit.judge.rule import Observation
from mlaudit.model.graph import Workflow
from mlaudit.parsers.registry import parse_file
from tests.conftest import WriteTree

TREE = {"train.py": 'import pickle\npickle.dump({}, open("model.pkl", "wb"))\n', "b.py": "x = 1\n"}


def _raise(error: BaseException) -> Callable[..., Workflow]:
    def fail(*_: object) -> Workflow:
        raise error

    return fail


def test_a_crash_names_what_failed_and_gives_4(
    write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MLAUDIT_DEBUG", raising=False)
    monkeypatch.setattr(mlaudit.graph.link, "link", _raise(KeyError("x\x1b")))
    root = str(write_tree(TREE))
    finished = CliRunner().invoke(app, ["scan", root])
    assert finished.exit_code == 4
    assert "internal error while linking: KeyError: 'x\\x1b'" in finished.stderr
    assert "Traceback" not in finished.stderr
    monkeypatch.setenv("MLAUDIT_DEBUG", "1")
    assert "Traceback" in CliRunner().invoke(app, ["scan", root]).stderr


def test_an_interruption_gives_130_and_one_line(
    write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mlaudit.graph.link, "link", _raise(KeyboardInterrupt()))
    finished = CliRunner().invoke(app, ["scan", str(write_tree(TREE))])
    assert finished.exit_code == 130
    assert finished.stderr == "mlaudit: interrupted\n"


def test_a_file_that_breaks_a_parser_costs_only_itself(
    write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse_but_one(path: str, data: bytes) -> object:
        if path == "b.py":
            raise ValueError("odd")
        return parse_file(path, data)

    monkeypatch.setattr(mlaudit.reading, "parse_file", parse_but_one)
    finished = CliRunner().invoke(app, ["scan", str(write_tree(TREE)), "--exit-zero"])
    assert finished.exit_code == 4
    assert "internal error in b.py: ValueError: odd" in finished.stderr
    assert "model.pkl" in finished.stdout
    assert "1 unread" in " ".join(finished.stdout.split())


def _crash_rule(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    def crash(workflow: object) -> Iterator[Observation]:
        raise KeyError("x")

    rules = [replace(r, check=crash) if r.code == code else r for r in installed_rules()]
    monkeypatch.setattr(mlaudit.judge.loading, "installed_rules", lambda: tuple(rules))


def test_a_rule_that_crashes_costs_only_itself(
    write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    _crash_rule(monkeypatch, "INP001")
    finished = CliRunner().invoke(app, ["scan", str(write_tree(TREE))])
    assert finished.exit_code == 4
    assert "internal error in INP001 untracked-input: KeyError: 'x'" in finished.stderr
    assert "model.pkl" in finished.stdout


@pytest.mark.parametrize("command", ["write", "prune"])
def test_a_rule_that_crashes_is_told_and_its_entries_are_kept(
    write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    root = write_tree(TREE)
    CliRunner().invoke(app, ["baseline", "write", str(root)])
    before = (root / ".mlaudit-baseline.json").read_bytes()
    assert b"ART001" in before
    _crash_rule(monkeypatch, "ART001")
    finished = CliRunner().invoke(app, ["baseline", command, str(root)])
    assert finished.exit_code == 4
    assert "internal error in ART001" in finished.stderr
    assert (root / ".mlaudit-baseline.json").read_bytes() == before

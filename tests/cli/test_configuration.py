"""Configured commands: what counts, what it does, and how wrong files end."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_program import run
from tests.conftest import WriteTree

TRAIN = "import joblib\nimport pandas as pd\njoblib.dump(pd.read_csv('data/x.csv'), 'm.pkl')\n"
OLD = "open('old.txt', 'w').write(open('other.bin').read())\n"
TREE = {"train.py": TRAIN, "nb/old.py": OLD}
COMMANDS = (["scan"], ["graph"], ["runbook", "--dir"], ["why", "m.pkl", "--dir"])


def _scan(root: Path, *arguments: str, **variables: str) -> dict[str, Any]:
    finished = run("scan", root, "--format", "json", *arguments, cwd=None, **variables)
    assert finished.returncode in (0, 1), finished.stderr
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


def _codes(root: Path, *arguments: str, **variables: str) -> set[str]:
    return {finding["code"] for finding in _scan(root, *arguments, **variables)["findings"]}


def test_what_is_typed_counts_before_what_is_written(write_tree: WriteTree) -> None:
    root = write_tree({**TREE, "mlaudit.toml": 'profile = "audit"\nselect = ["INP001"]\n'})
    everything = _codes(root, "--no-config", "--profile", "audit")
    assert {"INP001", "ART001"} < everything
    assert _codes(root) == {"INP001"}
    assert _codes(root, "--select", "artifacts") == {"ART001"}
    assert _codes(root, "--ignore", "inputs") == set()
    (root / "mlaudit.toml").write_text('ignore = { INP = "later" }\n', encoding="utf-8")
    assert "INP001" not in _codes(root)
    assert "INP001" in _codes(root, "--ignore", "artifacts")
    assert _codes(root, "--select", "INP001") == {"INP001"}


def test_a_named_file_counts_before_the_variable_and_that_before_the_projects_own(
    write_tree: WriteTree, tmp_path: Path
) -> None:
    root = write_tree({**TREE, "mlaudit.toml": 'select = ["INP"]\n'})
    typed, named = tmp_path / "typed.toml", tmp_path / "named.toml"
    typed.write_text('select = ["ENV"]\n', encoding="utf-8")
    named.write_text('select = ["ART"]\n', encoding="utf-8")
    assert _codes(root) == {"INP001"}
    assert _codes(root, MLAUDIT_CONFIG=str(named)) == {"ART001"}
    assert _codes(root, "--config", str(typed), MLAUDIT_CONFIG=str(named)) == {"ENV001"}
    assert _codes(root, "--no-config", MLAUDIT_CONFIG=str(named)) > {"INP001", "ART001"}


def test_severities_statuses_and_rules_that_are_off(write_tree: WriteTree) -> None:
    text = """
[severity]
untracked-input = "medium"
artifacts = "off"
[[overrides]]
paths = ["nb/"]
ignore = ["untracked-input"]
reason = "never run again"
"""
    root = write_tree({**TREE, "mlaudit.toml": text})
    found = {
        (finding["code"], finding["path"]): (finding["severity"], finding["status"])
        for finding in _scan(root)["findings"]
    }
    assert found["INP001", "train.py"] == ("medium", "new")
    assert ("ART001", "train.py") not in found
    assert found.get(("INP001", "nb/old.py"), ("medium", "ignored")) == ("medium", "ignored")


def test_what_is_excluded_is_counted_as_skipped(write_tree: WriteTree) -> None:
    root = write_tree({**TREE, "mlaudit.toml": '[exclude]\n"nb/" = "drafts"\n'})
    finished = run("scan", root, "--verbose")
    assert "skipped nb: excluded by mlaudit.toml: drafts" in finished.stdout
    assert "1 path skipped" in finished.stdout
    assert "nb/old.py" not in run("graph", root).stdout
    assert "nb/old.py" in run("graph", root, "--no-config").stdout


def test_calls_of_the_project_count_in_every_command(write_tree: WriteTree) -> None:
    call = '[[tool.mlaudit.call]]\nname = "acme.put"\neffect = "write"\nkind = "model"\n'
    tree = {
        "train.py": "import acme\nacme.put('m.acme')\n",
        "pyproject.toml": f"{call}path = {{ position = 0 }}\n",
    }
    root = write_tree(tree)
    assert "m.acme  acme.put at train.py:2" in run("graph", root).stdout
    assert "m.acme" not in run("graph", root, "--no-config").stdout
    assert run("why", "m.acme", "--dir", root).returncode == 0
    assert run("runbook", "m.acme", "--dir", root).returncode == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_file_ends_every_command_with_2(write_tree: WriteTree, command: list[str]) -> None:
    finished = run(*command, write_tree({**TREE, "mlaudit.toml": 'profil = "x"\n'}))
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert finished.stderr == (
        "mlaudit: mlaudit.toml: profil: there is no such key; did you mean profile?\n"
    )


def test_everything_that_is_wrong_is_said_with_file_and_key(write_tree: WriteTree) -> None:
    text = '[tool.mlaudit]\nselect = ["inptus"]\nfail-on = "sometimes"\n'
    finished = run("scan", write_tree({**TREE, "pyproject.toml": text}))
    assert finished.returncode == 2
    assert finished.stderr.splitlines() == [
        "mlaudit: the configuration cannot be used:",
        "  pyproject.toml: fail-on: 'sometimes' is not known; there are new, any, never",
        "  pyproject.toml: select #1: there is no rule or family 'inptus'; did you mean inputs?",
    ]


def test_rules_that_there_are_not(write_tree: WriteTree) -> None:
    finished = run("scan", write_tree({**TREE, "mlaudit.toml": 'severity = { INP999 = "low" }'}))
    assert finished.returncode == 2
    assert "mlaudit.toml: severity.INP999: there is no rule or family" in finished.stderr


def test_what_a_file_says_is_shown_escaped(write_tree: WriteTree) -> None:
    text = '"\\u001b[31m" = 1\nselect = ["\\u001b[31m"]\n'
    finished = run("scan", write_tree({**TREE, "mlaudit.toml": text}))
    assert finished.returncode == 2
    assert finished.stderr.replace("\n", "").isprintable()


def test_a_file_and_no_file_exclude_each_other(write_tree: WriteTree) -> None:
    finished = run("scan", write_tree(TREE), "--config", "x.toml", "--no-config")
    assert finished.returncode == 2
    assert "exclude each other" in finished.stderr


def test_a_kept_result_is_that_of_the_same_configuration(
    write_repository: WriteTree, tmp_path: Path
) -> None:
    root = write_repository({**TREE, "mlaudit.toml": "", "one/train.py": TRAIN})
    cache = {"MLAUDIT_NO_CACHE": "", "MLAUDIT_CACHE_DIR": os.fspath(tmp_path / "cache")}
    part = root / "one"
    assert "ART001" in _codes(part, **cache)
    (root / "mlaudit.toml").write_text('severity = { ART001 = "off" }\n', encoding="utf-8")
    assert "ART001" not in _codes(part, **cache)
    assert "ART001" in _codes(part, "--no-config", **cache)
    (root / "mlaudit.toml").write_text('severity = { ART999 = "off" }\n', encoding="utf-8")
    for _ in range(2):
        assert run("scan", part, cwd=None, **cache).returncode == 2


def test_a_note_says_which_of_two_counts(write_tree: WriteTree) -> None:
    tree = {**TREE, "mlaudit.toml": "", "pyproject.toml": "[tool.mlaudit]\n"}
    assert "mlaudit.toml counts" in " ".join(run("scan", write_tree(tree)).stdout.split())

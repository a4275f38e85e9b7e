"""`mlaudit document` as it is installed: what it writes, and what the next scan says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_program import run
from tests.conftest import WriteTree

TRAIN = (
    "import pickle\nimport pandas as pd\n"
    "frame = pd.read_csv('data/raw/customers.csv')\n"
    "run = input('Which run? ')\n"
    "pickle.dump(frame, open('models/churn.pkl', 'wb'))\n"
)
TREE = {
    "src/train.py": TRAIN,
    ".gitignore": "data/\nmodels/\n",
    "requirements.txt": "pandas==2\n",
    "docs/export.md": "# Export\n\n## From the CRM\n",
}
INPUT = "untracked-input:data/raw/customers.csv"


@pytest.fixture
def project(write_repository: WriteTree) -> Path:
    return write_repository(TREE)


def scan(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("scan", ".", "--format", "json", cwd=root).stdout)
    return found


def statuses(root: Path) -> dict[str, str]:
    return {finding["rule"]: finding["status"] for finding in scan(root)["findings"]}


def test_the_finding_is_documented_and_the_runbook_names_the_owner(project: Path) -> None:
    options = ("--who", "data team", "--how", "docs/export.md#from-the-crm", "--why", "no API")
    finished = run("document", INPUT, *options, cwd=project)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout == (
        "mlaudit.toml: registered untracked-input-customers: Obtain data/raw/customers.csv\n"
    )
    (entry,) = tomllib.loads((project / "mlaudit.toml").read_text())["manual-step"]
    assert entry == {
        "id": "untracked-input-customers",
        "what": "Obtain data/raw/customers.csv",
        "who": "data team",
        "how": "docs/export.md#from-the-crm",
        "why": "no API",
        "produces": ["data/raw/customers.csv"],
        "rule": "untracked-input",
        "subject": "data/raw/customers.csv",
    }
    found = scan(project)
    assert {f["rule"]: f["status"] for f in found["findings"]}["untracked-input"] == "documented"
    (action,) = (
        a for a in found["deliverables"][0]["runbook"] if a["what"] == "data/raw/customers.csv"
    )
    assert (action["automation"], action["at"]) == ("documented", "mlaudit.toml:1")
    assert (action["who"], action["how"]) == ("data team", "docs/export.md#from-the-crm")
    shown = run("runbook", "--width", "140", cwd=project).stdout
    assert "data/raw/customers.csv" in shown
    assert "(data team, docs/export.md#from-the-crm)" in shown
    assert "1 documented" in run("scan", cwd=project).stdout


def test_without_an_owner_the_next_scan_asks_for_one(project: Path) -> None:
    finished = run("document", INPUT, cwd=project)
    assert finished.returncode == 0
    assert "nobody is named yet: fill in `who`" in finished.stderr
    assert '\n# who = ""' in (project / "mlaudit.toml").read_text()
    found = statuses(project)
    assert found["untracked-input"] == "documented"
    assert found["manual-step-without-owner"] == "new"


def test_a_fingerprint_names_it_and_the_pyproject_takes_it(project: Path) -> None:
    before = '[project]\nname = "x"\nversion = "1"\n\n[tool.mlaudit]  # ours\n'
    (project / "pyproject.toml").write_text(before)
    (mark,) = (
        f["fingerprint"] for f in scan(project)["findings"] if f["rule"] == "interactive-prompt"
    )
    finished = run("document", mark[:10], "--who", "ml team", "--until", "9999-12-31", cwd=project)
    assert finished.stdout.startswith("pyproject.toml: registered interactive-prompt-input")
    after = (project / "pyproject.toml").read_text()
    assert after.startswith(f"{before}\n[[tool.mlaudit.manual-step]]\n")
    entry = tomllib.loads(after)["tool"]["mlaudit"]["manual-step"][0]
    assert entry["paths"] == ["/src/train.py"]
    assert entry["what"] == 'Supply the answer to "Which run?"'
    assert not (project / "mlaudit.toml").exists()
    assert statuses(project)["interactive-prompt"] == "documented"


def test_inline_it_stands_next_to_the_code(project: Path) -> None:
    finished = run(
        "document", "interactive-prompt:input", "--inline", "--who", "ml team", cwd=project
    )
    assert finished.stdout.startswith("src/train.py:4: registered interactive-prompt-input")
    assert not (project / "mlaudit.toml").exists()
    lines = (project / "src/train.py").read_text().splitlines(keepends=True)
    assert "".join(lines[:3] + lines[5:]) == TRAIN
    assert statuses(project)["interactive-prompt"] == "documented"


def test_what_is_documented_already_is_refused(project: Path) -> None:
    run("document", INPUT, "--who", "data team", cwd=project)
    before = (project / "mlaudit.toml").read_bytes()
    finished = run("document", INPUT, cwd=project)
    assert finished.returncode == 2
    assert "already: untracked-input-customers at mlaudit.toml:1" in finished.stderr
    assert (project / "mlaudit.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("untracked-input:data/customers.csv",), f"did you mean {INPUT}?"),
        ((INPUT, "--until", "soon"), "write a date such as 2030-12-31"),
        ((INPUT, "--dir", "nowhere"), "there is no nowhere"),
    ],
)
def test_what_it_cannot_do_it_says(project: Path, arguments: tuple[str, ...], told: str) -> None:
    finished = run("document", *arguments, cwd=project)
    assert finished.returncode in (2, 3)
    assert told in finished.stderr
    assert not (project / "mlaudit.toml").exists()


def test_what_is_wrong_with_an_entry_is_no_work(project: Path) -> None:
    run("document", INPUT, cwd=project)
    name = "manual-step-without-owner:untracked-input-customers"
    finished = run("document", name, cwd=project)
    assert finished.returncode == 2
    assert "no work that a person does" in finished.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal that a program can write to")
def test_a_person_at_a_terminal_is_asked_what_it_cannot_know(project: Path) -> None:
    import pty

    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "mlaudit", "document", INPUT, "--how", "ask them"],
        cwd=project,
        stdin=slave,
        stderr=slave,
        stdout=subprocess.PIPE,
    ) as program:
        os.close(slave)
        os.write(master, b"data team\n")
        assert program.stdout is not None
        assert b"registered" in program.stdout.read()
    shown = os.read(master, 4096).decode()
    os.close(master)
    assert "Who does it" in shown
    assert "Where is it told" not in shown
    (entry,) = tomllib.loads((project / "mlaudit.toml").read_text())["manual-step"]
    assert (entry["who"], entry["how"]) == ("data team", "ask them")

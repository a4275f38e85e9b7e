"""What the program says where notes set findings aside."""

from __future__ import annotations

import json
from typing import Any

from tests.cli.test_program import run
from tests.conftest import WriteTree

CODE = 'import pandas as pd\n\n{}pd.read_csv("data/raw.csv").describe().to_csv("report.csv")\n'
AROUND = {
    "requirements.txt": "pandas==2.2.3\n",
    ".gitignore": "data/\n",
    "README.md": "# A report\n\n```sh\npip install -r requirements.txt\npython report.py\n```\n",
}


def scan(*arguments: object) -> tuple[int, dict[str, Any]]:
    finished = run("scan", *arguments, "--format", "json")
    return finished.returncode, json.loads(finished.stdout)


def statuses(document: dict[str, Any]) -> dict[str, str]:
    return {finding["code"]: finding["status"] for finding in document["findings"]}


def test_a_reason_ends_the_failing(write_repository: WriteTree) -> None:
    root = write_repository({**AROUND, "report.py": CODE.format("")})
    code, document = scan(root)
    found = statuses(document)
    assert (code, found) == (1, {"INP001": "new"})
    note = "# mlaudit: ignore[untracked-input] the clinic hands it out\n"
    write_repository({"report.py": CODE.format(note)})
    code, document = scan(root)
    assert (code, statuses(document)) == (0, {"INP001": "ignored"})


def test_a_note_without_a_reason_fails(write_repository: WriteTree) -> None:
    note = "# mlaudit: file-ignore[inputs, artifacts, observability, order]\n"
    root = write_repository({**AROUND, "report.py": CODE.format(note)})
    code, document = scan(root)
    new = {code for code, status in statuses(document).items() if status == "new"}
    assert (code, new) == (1, {"MET004"})


def test_a_misspelt_name_says_which_may_be_meant(write_repository: WriteTree) -> None:
    note = "# mlaudit: ignore[untracked-inputs] the clinic hands it out\n"
    root = write_repository({**AROUND, "report.py": CODE.format(note)})
    finished = run("scan", root)
    assert finished.returncode == 1
    assert "did you mean untracked-input?" in " ".join(finished.stdout.split())

"""Environment variables that nothing sets or names."""

from __future__ import annotations

from pathlib import Path

from mlaudit.graph.analysis.packages import undeclared_imports
from mlaudit.graph.analysis.variables import unnamed_variables
from mlaudit.scan import read_workflow

READ = """\
import os

import pandas as pd

url = os.environ["STORE_URL"]
token = os.getenv("STORE_TOKEN")
if token is None:
    raise SystemExit("no token")
hook = os.getenv("CHAT_HOOK")
if hook:
    print(hook)
if other := os.getenv("OTHER_HOOK"):
    print(other)
home = os.environ["HOME"]
pd.read_csv(url).to_csv("out.csv")
"""


def _names(root: Path) -> list[str]:
    found = unnamed_variables(read_workflow(root))
    return [access.artifact for _, accesses in found for access in accesses]


def test_what_the_code_goes_on_without_is_not_needed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(READ)
    assert _names(tmp_path) == ["env:STORE_TOKEN", "env:STORE_URL"]


def test_templates_of_settings_name_variables(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(READ)
    (tmp_path / ".env.template").write_text("STORE_URL=\nSTORE_TOKEN=\n")
    assert _names(tmp_path) == []


def test_modules_that_nothing_installs(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("pandas==2.2.2\nspatial-kfold\n")
    (tmp_path / "a.py").write_text(
        "import pandas as pd\nimport numpy\nimport spatialkfold\nimport torch\nimport config\n"
        'pd.read_csv("https://example.org/a.csv").to_csv("out.csv")\n'
    )
    assert list(undeclared_imports(read_workflow(tmp_path))) == ["torch"]
    (tmp_path / "Dockerfile").write_text("FROM pytorch/pytorch:2.3.0\nCOPY . /app\n")
    assert undeclared_imports(read_workflow(tmp_path)) == {}

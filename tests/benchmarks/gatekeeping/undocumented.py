"""New steps that a person must know of, each of another kind."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Addition: TypeAlias = Callable[[Path, str], None]
"""Adds the step to a tree; takes its folder and the path of a script of it that runs."""


@dataclass(frozen=True, slots=True)
class NewStep:
    """A kind of undocumented step.

    Attributes:
        name: of the kind.
        add: puts one into a tree.
        tokens: what every finding about it names, one of these at least.
    """

    name: str
    add: Addition
    tokens: tuple[str, ...]


def insert(root: Path, script: str, code: str) -> None:
    """Put code into a script, after its last import."""
    path = root / script
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    imports = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    after = max((n.end_lineno or n.lineno for n in imports), default=0)
    if not imports and tree.body and ast.get_docstring(tree):
        after = tree.body[0].end_lineno or 1
    lines = text.splitlines(keepends=True)
    path.write_text("".join([*lines[:after], "\n", code, "\n", *lines[after:]]), encoding="utf-8")


def _append(root: Path, name: str, text: str) -> None:
    path = root / name
    old = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{old}\n{text}", encoding="utf-8")


def _read_csv(path: str) -> Addition:
    return lambda root, script: insert(
        root, script, f"import pandas as _pandas\n_REGIONS = _pandas.read_csv({path!r})\n"
    )


def _add_prompt(root: Path, script: str) -> None:
    insert(root, script, '_ACCEPTED = input("Which share of refunds is accepted? ")\n')


def _read_beside(root: Path, script: str, name: str) -> None:
    """Let a script read a table that lies in its own folder."""
    path = f'pathlib.Path(__file__).resolve().parent / "{name}"'
    code = f"import pathlib\nimport pandas as _pandas\n_REGIONS = _pandas.read_csv({path})\n"
    insert(root, script, code)


def _add_notebook(root: Path, script: str) -> None:
    source = 'import pandas as pd\npd.DataFrame({"region": [1]}).to_csv("regions_mended.csv")\n'
    cell: dict[str, object] = {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "execution_count": None,
    }
    cells = [{**cell, "outputs": list[object]()}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    beside = (root / script).parent
    (beside / "mend_regions.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    _read_beside(root, script, "regions_mended.csv")


def _add_script(root: Path, script: str) -> None:
    code = (
        "import pathlib\nimport pandas as pd\n"
        'target = pathlib.Path(__file__).resolve().parent / "shops_joined.csv"\n'
        'pd.DataFrame({"shop": [1]}).to_csv(target)\n'
    )
    (root / script).with_name("join_shops.py").write_text(code, encoding="utf-8")
    _read_beside(root, script, "shops_joined.csv")


def _add_run_id(root: Path, script: str) -> None:
    uri = "runs:/9a1f0c77b5e84b0f8d2c3e4f5a6b7c8d/model"
    insert(root, script, f'import mlflow\n_FORMER = mlflow.pyfunc.load_model("{uri}")\n')


def _add_release(root: Path, script: str) -> None:
    command = "huggingface-cli upload acme/regions-scorer export/"
    _append(
        root, "README.md", f"## Releasing\n\nTo release the scorer run:\n\n```sh\n{command}\n```\n"
    )


def _add_dispatch(root: Path, script: str) -> None:
    workflow = (
        "name: refit-regions\non:\n  workflow_dispatch:\n    inputs:\n      version:\n"
        "        required: true\njobs:\n  refit:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - uses: actions/checkout@v4\n"
        "      - run: twine upload dist/regions-${{ inputs.version }}.tar.gz\n"
    )
    _append(root, ".github/workflows/refit-regions.yml", workflow)


def _add_snapshot(root: Path, script: str) -> None:
    code = (
        'import pandas as _pandas\n_SNAPSHOT = "2024-05-31"\n'
        '_STOCK = _pandas.read_parquet(f"s3://warehouse/stock/{_SNAPSHOT}/part.parquet")\n'
    )
    insert(root, script, code)


def _add_instruction(root: Path, script: str) -> None:
    insert(root, script, "# remember to copy prices_final.xlsx here before running this script\n")


STEPS: tuple[NewStep, ...] = (
    NewStep("untracked input", _read_csv("regions_by_hand/regions.csv"), ("regions.csv",)),
    NewStep("path of one machine", _read_csv("/home/anna/exports/returns.csv"), ("returns.csv",)),
    NewStep("prompt", _add_prompt, ("refunds",)),
    NewStep("notebook in the chain", _add_notebook, ("mend_regions.ipynb",)),
    NewStep("script that nothing starts", _add_script, ("join_shops.py",)),
    NewStep("hand-carried id", _add_run_id, ("9a1f0c77", "mlflow")),
    NewStep("manual release", _add_release, ("regions-scorer",)),
    NewStep("job that a person starts", _add_dispatch, ("refit-regions",)),
    NewStep("date pasted by hand", _add_snapshot, ("2024-05-31",)),
    NewStep("instruction in a comment", _add_instruction, ("prices_final.xlsx",)),
)
"""Every kind of new step."""

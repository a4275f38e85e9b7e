"""`dvc.api`: parameters and files that DVC opens."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, unresolved


def test_parameters() -> None:
    files = {
        "main.py": """
            import dvc.api
            params = dvc.api.params_show(stages="train")
            more = dvc.api.params_show("params.yaml", "own.yaml")
            open(params["out"], "w")
            open(more["out"], "w")
        """,
        "params.yaml": "out: a.csv\n",
        "own.yaml": "out: b.csv\n",
    }
    expected = ["read params.yaml", "read own.yaml", "write a.csv", "write b.csv"]
    assert touched(behaviour(files, "")) == expected


@pytest.mark.parametrize(
    "code",
    [
        "with dvc.api.open('data/a.csv') as f:\n    pd.read_csv(f)",
        "pd.read_csv(dvc.api.get_url('data/a.csv'))",
        "pd.read_csv(dvc.api.open(path='data/a.csv', mode='rb'))",
        "pd.read_csv(io.StringIO(dvc.api.read('data/a.csv')))",
    ],
)
def test_files(code: str) -> None:
    found = behaviour(f"import dvc.api, io\nimport pandas as pd\n{code}\n", "")
    assert touched(found) == ["read data/a.csv"]
    assert unresolved(found) == []


def test_text_that_is_configuration() -> None:
    files = {
        "main.py": """
            import dvc.api, yaml
            open(yaml.safe_load(dvc.api.read("c.yaml"))["o"], "w")
        """,
        "c.yaml": "o: a.csv\n",
    }
    assert touched(behaviour(files, "")) == ["read c.yaml", "write a.csv"]

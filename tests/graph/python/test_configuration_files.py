"""Configuration that is found elsewhere than where it is looked for, and helpers that walk it."""

from __future__ import annotations

from tests.graph.python.running import behaviour, touched, written

READER = """
    import yaml
    import pandas as pd

    def load(path):
        with open(path) as handle:
            return yaml.safe_load(handle)

    config = load("configs/data.yaml")
    pd.DataFrame().to_csv(config["paths"]["out"])
"""


def test_configuration_is_found_in_the_folders_above() -> None:
    files = {"src/main.py": READER, "configs/data.yaml": "paths: {out: data/all.csv}\n"}
    found = behaviour(files, "", "pipelines", entry="src/main.py")
    assert touched(found) == ["read pipelines/configs/data.yaml", "write pipelines/data/all.csv"]


def test_configuration_beside_the_entry_comes_last() -> None:
    files = {
        "src/main.py": READER,
        "src/configs/data.yaml": "paths: {out: inner.csv}\n",
        "configs/data.yaml": "paths: {out: outer.csv}\n",
    }
    assert written(files, "", entry="src/main.py") == ["outer.csv"]
    del files["configs/data.yaml"]
    assert written(files, "", entry="src/main.py") == ["inner.csv"]


def test_helper_that_calls_itself_for_every_part() -> None:
    files = {
        "main.py": """
            import json
            from types import SimpleNamespace
            import pandas as pd

            def to_namespace(value):
                if isinstance(value, dict):
                    return SimpleNamespace(**{k: to_namespace(v) for k, v in value.items()})
                if isinstance(value, list):
                    return [to_namespace(item) for item in value]
                return value

            with open("config.json") as handle:
                config = to_namespace(json.load(handle))
            pd.DataFrame().to_csv(config.a.b.c.out)
            for part in config.parts:
                pd.DataFrame().to_csv(part.out)
        """,
        "config.json": '{"a": {"b": {"c": {"out": "x.csv"}}}, "parts": [{"out": "y.csv"}]}',
    }
    assert written(files, "") == ["x.csv", "y.csv"]


def test_modules_nearest_to_the_entry_are_imported() -> None:
    files = {
        "utils/__init__.py": "",
        "ml/utils.py": "OUT = 'near.csv'",
        "ml/src/main.py": "import utils, pandas as pd\npd.DataFrame().to_csv(utils.OUT)",
    }
    assert written(files, "", "ml", entry="ml/src/main.py") == ["ml/near.csv"]


def test_configuration_in_one_of_two_places() -> None:
    files = {
        "main.py": """
            import sys
            import yaml
            path = "near.yaml" if len(sys.argv) > 1 else "far.yaml"
            with open(path) as handle:
                open(yaml.safe_load(handle)["out"], "w")
        """,
        "near.yaml": "out: near.csv\n",
        "far.yaml": "out: far.csv\n",
    }
    assert written(files) == ["near.csv", "far.csv"]

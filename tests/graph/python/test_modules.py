"""Modules of the tree are followed as Python would find them."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written

PACKAGE = {
    "src/churn/__init__.py": "from churn.paths import ROOT\n",
    "src/churn/paths.py": """
        from pathlib import Path
        ROOT = Path(__file__).resolve().parents[2]
        DATA = ROOT / "data"
        NAMES = ["a", "b"]
        __all__ = ["DATA"]
    """,
    "src/churn/io/__init__.py": "",
    "src/churn/io/files.py": """
        from ..paths import DATA
        from . import names

        def save(df, name):
            df.to_csv(DATA / names.complete(name))
    """,
    "src/churn/io/names.py": "def complete(name):\n    return name + '.csv'\n",
}


@pytest.mark.parametrize(
    "imports",
    [
        "from churn.io.files import save",
        "import churn.io.files\nsave = churn.io.files.save",
        "from churn.io import files\nsave = files.save",
        "import churn.io.files as f\nsave = f.save",
        "from churn.io.files import *",
        "from churn.io.files import save as keep\nsave = keep",
        "from src.churn.io.files import save",
        "import importlib\nsave = importlib.import_module('churn.io.files').save",
        "try:\n    from churn.io.files import save\nexcept ImportError:\n    save = None",
    ],
)
def test_modules_are_followed(imports: str) -> None:
    files = PACKAGE | {"scripts/run.py": f"{imports}\nsave(df, 'x')\n"}
    found = behaviour(files, entry="scripts/run.py")
    assert touched(found) == ["write data/x.csv"]
    assert "src/churn/io/files.py" in found.imported


@pytest.mark.parametrize(
    "constant",
    [
        "from churn.paths import DATA",
        "from churn.paths import *",
        "import churn.paths\nDATA = churn.paths.DATA",
        "import churn\nDATA = churn.ROOT / 'data'",
    ],
)
def test_imported_constants(constant: str) -> None:
    files = PACKAGE | {"run.py": f"{constant}\ndf.to_csv(DATA / 'x.csv')\n"}
    assert written(files, entry="run.py") == ["data/x.csv"]


def test_star_import_of_plain_module_and_of_loops() -> None:
    files = PACKAGE | {
        "src/churn/train.py": """
            from churn.paths import NAMES
            for name in NAMES:
                df.to_csv(name + ".csv")
        """
    }
    assert written(files, entry="src/churn/train.py") == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    "edit",
    [
        "sys.path.append('lib')",
        "sys.path.insert(0, 'lib')",
        "sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'lib'))",
        "sys.path.append(str(Path(__file__).resolve().parent.parent / 'lib'))",
        "sys.path.extend(['lib'])",
        "sys.path += ['lib']",
        "sys.path = ['lib'] + sys.path",
        "sys.path[:0] = ['lib']",
        "from site import addsitedir\naddsitedir('lib')",
    ],
)
def test_search_path_is_edited(edit: str) -> None:
    files = {
        "jobs/run.py": f"import os, sys\nfrom pathlib import Path\n{edit}\nimport tools\n"
        "tools.save('a.csv')\n",
        "lib/tools.py": "def save(path):\n    df.to_csv(path)\n",
    }
    assert written(files, entry="jobs/run.py") == ["a.csv"]


def test_edited_search_path_wins_over_the_own_folder() -> None:
    files = {
        "jobs/run.py": "import sys\nsys.path.insert(0, 'lib')\nimport tools\n",
        "jobs/tools.py": "df.to_csv('wrong.csv')\n",
        "lib/tools.py": "df.to_csv('right.csv')\n",
    }
    assert written(files, entry="jobs/run.py") == ["right.csv"]


def test_name_of_the_module_guards_what_an_import_runs() -> None:
    files = {
        "run.py": "import train\n",
        "train.py": "df.to_csv('import.csv')\nif __name__ == '__main__':\n    df.to_csv('m.csv')\n",
    }
    assert written(files, entry="run.py") == ["import.csv"]
    assert written(files, entry="train.py") == ["import.csv", "m.csv"]


def test_modules_that_import_each_other() -> None:
    files = {
        "a.py": "import b\nNAME = 'a.csv'\ndef save():\n    df.to_csv(NAME)\nb.run()\n",
        "b.py": "import a\ndef run():\n    a.save()\n",
    }
    found = behaviour(files, entry="a.py")
    assert "write a.csv" in touched(found)

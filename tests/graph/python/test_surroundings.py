"""What programs take from around them: configuration, environment, guards, people, programs."""

from __future__ import annotations

import json

import pytest

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched, unresolved, written

YAML = "paths:\n  raw: raw.csv\n  out: [a.csv, b.csv]\nroot: out\n"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("c.yaml", YAML, "import yaml\nwith open('c.yaml') as f:\n    c = yaml.safe_load(f)"),
        ("c.yaml", YAML, "import yaml\nc = yaml.load(open('c.yaml'), Loader=yaml.FullLoader)"),
        ("c.yaml", YAML, "import yaml\nc = yaml.safe_load(open('c.yaml').read())"),
        (
            "c.yaml",
            YAML,
            "import yaml, pathlib\nc = yaml.safe_load(pathlib.Path('c.yaml').read_text())",
        ),
        ("c.yaml", YAML, "from ruamel.yaml import YAML\nc = YAML(typ='safe').load(open('c.yaml'))"),
        ("c.yaml", YAML, "from omegaconf import OmegaConf\nc = OmegaConf.load('c.yaml')"),
        (
            "c.yaml",
            YAML,
            "from box import ConfigBox\nimport yaml\nc = ConfigBox(yaml.safe_load(open('c.yaml')))",
        ),
        (
            "c.json",
            json.dumps({"paths": {"raw": "raw.csv", "out": ["a.csv", "b.csv"]}, "root": "out"}),
            "import json\nwith open('c.json') as f:\n    c = json.load(f)",
        ),
        (
            "c.toml",
            'root = "out"\n[paths]\nraw = "raw.csv"\nout = ["a.csv", "b.csv"]\n',
            "import tomllib\nwith open('c.toml', 'rb') as f:\n    c = tomllib.load(f)",
        ),
        ("params.yaml", YAML, "import dvc.api\nc = dvc.api.params_show()"),
    ],
)
def test_configuration_file_is_read(name: str, content: str, code: str) -> None:
    source = f"{code}\nfor p in c['paths']['out']:\n    df.to_csv(c['root'] + '/' + p)\n"
    source += "open(c['paths']['raw'])\nopen(c.get('none', 'd.csv'))\n"
    found = behaviour({"main.py": source, name: content})
    assert found.unresolved == ()
    lines = [line for line in touched(found) if name not in line]
    assert lines == ["write out/a.csv", "write out/b.csv", "read raw.csv", "read d.csv"]


@pytest.mark.parametrize(
    "box",
    [
        "OmegaConf.load('c.yaml')",
        "ConfigBox(yaml.safe_load(open('c.yaml')))",
        "SimpleNamespace(**yaml.safe_load(open('c.yaml')))",
        "Config(**yaml.safe_load(open('c.yaml')))",
        "EasyDict(yaml.safe_load(open('c.yaml')))",
    ],
)
def test_configuration_with_attributes(box: str) -> None:
    source = f"""
        import yaml
        from box import ConfigBox
        from easydict import EasyDict
        from omegaconf import OmegaConf
        from pydantic import BaseModel
        from types import SimpleNamespace

        class Config(BaseModel):
            paths: dict
            root: str

        c = {box}
        df.to_csv(f"{{c.root}}/a.csv")
    """
    assert written({"main.py": source, "c.yaml": YAML}) == ["out/a.csv"]


def test_keys_that_a_box_writes_as_attributes() -> None:
    source = """
        import yaml
        from box import ConfigBox
        c = ConfigBox(yaml.safe_load(open('c.yaml')))
        df.to_csv(c.out_folder + "/a.csv")
        df.to_csv(c.other + "/b.csv")
    """
    found = behaviour({"main.py": source, "c.yaml": "out-folder: out\nother folder: x\n"})
    writes = [line for line in touched(found) if line.startswith("write ")]
    assert writes == ["write out/a.csv", "write {other}/b.csv"]


def test_configuration_of_an_own_class() -> None:
    files = {
        "config/config.yaml": "data:\n  root_dir: artifacts\n  file: data.csv\n",
        "src/config.py": """
            from dataclasses import dataclass
            from pathlib import Path
            from box import ConfigBox
            import yaml

            def read_yaml(path: Path) -> ConfigBox:
                with open(path) as handle:
                    return ConfigBox(yaml.safe_load(handle))

            @dataclass(frozen=True)
            class DataConfig:
                target: Path

            class Manager:
                def __init__(self, path=Path("config/config.yaml")):
                    self.config = read_yaml(path)

                def data(self) -> DataConfig:
                    config = self.config.data
                    return DataConfig(target=Path(config.root_dir) / config.file)
        """,
        "main.py": """
            from src.config import Manager

            class Stage:
                def __init__(self, config):
                    self.config = config

                def run(self):
                    df.to_csv(self.config.target)

            Stage(Manager().data()).run()
        """,
    }
    assert written(files) == ["artifacts/data.csv"]


def test_ini_file() -> None:
    source = """
        from configparser import ConfigParser
        config = ConfigParser()
        config.read("c.ini")
        df.to_csv(config.get("paths", "out"))
        df.to_csv(config["paths"]["out"])
    """
    assert written({"main.py": source, "c.ini": "[paths]\nout = a.csv\n"}) == ["a.csv"]


def test_missing_key_of_a_configuration_is_unresolved() -> None:
    source = "import yaml\nc = yaml.safe_load(open('c.yaml'))\ndf.to_csv(c['gone'])\n"
    found = behaviour({"main.py": source, "c.yaml": YAML})
    assert unresolved(found) == [("write", UnresolvedReason.CONFIGURATION)]


@pytest.mark.parametrize(
    "code",
    [
        "os.environ.get('FOLDER', 'out')",
        "os.getenv('FOLDER', default='out')",
        "(os.environ.get('FOLDER') or 'out')",
        "os.environ.setdefault('FOLDER', 'out')",
    ],
)
def test_environment_variable_with_default(code: str) -> None:
    source = f"import os\ndf.to_csv({code} + '/a.csv')\n"
    found = behaviour(source)
    assert touched(found) == ["write out/a.csv"]
    assert [a.guarded for a in found.accesses if a.artifact == "env:FOLDER"] == [True]
    assert touched(behaviour(source, FOLDER="x")) == ["write x/a.csv"]


def test_environment_variable_is_an_access() -> None:
    source = "import os\nopen(os.environ['DATA'])\nos.getenv('SEED', 1)\n"
    found = behaviour(source)
    names = [(a.artifact, a.guarded) for a in found.accesses]
    assert names == [("env:DATA", False), ("env:SEED", True)]
    assert unresolved(found) == [("read", UnresolvedReason.ENVIRONMENT)]
    set_ = "import os\nos.environ['DATA'] = 'a.csv'\nopen(os.environ['DATA'])\n"
    assert "read a.csv" in touched(behaviour(set_))


@pytest.mark.parametrize(
    ("code", "guarded"),
    [
        ("pd.read_csv('a.csv')", False),
        ("if os.path.exists('a.csv'):\n    pd.read_csv('a.csv')", True),
        ("if Path('a.csv').is_file():\n    pd.read_csv('a.csv')", True),
        ("path = Path('a.csv')\nif path.exists() and not force:\n    pd.read_csv(path)", True),
        ("if not os.path.exists('a.csv'):\n    make()\nelse:\n    pd.read_csv('a.csv')", True),
        ("if os.path.exists('b.csv'):\n    pd.read_csv('a.csv')", False),
        ("if os.path.isdir('.cache'):\n    pd.read_csv('a.csv')", False),
        ("try:\n    pd.read_csv('a.csv')\nexcept FileNotFoundError:\n    x = None", True),
        ("try:\n    pd.read_csv('a.csv')\nexcept (OSError, KeyError):\n    pass", True),
        ("try:\n    pd.read_csv('a.csv')\nexcept ValueError:\n    pass", False),
        ("try:\n    pd.read_csv('a.csv')\nexcept FileNotFoundError:\n    raise", False),
        ("try:\n    pd.read_csv('a.csv')\nexcept FileNotFoundError:\n    sys.exit(1)", False),
        ("df = pd.read_csv('a.csv') if os.path.exists('a.csv') else None", True),
        ("with contextlib.suppress(FileNotFoundError):\n    pd.read_csv('a.csv')", True),
        (
            "def f():\n    if not os.path.exists('a.csv'):\n        return None\n"
            "    return pd.read_csv('a.csv')\nf()",
            True,
        ),
    ],
)
def test_guarded_reads(code: str, guarded: bool) -> None:
    imports = "import contextlib, os, sys\nfrom pathlib import Path\nimport pandas as pd\n"
    found = behaviour(f"{imports}{code}\n")
    assert [(a.artifact, a.guarded) for a in found.accesses] == [("a.csv", guarded)]


@pytest.mark.parametrize(
    ("code", "guarded"),
    [
        ("input('Continue? ')", False),
        ("if sys.stdin.isatty():\n    input('Continue? ')", True),
        ("getpass.getpass('Password: ')", False),
        ("click.confirm('Sure?')", False),
        ("click.prompt('Name')", False),
        ("breakpoint()", False),
    ],
)
def test_prompts_are_effects(code: str, guarded: bool) -> None:
    found = behaviour(f"import click, getpass, sys\n{code}\n")
    (effect,) = [e for e in found.effects if e.kind in ("prompt-user", "login")]
    assert effect.guarded is guarded
    assert found.accesses == ()


def test_text_of_the_prompt_is_kept() -> None:
    (effect,) = behaviour("name = input('Which model? ')\n").effects
    assert effect.detail == "Which model? "


def test_answer_is_no_path() -> None:
    found = behaviour("open(input('Which file? '))\nopen(input('Which? ') or 'd.csv')\n")
    assert touched(found) == ["read d.csv"]
    assert ("read", UnresolvedReason.DATA) in unresolved(found)


@pytest.mark.parametrize(
    ("code", "words", "command"),
    [
        (
            "subprocess.run(['python', 'train.py', '--lr', str(0.1)], check=True)",
            ("python", "train.py", "--lr", "0.1"),
            None,
        ),
        ("subprocess.check_call([sys.executable, 'train.py'])", ("python", "train.py"), None),
        ("subprocess.Popen('dvc repro', shell=True)", (), "dvc repro"),
        ("os.system(f'python train.py --out {OUT}')", (), "python train.py --out out"),
        ("os.popen('make data')", (), "make data"),
        ("subprocess.run(shlex.split('python train.py -x'))", ("python", "train.py", "-x"), None),
        ("subprocess.run('python train.py'.split())", ("python", "train.py"), None),
        ("subprocess.call(['python', *ARGS])", ("python", "train.py", "a"), None),
        ("runpy.run_path('train.py')", ("python", "train.py"), None),
    ],
)
def test_started_programs(code: str, words: tuple[str, ...], command: str | None) -> None:
    source = (
        "import os, runpy, shlex, subprocess, sys\nOUT = 'out'\nARGS = ['train.py', 'a']\n" + code
    )
    (call,) = behaviour(source + "\n").calls
    assert (call.words, call.command) == (words, command)


def test_directory_of_a_started_program() -> None:
    source = """
        import os, subprocess
        from pathlib import Path
        subprocess.run(["make"], cwd="sub")
        subprocess.run(["make"], cwd=Path(__file__).parent)
        os.chdir("deep")
        os.system("make")
    """
    calls = behaviour(source, entry="jobs/main.py").calls
    assert [call.directory for call in calls] == ["sub", "jobs", "deep"]


def _notebook(*cells: str) -> str:
    return json.dumps(
        {
            "cells": [
                {
                    "cell_type": "code",
                    "source": cell,
                    "metadata": {},
                    "outputs": [],
                    "execution_count": None,
                }
                for cell in cells
            ],
            "metadata": {"kernelspec": {"name": "python3", "language": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


def test_notebook() -> None:
    cells = (
        "import pandas as pd\nNAME = 'x'",
        "%cd ../data\ndf = pd.read_csv('a.csv')",
        "!python clean.py {NAME} --out $NAME.csv",
        "%run ../scripts/train.py --fast",
        "%%bash\nmake data",
        "%matplotlib inline\ndf.to_csv(f'{NAME}.csv')",
    )
    found = behaviour({"nb/a.ipynb": _notebook(*cells)}, None, "nb", entry="nb/a.ipynb")
    assert touched(found) == ["read data/a.csv", "write data/x.csv"]
    assert [a.place.cell for a in found.accesses] == [1, 5]
    first, second, third = found.calls
    assert (first.command or "").split() == ["python", "clean.py", "x", "--out", "x.csv"]
    assert (second.command or "").split() == ["python", "../scripts/train.py", "--fast"]
    assert second.same_process
    assert "make data" in (third.command or "")
    assert {first.directory, second.directory} == {"data"}


def test_libraries_that_seed_train_and_log() -> None:
    source = """
        import mlflow, numpy as np
        from sklearn.ensemble import RandomForestClassifier
        np.random.seed(1)
        with mlflow.start_run():
            RandomForestClassifier().fit(x, y)
            mlflow.log_metric("auc", 1)
    """
    kinds = [effect.kind for effect in behaviour(source).effects]
    assert {"seed", "train", "log"} <= set(kinds)


def test_a_program_that_is_looked_up_may_be_any_of_the_table() -> None:
    found = behaviour(
        """
        import asyncio
        import subprocess
        import sys

        MODULES = {"a": "pkg.one", "b": "pkg.two"}
        FILES = {"a": "one.yaml", "b": "two.yaml"}
        name = input()
        subprocess.run([sys.executable, "-m", MODULES[name], "--config", FILES[name], "-v"])
        asyncio.run(asyncio.create_subprocess_exec("python", "last.py", FILES[name]))
        """
    )
    assert [(call.words, call.sometimes) for call in found.calls] == [
        (("python", "-m", "pkg.one", "--config", "one.yaml", "-v"), True),
        (("python", "-m", "pkg.two", "--config", "two.yaml", "-v"), True),
        (("python", "last.py", "one.yaml"), False),
    ]


def test_settings_that_code_puts_into_an_application() -> None:
    source = """
        import pickle
        from flask import Flask
        app = Flask(__name__)
        app.config["MODEL"] = "model.pkl"
        app.config.update(NAMES="names.pkl")
        pickle.load(open(app.config["MODEL"], "rb"))
        pickle.load(open(app.config["NAMES"], "rb"))
        pickle.load(open(app.config["OTHER"], "rb"))
    """
    found = behaviour(source)
    assert touched(found) == ["read model.pkl", "read names.pkl"]
    assert {mode for mode, _ in unresolved(found)} == {"read"}

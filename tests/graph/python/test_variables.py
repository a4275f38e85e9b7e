"""Variables of the environment that libraries take from files."""

from __future__ import annotations

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import accesses
from tests.graph.python.running import behaviour, touched, written

ENV = 'SOURCE=a.csv\nexport TARGET="b.csv"  # where to\nFOLDER=out\nINSIDE=${FOLDER}/c.csv\n'


@pytest.mark.parametrize(
    "code",
    [
        "from dotenv import load_dotenv\nload_dotenv()\nt = os.environ['TARGET']",
        "import dotenv\ndotenv.load_dotenv('.env')\nt = os.getenv('TARGET')",
        "from dotenv import load_dotenv, find_dotenv\nload_dotenv(find_dotenv())\n"
        "t = os.environ.get('TARGET', 'z.csv')",
        "from dotenv import dotenv_values\nt = dotenv_values('.env')['TARGET']",
        "from dotenv import dotenv_values\nt = {**dotenv_values(), **os.environ}['TARGET']",
        "import dotenv\nt = dotenv.get_key('.env', 'TARGET')",
        "from decouple import config\nt = config('TARGET', default='z.csv')",
        "from environs import Env\nenv = Env()\nenv.read_env()\nt = env('TARGET')",
        "from environs import Env\nenv = Env()\nenv.read_env()\nt = env.str('TARGET', 'z.csv')",
        "import environ\nenviron.Env.read_env('.env')\nt = environ.Env().str('TARGET')",
    ],
)
def test_file_beside_the_code(code: str) -> None:
    source = f"import os\n{code}\ndf.to_csv(t)\n"
    found = behaviour({"main.py": source, ".env": ENV}, "")
    assert touched(found) == ["read .env", "write b.csv"]
    assert found.unresolved == ()


def test_values_refer_to_others_and_are_converted() -> None:
    source = """
        from environs import Env
        env = Env()
        env.read_env()
        df.to_csv(env.path("FOLDER") / "d.csv")
        df.to_csv(env("INSIDE"))
        for name in env.list("NAMES", "x,y".split(",")):
            df.to_csv(name)
    """
    assert written({"main.py": source, ".env": ENV}, "") == ["out/d.csv", "out/c.csv", "x", "y"]


def test_prefix_of_environs_ends_with_its_block() -> None:
    source = """
        from environs import Env
        env = Env()
        with env.prefixed("APP_"):
            df.to_csv(env("OUT"))
        df.to_csv(env("OUT"))
    """
    assert written(source, "", OUT="plain.csv", APP_OUT="own.csv") == ["own.csv", "plain.csv"]


def test_nearest_file_above_the_code_counts() -> None:
    files = {
        "src/main.py": "import dotenv, os\ndotenv.load_dotenv()\nopen(os.environ['P'], 'w')\n",
        "src/.env": "P=near.csv\n",
        ".env": "P=far.csv\n",
    }
    assert written(files, "", entry="src/main.py") == ["near.csv"]


def test_variable_that_is_set_wins_unless_told_otherwise() -> None:
    code = "import dotenv, os\ndotenv.load_dotenv({})\nopen(os.environ['TARGET'], 'w')\n"
    files = {"main.py": code.format(""), ".env": ENV}
    assert written(files, "", TARGET="set.csv") == ["set.csv"]
    files["main.py"] = code.format("override=True")
    assert written(files, "", TARGET="set.csv") == ["b.csv"]


def test_secret_stays_a_hole() -> None:
    code = "import dotenv, os\ndotenv.load_dotenv()\nopen('m_' + os.environ['API_KEY'], 'w')\n"
    assert written({"main.py": code, ".env": "API_KEY=abc\n"}, "") == ["m_{API_KEY}"]


def test_file_that_is_not_in_the_tree_is_still_read() -> None:
    code = "import dotenv, os\ndotenv.load_dotenv()\nopen(os.environ['P'])\n"
    found = behaviour(code, "")
    assert touched(found) == ["read .env"]
    assert len(found.unresolved) == 1


def test_settings_ini_of_decouple() -> None:
    files = {
        "main.py": "from decouple import config\nfrom pathlib import Path\n"
        "open(config('FOLDER', cast=Path) / 'a.csv', 'w')\n",
        "settings.ini": "[settings]\nFOLDER=data\n",
    }
    assert written(files, "") == ["data/a.csv"]


def test_variables_in_text() -> None:
    source = """
        import os, yaml
        open(os.path.expandvars("$ROOT/a.csv"), "w")
        open(os.path.expandvars("${ROOT}/$OTHER.csv"), "w")
        with open("c.yaml") as file:
            made = yaml.safe_load(os.path.expandvars(file.read()))
        open(made["paths"][0], "w")
    """
    files = {"main.py": source, "c.yaml": "paths: ['${ROOT}/b.csv']\n"}
    assert written(files, "", ROOT="r") == ["r/a.csv", "r/{OTHER}.csv", "r/b.csv"]


@pytest.mark.parametrize(
    "handed",
    [
        "env={'OUT': 'a.csv'}",
        "env={**os.environ, 'OUT': 'a.csv'}",
        "env=dict(os.environ, OUT='a.csv')",
        "env=environment",
        "check=True",
    ],
)
def test_variables_reach_started_programs(handed: str, write_repository: WriteTree) -> None:
    start = f"""
import os, subprocess
environment = os.environ.copy()
environment["OUT"] = "a.csv"
if {handed.startswith("check")}:
    os.environ["OUT"] = "a.csv"
subprocess.run(["python", "child.py"], {handed})
"""
    child = "import os\nopen(os.environ['OUT'], 'w')\n"
    files = {"start.py": start, "child.py": child, "run.sh": "python start.py\n"}
    found = read_workflow(write_repository(files))
    assert "write a.csv inferred" in accesses(found, "run.sh")


def test_environment_is_updated() -> None:
    source = """
        import os
        os.environ.update({"A": "a.csv"}, B="b.csv")
        os.environ.setdefault("C", "c.csv")
        for name in ("A", "B", "C"):
            open(os.environ[name], "w")
    """
    assert written(source, "") == ["a.csv", "b.csv", "c.csv"]

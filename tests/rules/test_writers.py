"""What a repository makes or fetches itself is no input that somebody has to find."""

from __future__ import annotations

import pytest

from mlaudit.scan import read_workflow
from mlaudit_rules.inputs.untracked_input import find_untracked_inputs
from mlaudit_rules.release.image_copies_untracked_artifact import find_untracked_copies
from tests.conftest import Tree, WriteTree

COPY = (
    "import os\nimport shutil\nimport pandas as pd\nfrom PIL import Image\n"
    "for name in os.listdir('a'):\n    shutil.copy(f'a/{name}', f'all/{name}')\n"
)
DAG = (
    "from airflow import DAG\nfrom airflow.operators.python import PythonOperator\n"
    "from jobs import prepare\nwith DAG('d', schedule='@daily'):\n"
    "    PythonOperator(task_id='p', python_callable=prepare, op_kwargs={'save': load()})\n"
)
JOBS = (
    "import pandas as pd\ndef prepare(save=False):\n    if save:\n"
    "        pd.DataFrame().to_csv('data/clean.csv')\n"
)
FETCH = (
    "from dagshub.common.api.repo import RepoAPI\n"
    "RepoAPI(repo='me/data').download(remote_path='raw', local_path='data')\n"
)
READ = "import pandas as pd\npd.read_csv('data/clean.csv').to_csv('out.csv')\n"


def subjects(write_tree: WriteTree, tree: Tree) -> list[str]:
    return [o.subject for o in find_untracked_inputs(read_workflow(write_tree(tree)))]


def test_files_under_the_name_of_another_variable(write_tree: WriteTree) -> None:
    read = "for row in pd.read_csv('a/list.csv').image:\n    Image.open(f'{}/{{row}}')\n"
    made = subjects(write_tree, {"a/list.csv": "image\n", "a.py": COPY + read.format("all")})
    assert made == []
    other = subjects(write_tree, {"a.py": COPY + read.format("other")})
    assert len(other) == 1
    assert other[0].startswith("other/{")


@pytest.mark.parametrize("more", [{"dags/d.py": DAG, "dags/jobs.py": JOBS}, {"fetch.py": FETCH}])
def test_what_a_task_or_a_download_brings(write_tree: WriteTree, more: Tree) -> None:
    assert subjects(write_tree, {"train.py": READ}) == ["data/clean.csv"]
    assert subjects(write_tree, {"train.py": READ, **more}) == []


def test_a_documented_command_on_the_code_of_a_task(write_tree: WriteTree) -> None:
    rule = "rule a:\n    output: 'a.csv'\n    shell: 'python make.py {output}'\n"
    make = "import sys\nimport pandas as pd\npd.DataFrame().to_csv(sys.argv[1])\n"
    tree = {"Snakefile": rule, "make.py": make, "train.py": READ}
    assert subjects(write_tree, tree) == ["data/clean.csv"]
    readme = "# Use\n\n```\npython make.py data/clean.csv\npython train.py\n```\n"
    assert subjects(write_tree, {"README.md": readme}) == []


def test_pages_of_plots_that_dvc_makes(write_tree: WriteTree) -> None:
    job = (
        "on: push\njobs:\n  report:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: |\n          {}\n          cp plots/index.html site.html\n"
    )
    path = ".github/workflows/report.yml"
    assert subjects(write_tree, {path: job.format("dvc plots show")}) == ["plots/index.html"]
    assert subjects(write_tree, {path: job.format("dvc plots show -o plots")}) == []


@pytest.mark.parametrize(
    ("copied", "consequence"),
    [
        ("data/model.joblib", "the image builds only where a person has put the file."),
        ("data", "the image builds without it and fails at start."),
        (".", "the image builds without it and fails at start."),
    ],
)
def test_an_image_with_a_folder_builds_without_the_file(
    write_tree: WriteTree, copied: str, consequence: str
) -> None:
    service = "import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\n"
    target = copied if copied != "." else "./"
    tree = {
        "app.py": service + "model = joblib.load('data/model.joblib')\n",
        "data/readme.txt": "x\n",
        "Dockerfile": "FROM python:3.12\nWORKDIR /app\nCOPY app.py app.py\n"
        f"COPY {copied} {target}\nCMD uvicorn app:app\n",
        "build.sh": "docker build -t app .\n",
    }
    (found,) = find_untracked_copies(read_workflow(write_tree(tree)))
    assert found.subject == "data/model.joblib"
    assert found.message.endswith(consequence)


@pytest.mark.parametrize("rest", ["os.remove(name)", "pathlib.Path(name).unlink()", "parse(name)"])
def test_files_that_are_only_deleted_are_no_input(write_tree: WriteTree, rest: str) -> None:
    code = "import glob\nimport os\nimport pathlib\nfrom x import parse\n"
    loop = f"for name in glob.glob('raw/*'):\n    {rest}\n"
    found = subjects(write_tree, {"a.py": code + loop})
    assert found == (["raw/*"] if rest.startswith("parse") else [])


def test_a_checkpoint_is_there_where_its_files_are(write_tree: WriteTree) -> None:
    code = "import keras\nkeras.Sequential().load_weights('net/variables')\n"
    assert subjects(write_tree, {"a.py": code}) == ["net/variables"]
    files = {"net/variables.index": "x", "net/variables.data-00000-of-00001": "x"}
    assert subjects(write_tree, files) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [("STORE_URL=put.yours.here", []), ("STORE_DIR=put.yours", ["put.yours/a.csv"])],
)
def test_a_host_to_fill_in_is_no_folder(
    write_tree: WriteTree, line: str, expected: list[str]
) -> None:
    name = line.partition("=")[0]
    code = (
        "import os\nimport pandas as pd\nfrom dotenv import load_dotenv\nload_dotenv()\n"
        f"pd.read_csv(f\"{{os.environ.get('{name}')}}/a.csv\")\n"
    )
    assert subjects(write_tree, {"a.py": code, ".env": line + "\n"}) == expected


def test_an_image_of_what_a_schedule_makes_or_dvc_keeps_elsewhere(write_tree: WriteTree) -> None:
    build = {
        "Dockerfile": "FROM python:3.12\nCOPY model.joblib /srv/\n",
        "b.sh": "docker build .\n",
    }
    pointer = "outs:\n- md5: 0cc175b9c0f1b6a831c399e269772661\n  path: model.joblib\n"
    root = write_tree({**build, "models/model.joblib.dvc": pointer})
    (found,) = find_untracked_copies(read_workflow(root))
    assert "nothing brings it there from models/model.joblib, which DVC keeps" in found.message
    job = (
        "on:\n  schedule:\n    - cron: '0 3 * * 1'\njobs:\n  train:\n    runs-on: ubuntu-latest\n"
        "    steps:\n      - run: python train.py\n"
    )
    train = "import joblib\njoblib.dump(fit(), 'model.joblib')\n"
    root = write_tree({"train.py": train})
    (found,) = find_untracked_copies(read_workflow(root))
    assert "train.py writes it on somebody's machine" in found.message
    root = write_tree({".github/workflows/train.yml": job})
    (found,) = find_untracked_copies(read_workflow(root))
    assert "train.py writes it where that runs" in found.message

"""Repositories with nothing to rebuild: no score, and nothing to say at the default profile."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from mlaudit.gate.selection import Profile
from mlaudit.scan import scan_project
from tests.conftest import WriteTree


def _notebook(*cells: str) -> str:
    written: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "source": cell,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for cell in cells
    ]
    return json.dumps({"cells": written, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


TRAIN = (
    "import joblib\nimport pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n\n"
    'data = pd.read_csv("data/churn.csv")\n'
    'model = LogisticRegression().fit(data[["x"]], data["y"])\n'
    'joblib.dump(model, "model.joblib")\n'
)
LIBRARY = {
    "pyproject.toml": '[project]\nname = "fitkit"\nversion = "1"\n'
    'dependencies = ["numpy", "joblib"]\n',
    "README.md": "# fitkit\n\nA library.\n\n```sh\npip install fitkit\n```\n\n"
    "```python\nfrom fitkit import Model\n\nModel().save('model.joblib')\n```\n",
    "src/fitkit/__init__.py": "from fitkit.model import Model\n",
    "src/fitkit/model.py": "import joblib\n\n\nclass Model:\n    def save(self, path):\n"
    "        joblib.dump(self, path)\n\n    @staticmethod\n    def load(path):\n"
    "        return joblib.load(path)\n",
    "tests/test_model.py": "from fitkit import Model\n\n\ndef test_save(tmp_path):\n"
    "    Model().save(tmp_path / 'm.joblib')\n    Model.load('tests/data/old.joblib')\n",
    "examples/churn.py": TRAIN,
    "examples/quickstart.ipynb": _notebook(TRAIN),
    ".github/workflows/ci.yml": "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n"
    "    - uses: actions/checkout@v4\n    - run: pip install . pytest\n    - run: pytest\n",
}
COURSE = {
    "README.md": "# Machine learning, a course\n\nWeek by week, with exercises.\n",
    "requirements.txt": "pandas\nscikit-learn\n",
    "lectures/01_trees/lecture.ipynb": _notebook(
        "import pandas as pd", 'pd.read_csv("titanic.csv")'
    ),
    "exercises/week1/exercise.ipynb": _notebook(
        "import pandas as pd",
        'data = pd.read_csv("data/titanic.csv")',
        "# Your code here",
        'data.to_csv("answer.csv")',
    ),
    "exercises/week1/solution.py": TRAIN,
    "homework/hw1/train.py": TRAIN,
}
TEMPLATE = {
    "README.md": "# A template for data science\n\n```sh\ncookiecutter gh:me/template\n```\n",
    "cookiecutter.json": '{"project_name": "churn", "author": "you"}\n',
    "{{cookiecutter.project_name}}/README.md": "# {{cookiecutter.project_name}}\n\n"
    "```sh\npython src/train.py\n```\n",
    "{{cookiecutter.project_name}}/requirements.txt": "pandas\n",
    "{{cookiecutter.project_name}}/src/train.py": TRAIN,
    "{{cookiecutter.project_name}}/notebooks/01_explore.ipynb": _notebook(TRAIN),
}
TUTORIAL = {
    "README.md": "# Tutorials for deep learning\n\nEach notebook stands alone.\n",
    "tutorials/01_linear.ipynb": _notebook(TRAIN),
    "tutorials/02_trees/trees.py": TRAIN,
    "tutorials/02_trees/trees.ipynb": _notebook(
        "import joblib", 'model = joblib.load("model.joblib")', 'model.score([[1]], [1])'
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    "tree", [LIBRARY, COURSE, TEMPLATE, TUTORIAL], ids=["library", "course", "template", "tutorial"]
)
def test_nothing_to_rebuild(write_repository: WriteTree, tree: Mapping[str, str | bytes]) -> None:
    result = scan_project(write_repository(tree))
    assert result.workflow.deliverables == ()
    assert result.assessment.score.proven is None
    assert [f"{f.rule} {f.place}" for f in result.findings if Profile.DEFAULT.shows(f)] == []

"""What files are for."""

from __future__ import annotations

import pytest

from mlaudit.discover import discover
from mlaudit.model.vocabulary import Role
from tests.conftest import WriteTree

TEST_CODE = "import pytest\n\ndef test_it() -> None:\n    assert True\n"


@pytest.mark.parametrize(
    ("path", "content", "role"),
    [
        ("src/train.py", "", Role.PIPELINE),
        ("README.md", "", Role.PIPELINE),
        ("tests/test_a.py", "", Role.TEST),
        ("tests/data/x.csv", "", Role.TEST),
        ("src/tests/helpers.py", "", Role.TEST),
        ("test/test_a.py", TEST_CODE, Role.TEST),
        ("test/evaluate.py", "", Role.PIPELINE),
        ("data/test/x.csv", "", Role.PIPELINE),
        ("data/tests/x.csv", "", Role.PIPELINE),
        ("test.py", "import torch\n", Role.PIPELINE),
        ("test_model.py", "import torch\nprint(1)\n", Role.PIPELINE),
        ("src/model_test.py", TEST_CODE, Role.TEST),
        ("conftest.py", "", Role.TEST),
        ("docs/guide.md", "", Role.DOCUMENTATION),
        ("examples/demo.ipynb", "", Role.EXAMPLE),
        ("tutorials/01.ipynb", "", Role.TUTORIAL),
        ("cohorts/2024/homework.ipynb", "", Role.TUTORIAL),
        ("{{cookiecutter.name}}/train.py", "", Role.TEMPLATE),
        ("deploy/values.yaml.j2", "", Role.TEMPLATE),
        ("data/examples/x.csv", "", Role.PIPELINE),
        ("renv/activate.R", "local({})\n", Role.VENDORED),
        ("analysis/renv/activate.R", "local({})\n", Role.VENDORED),
        ("R/activate.R", "", Role.PIPELINE),
        ("versioneer.py", "", Role.VENDORED),
    ],
)
def test_role(write_tree: WriteTree, path: str, content: str, role: Role) -> None:
    project = discover(write_tree({"pipeline.py": "", path: content}))
    assert project.by_path[path].role is role


def test_the_only_code_is_the_pipeline_wherever_it_lies(write_tree: WriteTree) -> None:
    project = discover(
        write_tree({"examples/train.py": "", "examples/README.md": "", "tutorials/x.ipynb": ""})
    )
    assert project.by_path["examples/train.py"].role is Role.PIPELINE
    assert project.by_path["examples/README.md"].role is Role.PIPELINE
    assert project.by_path["tutorials/x.ipynb"].role is Role.TUTORIAL


def test_a_package_beside_its_examples_keeps_them_examples(write_tree: WriteTree) -> None:
    project = discover(write_tree({"setup.py": "", "lib/core.py": "", "examples/train.py": ""}))
    assert project.by_path["examples/train.py"].role is Role.EXAMPLE


def test_tests_alone_are_no_pipeline(write_tree: WriteTree) -> None:
    project = discover(write_tree({"tests/test_a.py": TEST_CODE, "setup.py": ""}))
    assert project.by_path["tests/test_a.py"].role is Role.TEST


def test_lessons_alone_make_nothing_and_beside_a_pipeline_they_do(write_tree: WriteTree) -> None:
    lessons = {"lectures/01/trees.py": "", "homework/train.ipynb": ""}
    assert {file.role for file in discover(write_tree(lessons)).files} == {Role.TUTORIAL}
    pipeline = {"workshop/train.py": "", "workshop/dvc.yaml": "stages: {}\n"}
    assert {file.role for file in discover(write_tree(pipeline)).files} == {Role.PIPELINE}

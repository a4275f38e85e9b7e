"""Which packages have no exact version, and in which files that counts."""

from __future__ import annotations

from mlaudit.graph.analysis.loose_versions import installed_from, loose_versions
from mlaudit.model.facts import Environment, Requirement
from mlaudit.model.place import Place
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

MAKE = 'import pandas as pd\n\npd.DataFrame({"x": [1]}).to_csv("out.csv")\n'


def environment(path: str, kind: str = "requirements", *names: str) -> Environment:
    wanted = tuple(Requirement(name, "", False, Place(path, 1)) for name in names)
    return Environment(path, kind, wanted)


def test_the_compiled_file_of_a_pair_is_installed() -> None:
    pair = (environment("a.in"), environment("a.txt"), environment("b.in"))
    assert [e.path for e in installed_from(pair)] == ["a.txt", "b.in"]


def test_a_library_counts_where_no_other_file_names_packages() -> None:
    library = environment("pyproject.toml", "pyproject", "numpy")
    assert installed_from((library, environment("a.txt", "requirements", "x")))[0].path == "a.txt"
    assert installed_from((library, environment("a.txt")))[0].path == "pyproject.toml"


def test_packages_of_python_without_one_version(write_tree: WriteTree) -> None:
    conda = "dependencies:\n- pip\n- numpy=1.26.4\n- pandas\n- scipy==1.13.0\n"
    root = write_tree({"environment.yml": conda, "make.py": MAKE})
    (found,) = loose_versions(read_workflow(root))
    assert [item.name for item in found.loose] == ["pandas"]
    assert (found.number, found.are_most) == (3, False)


def test_packages_of_the_system_are_none_of_python(write_tree: WriteTree) -> None:
    dockerfile = "FROM python:3.11\nRUN apt-get install -y git\nRUN pip install pandas\n"
    root = write_tree({"Dockerfile": dockerfile, "make.py": MAKE})
    (found,) = loose_versions(read_workflow(root))
    assert ([item.name for item in found.loose], found.number) == (["pandas"], 1)


def test_most_are_loose(write_tree: WriteTree) -> None:
    half = {"requirements.txt": "numpy==1.26.4\npandas\n", "make.py": MAKE}
    assert not loose_versions(read_workflow(write_tree(half)))[0].are_most
    more = {"requirements.txt": "numpy==1.26.4\npandas\nscipy\n"}
    assert loose_versions(read_workflow(write_tree(more)))[0].are_most


def test_a_lock_file_or_exact_versions_leave_nothing_open(write_tree: WriteTree) -> None:
    root = write_tree({"requirements.txt": "numpy==1.26.4\n", "make.py": MAKE})
    assert loose_versions(read_workflow(root)) == ()
    lock = '[[package]]\nname = "pandas"\nversion = "2.2.2"\n'
    root = write_tree({"requirements.txt": "pandas\n", "uv.lock": f"version = 1\n\n{lock}"})
    assert loose_versions(read_workflow(root)) == ()


def test_only_the_sub_project_that_makes_something(write_tree: WriteTree) -> None:
    project = '[project]\nname = "{}"\nversion = "1"\ndependencies = ["pandas"]\n'
    tree = {"a/pyproject.toml": project.format("a"), "b/pyproject.toml": project.format("b")}
    found = loose_versions(read_workflow(write_tree({**tree, "a/make.py": MAKE})))
    assert [versions.loose[0].place.path for versions in found] == ["a/pyproject.toml"]

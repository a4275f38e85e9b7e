"""Programs that nobody knows still name their files on the command line."""

from __future__ import annotations

import pytest

from mlaudit.graph.commands import FOREIGN_FORMS, infer_accesses
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.commands.shell import run
from tests.graph.linking import accesses

TREE = {"data/raw.csv", "conf/acme.toml", "scripts"}


def inferred(command: str, directory: str = ".") -> list[str]:
    (found,) = run(command, directory).runs
    assert found.form in FOREIGN_FORMS
    return [f"{a.mode} {a.artifact}" for a in infer_accesses(found, TREE.__contains__)]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("acme join --inputs a/x.csv --output-dir out/y", ["read a/x.csv", "write out/y"]),
        ("acme -i x.csv -o y.csv", ["read x.csv", "write y.csv"]),
        ("acme input_path=a/x.csv ++trainer.save_to=out/y", ["read a/x.csv", "write out/y"]),
        ("acme data/raw.csv conf/acme.toml", ["read data/raw.csv", "read conf/acme.toml"]),
        ("python -m acme.tool --config=conf/acme.toml", ["read conf/acme.toml"]),
        ("Rscript fit.R data/raw.csv --out=fit.rds", ["read data/raw.csv", "write fit.rds"]),
    ],
)
def test_words_that_name_files(command: str, expected: list[str]) -> None:
    assert inferred(command) == expected


@pytest.mark.parametrize(
    "command",
    [
        "acme convert unknown.csv other.csv",
        "acme --output json --input stdin",
        "acme -i - -o /dev/null",
        "acme --source https://example.org/x.csv",
        "acme --version 1.2.3 --input 0.5",
        'acme --input "$INPUT"',
        "acme --in 's|a/b|c|'",
    ],
)
def test_words_that_say_nothing(command: str) -> None:
    assert inferred(command) == []


def test_paths_start_at_the_directory_of_the_command() -> None:
    assert inferred("acme raw.csv --out ../out.csv", "data") == [
        "read data/raw.csv",
        "write out.csv",
    ]


def test_programs_of_the_tree_are_followed_instead(write_repository: WriteTree) -> None:
    files = {
        "pyproject.toml": '[project]\nname = "a"\n[project.scripts]\nacme = "a:main"\n',
        "a.py": "def main():\n    print('nothing')\n",
        "run.sh": "acme --output out.csv\nother --output other.csv\n",
    }
    found = accesses(read_workflow(write_repository(files)), "run.sh")
    assert found == {"write other.csv inferred"}

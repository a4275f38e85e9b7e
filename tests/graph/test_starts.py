"""What each file does over all the ways in which it is started."""

from __future__ import annotations

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import accesses

ECHO = "import sys\nopen(sys.argv[1] + '.txt', 'w')\n"


def test_every_start_counts(write_repository: WriteTree) -> None:
    files = {
        "echo.py": ECHO,
        "Makefile": "all:\n\tpython echo.py make\n",
        "z.sh": "python echo.py shell\n",
        "run.py": "import os\nos.system('python echo.py python')\n",
    }
    found = read_workflow(write_repository(files))
    assert accesses(found, "echo.py") == {
        "write make.txt inferred",
        "write python.txt inferred",
        "write shell.txt inferred",
    }
    assert found.step_by_id["echo.py"].unresolved == ()


def test_what_a_script_starts_over_others_does_not_stand_alone(
    write_repository: WriteTree,
) -> None:
    files = {
        "a.py": ECHO,
        "b.py": "import os, sys\nos.system(f'python a.py {sys.argv[1]}')\n",
        "c.py": "import os\nos.system('python b.py given')\n",
    }
    found = read_workflow(write_repository(files))
    assert accesses(found, "a.py") == {"write given.txt inferred"}


def test_files_that_start_each_other_are_both_read(write_repository: WriteTree) -> None:
    files = {
        "a.py": "import os\nopen('a.txt', 'w')\nos.system('python b.py')\n",
        "b.py": "import os\nopen('b.txt', 'w')\nos.system('python a.py')\n",
    }
    found = read_workflow(write_repository(files))
    assert "write a.txt inferred" in accesses(found, "a.py")
    assert "write b.txt inferred" in accesses(found, "b.py")


def test_parameters_reach_an_entry_point(write_repository: WriteTree) -> None:
    project = (
        "entry_points:\n  main:\n    parameters: {name: path, size: {type: int, default: 1}}\n"
        "    command: python echo.py {name}-{size}\n"
    )
    files = {
        "echo.py": ECHO,
        "MLproject": project,
        "a.sh": "mlflow run . -P name=one\n",
        "b.sh": "mlflow run . -P name=two -P size=2 -P other=3\n",
    }
    found = read_workflow(write_repository(files))
    expected = {"write one-1.txt inferred", "write two-2.txt inferred"}
    assert accesses(found, "MLproject:main") == expected
    assert found.step_by_id["MLproject:main"].unresolved == ()
    assert accesses(found, "echo.py") == expected


def test_what_stays_in_the_folder_of_a_task_is_no_artifact(write_repository: WriteTree) -> None:
    pipeline = (
        "process FIT {\n  publishDir 'out'\n  output:\n  path 'kept.txt'\n"
        '  script:\n  """\n  echo.py kept\n  echo.py lost\n  """\n}\n'
    )
    found = read_workflow(write_repository({"main.nf": pipeline, "bin/echo.py": ECHO}))
    assert accesses(found, "main.nf:FIT") == {
        "write out/kept.txt declared",
        "write out/kept.txt inferred",
    }
    assert found.step_by_id["main.nf:FIT"].command == "nextflow run main.nf"

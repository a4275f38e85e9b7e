"""Programs of the system that nothing provides."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.programs import missing_programs
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

CODE = (
    'import subprocess\n\nopen("a.fasta", "w").write(">")\n'
    'subprocess.run(["mmseqs", "createdb", "a.fasta", "db"])\n'
    'subprocess.run(["mmseqs", "cluster", "db", "clusters", "tmp"])\n'
)
JOB = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: o/setup@v1\n      with:\n"


def test_each_program_is_named_once_with_its_places(write_tree: WriteTree) -> None:
    (found,) = missing_programs(read_workflow(write_tree({"a.py": CODE}))).items()
    assert (found[0], [place.line for place in found[1]]) == ("mmseqs", [4, 5])


@pytest.mark.parametrize(
    "tree",
    [
        {"environment.yml": "dependencies:\n- mmseqs2\n"},
        {"Dockerfile": "FROM python:3.11\nRUN apt-get install -y mmseqs2\n"},
        {"Dockerfile": "FROM soedinglab/mmseqs2:15\nCOPY a.py /a.py\n"},
        {".github/workflows/a.yml": JOB + "        packages: mmseqs2\n"},
        {"README.md": "# A\n\n```sh\nconda install -c bioconda mmseqs2\n```\n"},
    ],
    ids=["conda", "apt in an image", "an image", "an action", "a document"],
)
def test_something_provides_it(write_tree: WriteTree, tree: dict[str, str]) -> None:
    assert missing_programs(read_workflow(write_tree({"a.py": CODE, **tree}))) == {}

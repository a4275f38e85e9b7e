"""Files that a person is told to get from elsewhere."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.obtained import is_told_to_fetch, is_told_to_obtain
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

LINK = "[here](https://example.com/data)"
USE = "open('data/day.json').read()\n"


@pytest.mark.parametrize(
    ("document", "text", "told"),
    [
        ("data/README.md", f"The files can be downloaded {LINK}.\n", True),
        ("README.md", f"Download data/day.json {LINK}.\n", True),
        ("README.md", f"The files can be downloaded {LINK}.\n", False),
        ("data/README.md", "Put the files here.\n", False),
        ("data/README.md", f"See {LINK}.\n", False),
    ],
)
def test_a_document_says_where_a_file_comes_from(
    write_tree: WriteTree, document: str, text: str, told: bool
) -> None:
    workflow = read_workflow(write_tree({document: text, "use.py": USE}))
    assert is_told_to_obtain(workflow, "data/day.json") is told


@pytest.mark.parametrize(
    ("code", "readme", "told"),
    [
        ("import gdown\ngdown.download('https://x.org/m', 'm.tar')\n", "python get.py", True),
        ("import gdown\ngdown.download('https://x.org/m', 'm.tar')\n", "python use.py", False),
        (
            "import gdown\ngdown.download('https://x.org/m', 'm.tar')\nopen('log.csv', 'w')\n",
            "python get.py",
            False,
        ),
        ("open('m.tar', 'w')\n", "python get.py", False),
    ],
)
def test_a_documented_command_does_nothing_but_download(
    write_tree: WriteTree, code: str, readme: str, told: bool
) -> None:
    tree = {"get.py": code, "use.py": USE, "README.md": f"```\n{readme}\n```\n"}
    workflow = read_workflow(write_tree(tree))
    assert is_told_to_fetch(workflow, workflow.step_by_id["get.py"]) is told

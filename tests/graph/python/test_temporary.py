"""What only lives while a program runs is no artifact."""

from __future__ import annotations

import pytest

from tests.graph.commands.shell import run
from tests.graph.commands.shell import touched as touched_by_shell
from tests.graph.python.running import behaviour, touched

IMPORTS = "import os, shutil, tempfile\nimport pandas as pd\nfrom pathlib import Path\n"


@pytest.mark.parametrize(
    "body",
    [
        "with tempfile.TemporaryDirectory() as folder:\n    open(f'{folder}/a.csv', 'w')\n",
        "folder = Path(tempfile.mkdtemp())\n(folder / 'a.csv').write_text('a')\n",
        "folder = tempfile.TemporaryDirectory()\nopen(os.path.join(folder.name, 'a'), 'w')\n",
        "with tempfile.NamedTemporaryFile(suffix='.csv') as file:\n    pd.read_csv(file.name)\n",
        "handle, path = tempfile.mkstemp()\nopen(path, 'w')\n",
        "for name in os.listdir(tempfile.mkdtemp()):\n    print(name)\n",
        "path = Path(tempfile.gettempdir()) / 'a.csv'\n",
    ],
)
def test_temporary_files_are_not_recorded(body: str) -> None:
    found = behaviour(IMPORTS + body, "")
    assert touched(found) == []
    assert not found.unresolved


def test_what_is_moved_out_of_a_temporary_folder_stays() -> None:
    body = "folder = tempfile.mkdtemp()\nshutil.move(folder + '/a.csv', 'out/a.csv')\n"
    assert touched(behaviour(IMPORTS + body, "")) == ["write out/a.csv"]


def test_shell_code_names_them_with_mktemp() -> None:
    outcome = run("folder=$(mktemp -d)\nwget -O $folder/a.zip https://example.org/a.zip\n")
    assert "write" not in " ".join(touched_by_shell(outcome))

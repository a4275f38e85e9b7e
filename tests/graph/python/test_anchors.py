"""Paths that are anchored at the root of the project, found in the ways that code finds it."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, unresolved

HEAD = "import os, subprocess, inspect\nfrom pathlib import Path\nimport pandas as pd\n"
TREE = {"pyproject.toml": "", "lib/setup.py": "", "lib/deep/__init__.py": ""}


def reads(source: str, directory: str = ".", entry: str = "lib/deep/main.py") -> list[str]:
    found = behaviour({**TREE, entry: HEAD + source}, "", directory, entry=entry)
    assert found.unresolved == ()
    return touched(found)


@pytest.mark.parametrize(
    "root",
    [
        "subprocess.check_output(['git', 'rev-parse', '--show-toplevel']).decode().strip()",
        "subprocess.check_output('git rev-parse --show-toplevel', shell=True, text=True)[:]",
        "subprocess.run(['git', 'rev-parse', '--show-toplevel'], text=True).stdout.strip()",
        "subprocess.Popen(['git', 'rev-parse', '--show-toplevel']).communicate()[0].rstrip()",
        "subprocess.Popen('git rev-parse --show-toplevel', stdout=-1).stdout.read().strip()",
        "subprocess.getoutput('git rev-parse --show-toplevel')",
        "os.popen('git rev-parse --show-toplevel').read().strip()",
        "git.Repo('.', search_parent_directories=True).working_tree_dir",
        "git.Repo(search_parent_directories=True).git.rev_parse('--show-toplevel')",
        "git.Repo(__file__, search_parent_directories=True).working_dir",
    ],
)
def test_git_tells_the_root(root: str) -> None:
    source = f"import git\npd.read_csv(os.path.join({root}, 'data', 'a.csv'))\n"
    assert reads(source, "lib") == ["read data/a.csv"]


def test_other_repositories_and_programs_tell_nothing() -> None:
    source = """
import git
pd.read_csv(git.Repo("/srv/other").working_dir + "/a.csv")
pd.read_csv(subprocess.check_output(["git", "rev-parse", "HEAD"]).decode())
"""
    found = behaviour(HEAD + source)
    assert touched(found) == ["read {working_dir}/a.csv"]
    assert [mode for mode, _ in unresolved(found)] == ["read"]


@pytest.mark.parametrize(
    ("root", "folder"),
    [
        ("pyprojroot.here()", ""),
        ("pyprojroot.find_root(pyprojroot.has_dir('.git'))", ""),
        ("pyrootutils.find_root()", "lib/"),
        ("rootutils.setup_root(__file__, indicator='pyproject.toml', pythonpath=True)", ""),
        ("rootutils.setup_root(search_from=__file__, indicator=['setup.py', '.git'])", "lib/"),
    ],
)
def test_libraries_find_the_root(root: str, folder: str) -> None:
    source = f"import pyprojroot, pyrootutils, rootutils\npd.read_csv({root} / 'data/a.csv')\n"
    assert reads(source, "lib/deep") == [f"read {folder}data/a.csv"]


@pytest.mark.parametrize(
    ("climb", "folder"),
    [
        (
            """
def find(start):
    for folder in [start, *start.parents]:
        if (folder / "pyproject.toml").exists():
            return folder
    raise FileNotFoundError
root = find(Path(__file__).resolve())
""",
            "",
        ),
        (
            """
root = Path(__file__).resolve().parent
while not (root / "setup.py").is_file():
    root = root.parent
""",
            "lib/",
        ),
        (
            """
root = os.path.dirname(os.path.abspath(__file__))
while not os.path.isdir(os.path.join(root, ".git")):
    root = os.path.dirname(root)
root = Path(root)
""",
            "",
        ),
        (
            "root = next(p for p in Path(__file__).resolve().parents if (p / '.git').exists())\n",
            "",
        ),
        (
            """
root = Path.cwd()
while root != root.parent:
    if (root / "setup.py").exists():
        break
    root = root.parent
""",
            "lib/",
        ),
    ],
)
def test_loops_climb_to_a_marker(climb: str, folder: str) -> None:
    source = f"{climb}pd.read_csv(root / 'data' / 'a.csv')\n"
    assert reads(source, "lib/deep") == [f"read {folder}data/a.csv"]


def test_only_markers_are_known_to_exist() -> None:
    source = """
if not os.path.exists("lib/setup.py"):
    pd.read_csv("never.csv")
if not os.path.exists("lib/cache.csv"):
    pd.read_csv("perhaps.csv")
"""
    assert reads(source) == ["read perhaps.csv"]


@pytest.mark.parametrize(
    "path",
    [
        "os.path.dirname(inspect.getfile(inspect.currentframe())) + '/a.csv'",
        "Path(inspect.getsourcefile(lambda: 0)).parent / 'a.csv'",
        "os.path.join(os.environ['PWD'], 'lib/deep/a.csv')",
        "os.chdir('out') or os.path.join(os.environ['PWD'], 'lib/deep/a.csv')",
        "os.path.join(os.path.dirname(find_dotenv()), 'deep/a.csv')",
    ],
)
def test_other_anchors(path: str) -> None:
    source = f"from dotenv import find_dotenv\npd.read_csv({path})\n"
    tree = {"lib/.env": "A=1\n", "lib/deep/main.py": HEAD + source}
    found = behaviour(tree, "", entry="lib/deep/main.py")
    assert touched(found) == ["read lib/deep/a.csv"]

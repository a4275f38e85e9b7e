"""The root of a project that code searches for."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written

SEARCHES = {
    "for": """
        def find_root():
            for folder in Path(__file__).resolve().parents:
                if (folder / "pyproject.toml").exists():
                    return folder
            raise FileNotFoundError
    """,
    "while": """
        def find_root():
            here = Path.cwd()
            while here != here.parent:
                if (here / "pyproject.toml").is_file():
                    return here
                here = here.parent
            return None
    """,
    "endless": """
        def find_root():
            here = os.path.dirname(os.path.abspath(__file__))
            while not os.path.exists(os.path.join(here, "pyproject.toml")):
                here = os.path.dirname(here)
            return Path(here)
    """,
    "next": """
        def find_root():
            return next(p for p in Path(__file__).resolve().parents if (p / ".git").is_dir())
    """,
    "any": """
        def find_root(marks=("setup.py", ".git")):
            here = Path(__file__).resolve()
            for folder in [here, *here.parents]:
                if any((folder / mark).exists() for mark in marks):
                    return folder
            return here
    """,
    "git": """
        def find_root():
            import git
            return Path(git.Repo(".", search_parent_directories=True).working_tree_dir)
    """,
    "git command": """
        def find_root():
            command = ["git", "rev-parse", "--show-toplevel"]
            return Path(subprocess.check_output(command).decode().strip())
    """,
    "git run": """
        def find_root():
            command = "git rev-parse --show-toplevel".split()
            found = subprocess.run(command, capture_output=True, text=True)
            return Path(found.stdout.rstrip())
    """,
    "variable": """
        import rootutils
        rootutils.setup_root(__file__, indicator=".project-root")

        def find_root():
            return Path(os.environ["PROJECT_ROOT"])
    """,
}


@pytest.mark.parametrize("search", SEARCHES)
def test_root_is_found(search: str) -> None:
    head = "\n        import os, subprocess\n        from pathlib import Path\n"
    source = f"{head}{SEARCHES[search]}\n        open(find_root() / 'data.csv', 'w')\n"
    files = {"src/deep/main.py": source, "pyproject.toml": "[project]\nname = 'x'\n"}
    for directory in (".", "src"):
        assert written(files, "", directory, entry="src/deep/main.py") == ["data.csv"]


def test_other_files_may_exist_or_not() -> None:
    source = """
        import os
        if os.path.exists("data.csv"):
            open("a.csv", "w")
        else:
            open("b.csv", "w")
    """
    assert written({"main.py": source, "data.csv": "x\n"}, "") == ["a.csv", "b.csv"]


def test_folder_of_the_root_becomes_the_working_directory() -> None:
    source = "import rootutils\nrootutils.setup_root(__file__, cwd=True)\nopen('a.csv', 'w')\n"
    assert touched(behaviour({"src/main.py": source}, "", "src", entry="src/main.py")) == [
        "write a.csv"
    ]

"""Trees that are broken, odd or ill-meant: what cannot be read is named, the rest is complete."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Tracking
from mlaudit.scan import read_workflow
from tests.conftest import Git, Tree, WriteTree

HEALTHY = {"ok.py": "import pandas as pd\npd.read_csv('in.csv').to_csv('out.csv')\n"}


def _is_complete(found: Workflow) -> bool:
    """Is the healthy script read as it is without its neighbours?"""
    step = found.step_by_id.get("ok.py")
    pairs = {(a.mode, a.artifact) for a in step.accesses} if step is not None else set()
    return pairs == {("read", "in.csv"), ("write", "out.csv")}


def _notebook(source: str, **cell: object) -> str:
    code = {
        "cell_type": "code",
        "source": source,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        **cell,
    }
    return json.dumps({"cells": [code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("bad.ipynb", "{not json"),
        ("bad.ipynb", '{"cells": [{"cell_type": "code", "sour'),
        ("bad.ipynb", "[]"),
        ("bad.ipynb", '{"cells": 5}'),
        ("bad.ipynb", b"\x00\x01\x02"),
        ("bad.py", b"\x00\x01\xff\xfe\x00"),
        ("bad.py", b"\x80\x04\x95pickle"),
        ("bad.py", "def broken(:\n    x = = 1\n"),
        ("bad.py", "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> other\n"),
        ("bad.py", "x = " + "(" * 1000 + ")" * 1000 + "\n"),
        ("bad.py", "x = " + "[" * 5000 + "\n"),
        ("dvc.yaml", "stages: [unclosed\n"),
        ("dvc.yaml", "stages:\n\t- tabs\n"),
        (".github/workflows/ci.yml", "on: push\njobs: {a: *missing}\n"),
        ("params.yaml", BOMB),
        ("pyproject.toml", "[project\nname = 'x'\n"),
        ("config.json", "{" * 3000),
        ("environment.yml", "{{ jinja }}: [\n"),
    ],
)
def test_broken_file_is_named_and_the_rest_is_read(
    write_tree: WriteTree, path: str, content: str | bytes
) -> None:
    found = read_workflow(write_tree({**HEALTHY, path: content}))
    assert _is_complete(found)
    assert path in {problem.place.path for problem in found.problems}
    assert all(problem.reason for problem in found.problems)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.py", ""),
        ("a.py", "\ufeffx = 1\n"),
        ("a.py", "# -*- coding: latin-1 -*-\nx = '\xe4'\n".encode("latin-1")),
        ("a.py", "x = 1\r\ny = 2\r"),
        ("a.py", "x = '\ud800'\n".encode("utf-8", "surrogatepass")),
        ("a.py", b"x = 'caf\xe9'\n"),
        ("a.ipynb", ""),
        ("a.ipynb", "\ufeff" + _notebook("x = 1")),
        ("a.md", ""),
        ("a.sh", b"echo caf\xe9\n\x00\n"),
        ("requirements.txt", "pandas==2.0\n".encode("utf-16")),
        ("Makefile", ""),
        ("Makefile", b"\xff\xfe\x00all:\n"),
        ("dvc.yaml", ""),
        ("dvc.yaml", "!!python/object/apply:os.system ['true']\n"),
        ("dvc.yaml", b"\xff\xfe\x00\x00"),
        ("dvc.yaml", "stages:\n  a: &a\n    cmd: python ok.py\n  b: *a\n"),
        ("params.yaml", "a: 1\na: 2\n"),
        ("params.yaml", "? [1, 2]\n: x\n1: y\nnull: z\n"),
        ("Dockerfile", ""),
        ("Dockerfile", 'FROM\nRUN\nCOPY\nCMD ["a", 1, {}]\n'),
        ("docker-compose.yml", "services: [1, 2]\n"),
        ("config.json", "null"),
        ("setup.py", "setup(**{'install_requires': open('x').read().split()})\n"),
        ("Snakefile", "rule a:\n    input: lambda w: 1\n"),
        ("MLproject", "entry_points: 3\n"),
        ("README.md", "```\n" * 999),
        ("README.md", "[" * 3000),
        ("README.md", "> " * 3000 + "x"),
        ("README.rst", ".. " * 500 + "\n=\n==\n"),
    ],
)
def test_odd_file_disturbs_nobody(write_tree: WriteTree, path: str, content: str | bytes) -> None:
    assert _is_complete(read_workflow(write_tree({**HEALTHY, path: content})))


@pytest.mark.parametrize(
    "content",
    [
        "print 'old'\nimport pandas as pd\ndf = pd.read_csv('a.csv')\nprint df.head()\n",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\n<<<<<<< HEAD\nx = 1\n=======\nx = 2\n"
        ">>>>>>> other\n",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\ndef later(:\n",
        b"\xef\xbb\xbfimport pandas as pd\r\ndf = pd.read_csv('a.csv')\r\n",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\n".encode("utf-16"),
        "import pandas as pd\ntry:\n    pd.read_csv('a.csv')\nexcept IOError, e:\n    raise e\n",
    ],
)
def test_older_and_damaged_python_is_still_read(
    write_tree: WriteTree, content: str | bytes
) -> None:
    found = read_workflow(write_tree({**HEALTHY, "old.py": content}))
    assert _is_complete(found)
    reads = [a.artifact for s in found.steps if s.path == "old.py" for a in s.reads]
    assert "a.csv" in reads


def test_deep_nesting(write_tree: WriteTree) -> None:
    ifs = "".join(f"{' ' * n}if x{n}:\n" for n in range(90)) + " " * 90 + "open('deep.txt')\n"
    chain = "if a0:\n    pass\n" + "".join(f"elif a{n}:\n    pass\n" for n in range(500))
    files = {
        **HEALTHY,
        "ifs.py": ifs,
        "more.py": "".join(f"{' ' * n}if x{n}:\n" for n in range(500)) + " " * 500 + "pass\n",
        "chain.py": chain + "open('chain.txt')\n",
        "call.py": "f" + "(f" * 300 + ")" * 300 + "\n",
        "attribute.py": "x" + ".a" * 5000 + "\n",
        "plus.py": "x = " + " + ".join(["'a'"] * 5000) + "\n",
        "deep.sh": "(" * 500 + "ls" + ")" * 500 + "\n",
        "if.sh": "if a; then\n" * 300 + "fi\n" * 300,
        "subst.sh": "echo " + "$(echo " * 300 + ")" * 300 + "\n",
        "deep.yaml": "".join(" " * n + f"k{n}:\n" for n in range(1000)),
        "deep.json": "[" * 100_000 + "]" * 100_000,
        "Makefile": "X = " + "$(subst a,b," * 500 + ")" * 500 + "\nall:\n\techo $(X)\n",
    }
    found = read_workflow(write_tree(files))
    assert _is_complete(found)
    reads = {a.artifact for step in found.steps for a in step.reads}
    assert {"deep.txt", "chain.txt"} <= reads


def test_large_notebook(write_tree: WriteTree) -> None:
    image = "A" * 50_000_000
    output = {"output_type": "display_data", "data": {"image/png": image}, "metadata": {}}
    source = "import pandas as pd\npd.read_csv('a.csv')"
    found = read_workflow(write_tree({**HEALTHY, "a.ipynb": _notebook(source, outputs=[output])}))
    assert _is_complete(found)
    assert [a.artifact for a in found.step_by_id["a.ipynb"].reads] == ["a.csv"]


def test_file_beyond_the_limit_is_named(write_tree: WriteTree) -> None:
    root = write_tree(HEALTHY)
    with (root / "huge.json").open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    found = read_workflow(root)
    assert _is_complete(found)
    assert [p.place.path for p in found.problems] == ["huge.json"]


def test_links(write_tree: WriteTree, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.py").write_text("open('secret.txt')\n")
    root = write_tree({**HEALTHY, "src/a.py": "open('a.txt')\n"})
    (root / "loop").symlink_to(root, target_is_directory=True)
    (root / "self").symlink_to(root / "self")
    (root / "src" / "up").symlink_to("..", target_is_directory=True)
    (root / "out.py").symlink_to(outside / "secret.py")
    (root / "outdir").symlink_to(outside, target_is_directory=True)
    (root / "gone.py").symlink_to(root / "nothing.py")
    (root / "alias.py").symlink_to("ok.py")
    found = read_workflow(root)
    assert _is_complete(found)
    assert "secret.txt" not in {artifact.id for artifact in found.artifacts}
    skipped = {item.path for item in found.project.skipped}
    assert {"out.py", "outdir", "gone.py", "self"} <= skipped
    assert all(item.reason for item in found.project.skipped)


NAMES: list[bytes] = [
    b"new\nline.py",
    b"escape\x1b[31m.py",
    b"<b>markup&lt;.py",
    b"[bold]rich.py",
    b"undecodable\xff.py",
    b"right\xe2\x80\xaeleft.py",
    b"-rf.py",
    b"sp ace.py",
    b"co:lon.py",
    b"{hole}.py",
    b"*.py",
]


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_file_names(write_repository: WriteTree, git: Git, name: bytes) -> None:
    root = write_repository(HEALTHY)
    target = os.path.join(os.fsencode(root), name)
    try:
        with open(target, "wb") as file:
            file.write(b"import pandas as pd\npd.read_csv('a.csv').to_csv('b.csv')\n")
    except OSError:
        pytest.skip("the file system does not take the name")
    git(root, "add", "-A")
    found = read_workflow(root)
    assert _is_complete(found)
    path = os.fsdecode(name)
    named = {step.path for step in found.steps} | {p.place.path for p in found.problems}
    assert any(n == path or n.startswith(path.split("\udcff")[0]) for n in named)
    tracked = {file.path: file.tracking for file in found.project.files}
    assert tracked.get(path, Tracking.GIT) == Tracking.GIT


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_folder_and_file_without_permission(write_tree: WriteTree) -> None:
    root = write_tree({**HEALTHY, "closed/a.py": "x = 1\n", "shut.py": "x = 1\n"})
    (root / "closed").chmod(0)
    (root / "shut.py").chmod(0)
    try:
        found = read_workflow(root)
    finally:
        (root / "closed").chmod(0o755)
        (root / "shut.py").chmod(0o644)
    assert _is_complete(found)
    assert "closed" in {item.path for item in found.project.skipped}
    assert "shut.py" in {problem.place.path for problem in found.problems}


def test_special_files(write_tree: WriteTree) -> None:
    root = write_tree(HEALTHY)
    os.mkfifo(root / "pipe.py")
    assert _is_complete(read_workflow(root))


def test_empty_folder(tmp_path: Path) -> None:
    found = read_workflow(tmp_path)
    assert found.steps == ()
    assert found.problems == ()


def test_states_of_the_repository(write_repository: WriteTree, git: Git, tmp_path: Path) -> None:
    root = write_repository({**HEALTHY, "in.csv": "x\n"})
    git(root, "commit", "-q", "--allow-empty", "-m", "Next")
    git(root, "checkout", "-q", "--detach", "HEAD~1")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), str(shallow))
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "-q")
    for path, content in HEALTHY.items():
        (empty / path).write_text(content)
    for place, tracking in ((root, Tracking.GIT), (shallow, Tracking.GIT)):
        found = read_workflow(place)
        assert _is_complete(found)
        assert found.project.by_path["in.csv"].tracking == tracking
    assert _is_complete(read_workflow(empty))


@pytest.mark.parametrize("content", ["", "gitdir: /nowhere\n", "ref: refs/heads/main\n"])
def test_broken_repository(write_tree: WriteTree, content: str) -> None:
    root = write_tree(HEALTHY)
    (root / ".git").write_text(content)
    found = read_workflow(root)
    assert _is_complete(found)
    assert not found.project.has_git
    assert found.project.notes


def test_same_bytes_give_the_same_workflow(write_tree: WriteTree) -> None:
    files: Tree = {**HEALTHY, "bad.ipynb": "{", "Makefile": "all:\n\tpython ok.py\n"}
    assert read_workflow(write_tree(files)) == read_workflow(write_tree(files))

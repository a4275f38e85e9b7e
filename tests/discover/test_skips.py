"""What is none of the project's own work, and what only looks like that."""

from __future__ import annotations

import pytest

from mlaudit.discover import discover
from tests.conftest import WriteTree

CACHE_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n"


@pytest.mark.parametrize(
    ("tree", "skipped"),
    [
        (["env/pyvenv.cfg", "env/lib/x.py"], "env"),
        (["old/bin/activate", "old/lib/x.py"], "old"),
        (["conda/conda-meta/history", "conda/lib/x.py"], "conda"),
        (["lib/site-packages/x.py"], "lib/site-packages"),
        (["ui/node_modules/x/x.js"], "ui/node_modules"),
        (["src/__pycache__/x.pyc"], "src/__pycache__"),
        (["nb/.ipynb_checkpoints/x-checkpoint.ipynb"], "nb/.ipynb_checkpoints"),
        ([".tox/py/x.py"], ".tox"),
        ([".dvc/cache/files/md5/aa/bb"], ".dvc/cache"),
        (["pyproject.toml", "build/lib/pkg/x.py"], "build"),
        (["pyproject.toml", "dist/pkg-1.0-py3-none-any.whl"], "dist"),
        (["pkg.egg-info/PKG-INFO"], "pkg.egg-info"),
        (["docs/conf.py", "docs/_build/html/index.html"], "docs/_build"),
        (["site/index.html", "site/sitemap.xml"], "site"),
        (["_site/index.html"], "_site"),
        (["third_party/taming/model.py"], "third_party"),
        (["external/yolo/LICENSE", "external/yolo/train.py"], "external/yolo"),
        (["vendor/detector/setup.py", "vendor/detector/net.py"], "vendor/detector"),
        (["proto/model_pb2.py"], "proto/model_pb2.py"),
        (["static/app.min.js"], "static/app.min.js"),
        (
            ["wandb/run-20240102_030405-ab12cd34/files/code/train.py"],
            "wandb/run-20240102_030405-ab12cd34",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_left_out(write_tree: WriteTree, tree: list[str], skipped: str) -> None:
    project = discover(write_tree(dict.fromkeys([*tree, "train.py"], "")))
    assert skipped in {entry.path for entry in project.skipped}
    assert not [f.path for f in project.files if f"{f.path}/".startswith(f"{skipped}/")]
    assert "train.py" in project.by_path


def test_folders_tagged_as_caches(write_tree: WriteTree) -> None:
    root = write_tree(
        {"hub/CACHEDIR.TAG": CACHE_TAG, "hub/x.py": "", "mine/CACHEDIR.TAG": "", "mine/x.py": ""}
    )
    project = discover(root)
    assert [entry.path for entry in project.skipped] == ["hub"]
    assert "mine/x.py" in project.by_path


@pytest.mark.parametrize(
    "path",
    [
        "build/train.py",
        "dist/model.pkl",
        "env/settings.py",
        "venv.py",
        "external/prices.csv",
        "data/external/LICENSE",
        "data/third_party/scores.py",
        "vendor/suppliers.py",
        "third_party/prices.csv",
        "site/train.py",
        "src/build/lib.py",
        "bin/run.py",
        "lib/common.py",
        "outputs/train.py",
    ],
)
def test_kept(write_tree: WriteTree, path: str) -> None:
    assert path in discover(write_tree({path: ""})).by_path

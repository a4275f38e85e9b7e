"""The plugin of docs/plugins.md, installed as that page says, and plugin files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from mlaudit.plugins import PluginError, load_file
from tests.conftest import WriteTree

PAGE = Path(__file__).resolve().parents[1] / "docs" / "plugins.md"
BLOCK = re.compile(r"^```\w+ path=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TREE = {
    "train.py": "import acme.features\nacme.features.save_model(object(), 'model.acme')\n",
    "night.acmejobs": "train: python train.py\n",
}


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder that holds the package as installers leave it: its code and its metadata."""
    folder = tmp_path / "site"
    for path, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    metadata = folder / "acme_mlaudit-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n")
    entries = [
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in values.items())
        for group, values in project["entry-points"].items()
    ]
    (metadata / "entry_points.txt").write_text("\n".join(entries))
    return folder


def _run(*words: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MLAUDIT_NO_CACHE": "1"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    return subprocess.run(
        [sys.executable, "-m", "mlaudit", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environment,
    )


def test_the_plugin_of_the_page_adds_what_it_says(installed: Path, write_tree: WriteTree) -> None:
    root = str(write_tree(TREE))
    assert "ACM001" not in _run("scan", root).stdout
    scan = _run("scan", root, path=installed)
    assert "ACM001 model-without-owner" in scan.stdout
    assert "night.acmejobs makes model.acme, and no file OWNERS says whose it is." in " ".join(
        scan.stdout.split()
    )
    graph = _run("graph", root, path=installed).stdout
    assert "acme-job" in graph
    assert "acme.features.save_model" in graph
    report = _run("scan", root, "--format", "acme", path=installed)
    assert re.fullmatch(r"findings \d+\n", report.stdout)
    page = _run("rule", "ACM001", path=installed).stdout
    assert "no file `OWNERS` says who answers for it" in page


def test_a_plugin_file_is_asked_for_everything(tmp_path: Path, write_tree: WriteTree) -> None:
    blocks = dict(BLOCK.findall(PAGE.read_text(encoding="utf-8")))
    catalog = blocks["acme_mlaudit/features.toml"]
    file = tmp_path / "ours.py"
    rule = blocks["acme_mlaudit/rules/model_without_owner.py"]
    file.write_text(f"{rule}\nCATALOG = '''{catalog}'''\n", encoding="utf-8")
    root = str(write_tree(TREE))
    found = _run("scan", root, "--plugin", str(file), "--select", "ACM001")
    assert (found.returncode, found.stderr) == (1, "")
    assert "ACM001" in found.stdout
    assert "ACM001" in _run("rules", "--plugin", str(file)).stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "is no Python file"),
        ("raise ValueError('odd')", "cannot be imported: ValueError: odd"),
        ("CATALOG = 'no toml'", "the catalogue of"),
        ("CATALOG = '[[call]]\\nname = 3'", "name is missing"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_named(
    tmp_path: Path, write_tree: WriteTree, text: str | None, message: str
) -> None:
    file = tmp_path / "ours.py"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    found = _run("scan", str(write_tree(TREE)), "--plugin", str(file))
    assert found.returncode == 2
    assert message in found.stderr
    assert "ours" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_repository_cannot_bring_a_plugin_along(write_tree: WriteTree) -> None:
    trap = "raise SystemExit('taken from the repository')\n"
    tree = {
        **TREE,
        "acme_mlaudit/__init__.py": trap,
        "mlaudit.py": trap,
        "sitecustomize.py": trap,
        "pyproject.toml": '[project.entry-points."mlaudit.rules"]\nacme = "acme_mlaudit"\n',
        "acme_mlaudit-1.0.dist-info/METADATA": "Name: acme-mlaudit\nVersion: 1.0\n",
        "acme_mlaudit-1.0.dist-info/entry_points.txt": "[mlaudit.rules]\nacme = acme_mlaudit\n",
    }
    root = write_tree(tree)
    script = Path(sys.executable).parent / "mlaudit"
    found = subprocess.run(
        [script, "scan", "."],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "MLAUDIT_NO_CACHE": "1"},
    )
    assert "taken from the repository" not in found.stdout + found.stderr
    assert found.returncode in (0, 1)


def test_a_file_is_loaded_once(tmp_path: Path) -> None:
    file = tmp_path / "once.py"
    file.write_text("raise ValueError('first')\n", encoding="utf-8")
    with pytest.raises(PluginError, match="ValueError: first"):
        load_file(file)
    assert not any(name.startswith("mlaudit_plugin_once") for name in sys.modules)

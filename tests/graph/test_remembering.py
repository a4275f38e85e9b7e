"""What an earlier scan found of code counts where nothing that the code asks for has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from mlaudit.cache import Store
from mlaudit.graph import following
from mlaudit.graph.parts.index import PartIndex
from mlaudit.graph.python.interpreter import run_code
from mlaudit.model.configuration import DEFAULTS, CallSettings
from mlaudit.model.graph import Workflow
from mlaudit.scan import read_workflow
from tests.graph.linking import CHAIN

WriteTree = Callable[[Mapping[str, str]], Path]

READER = "import pandas as pd\nimport names\npd.read_csv(names.PATH).to_csv('out/copy.csv')\n"
TREE = {
    **CHAIN,
    "names.py": "PATH = 'data/named.csv'\n",
    "copy.py": READER,
    "settings.yaml": "source: data/set.csv\n",
    "configured.py": (
        "import pandas as pd\nimport yaml\n"
        "settings = yaml.safe_load(open('settings.yaml'))\n"
        "pd.read_csv(settings['source']).to_csv('out/set.csv')\n"
    ),
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "caches" / "tree")


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are followed from here on."""
    paths: list[str] = []

    def note(world: object, start: object, watcher: object = None) -> object:
        paths.append(start.path)  # type: ignore[attr-defined]
        return run_code(world, start, watcher)  # type: ignore[arg-type]

    monkeypatch.setattr(following, "run_code", note)
    monkeypatch.setenv("MLAUDIT_JOBS", "1")
    return paths


def _reads(found: Workflow) -> set[str]:
    return {
        access.artifact for step in found.steps for access in step.accesses if access.mode == "read"
    }


@pytest.mark.parametrize(
    ("file", "text", "again"),
    [
        ("notes.md", "Nothing of interest.\n", set()),
        ("clean.py", CHAIN["clean.py"] + "# more\n", {"clean.py"}),
        ("names.py", "PATH = 'data/other.csv'\n", {"copy.py", "names.py"}),
        ("names/__init__.py", "PATH = 'data/other.csv'\n", {"copy.py"}),
        ("settings.yaml", "source: data/other.csv\n", {"configured.py"}),
    ],
)
def test_only_what_depends_on_a_change_is_followed_again(
    write_repository: WriteTree,
    store: Store,
    followed: list[str],
    file: str,
    text: str,
    again: set[str],
) -> None:
    root = write_repository(TREE)
    read_workflow(root, store=store)
    assert set(followed) >= {"clean.py", "train.py", "copy.py", "configured.py"}
    followed.clear()
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text(text)
    found = read_workflow(root, store=store)
    assert set(followed) - {"names.py"} == again - {"names.py"}
    assert found == read_workflow(root)
    assert ("data/other.csv" in _reads(found)) == ("other" in text)


def test_a_module_that_takes_the_place_of_another_is_seen(
    write_repository: WriteTree, store: Store
) -> None:
    root = write_repository({"jobs/copy.py": READER, "names.py": TREE["names.py"]})
    assert "data/named.csv" in _reads(read_workflow(root, store=store))
    (root / "jobs" / "names.py").write_text("PATH = 'data/nearer.csv'\n")
    found = read_workflow(root, store=store)
    assert "data/nearer.csv" in _reads(found)
    assert found == read_workflow(root)


def test_other_calls_of_the_project_let_nothing_count(
    write_repository: WriteTree, store: Store, followed: list[str]
) -> None:
    root = write_repository({"load.py": "import ours\nours.fetch('data/a.bin')\n"})
    read_workflow(root, store=store)
    followed.clear()
    fetch = CallSettings(
        "ours.fetch", (("name", "ours.fetch"), ("effect", "read"), ("path", {"position": 0}))
    )
    read_workflow(root, store=store, configuration=replace(DEFAULTS, calls=(fetch,)))
    assert followed == ["load.py"]


def test_damaged_memory_is_as_if_there_were_none(
    write_repository: WriteTree, store: Store, followed: list[str]
) -> None:
    root = write_repository(TREE)
    expected = read_workflow(root, store=store)
    kept = store.find_followed(DEFAULTS.calls)
    store.keep_followed({key: (trace, came[:9]) for key, (trace, came) in kept.items()}, ())
    followed.clear()
    (root / "notes.md").write_text("Nothing of interest.\n")
    assert read_workflow(root, store=store).steps == expected.steps
    assert set(followed) >= {"clean.py", "train.py", "copy.py", "configured.py"}


def test_the_key_of_a_way_is_the_same_in_every_process() -> None:
    """Sets have another order in each, so that none may be a part of it."""
    index = PartIndex({})
    before = repr(index)
    index.blocks = {"flow.py:first", "flow.py:second"}
    assert repr(index) == before


def test_what_is_the_same_is_not_written_again(
    write_repository: WriteTree, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_repository(TREE)
    read_workflow(root, store=store)
    written: list[object] = []
    monkeypatch.setattr(Store, "keep_followed", lambda *values: written.append(values))
    (root / "notes.md").write_text("Nothing of interest.\n")
    read_workflow(root, store=store)
    assert written == []
    (root / "clean.py").write_text("# more\n" + CHAIN["clean.py"])
    read_workflow(root, store=store)
    assert len(written) == 1

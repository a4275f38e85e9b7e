"""Names of which a person chose a version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from mlaudit.graph.analysis.versioned_names import VersionedName, versioned_names
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]


def names(root: Path) -> tuple[VersionedName, ...]:
    return versioned_names(read_workflow(root))


def writing(path: str) -> str:
    return f'import joblib\n\njoblib.dump(1, "{path}")\n'


def reading(path: str) -> str:
    return f'import joblib\n\njoblib.load("{path}")\n'


def test_a_name_nothing_writes_is_a_copy_of_what_is_made(write_repository: WriteTree) -> None:
    tree = {"train.py": writing("m/model.pkl"), "use.py": reading("m/model_final.pkl")}
    (name,) = names(write_repository({**tree, "m/.gitkeep": ""}))
    assert name.is_renamed
    assert (name.stem, name.subjects) == ("m/model.pkl", ("m/model_final.pkl",))
    assert (name.made, name.others) == (("m/model.pkl", "m/model.pkl"), ("m/model.pkl",))
    assert name.about == ("m/model_final.pkl", "use.py")


def test_what_is_made_under_a_marked_name_is_no_copy(write_repository: WriteTree) -> None:
    tree = {"train.py": writing("m/model_v2.pkl"), "use.py": reading("m/model_v2.pkl")}
    (name,) = names(write_repository({**tree, "m/model_v1.pkl": "x"}))
    assert not name.is_renamed
    assert name.family == ("m/model_v1.pkl", "m/model_v2.pkl")
    assert [use.step.id for use in name.uses["m/model_v2.pkl"]] == ["train.py", "use.py"]
    assert "m/model_v1.pkl" not in name.uses


def test_code_is_shown_before_documents(write_repository: WriteTree) -> None:
    tree = {
        "README.md": "```bash\ncp m/model_v2.pkl backup.pkl\n```\n",
        "use.py": reading("m/model_v2.pkl"),
        "m/model_v2.pkl": "x",
    }
    (name,) = names(write_repository(tree))
    assert name.first.step.id == "use.py"


def test_nobody_chose_what_is_neither_there_nor_made(write_repository: WriteTree) -> None:
    assert names(write_repository({"use.py": reading("m/model_v2.pkl")})) == ()


def test_a_date_alone_is_no_version(write_repository: WriteTree) -> None:
    tree = {"use.py": reading("m/model_20240501.pkl"), "m/model_20240501.pkl": "x"}
    assert names(write_repository(tree)) == ()

"""Deliverables are what steps make: not what they fetch, unpack, move away or delete."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.graph.test_ordering import link_files

TRAIN = "import joblib\njoblib.dump(model, '{path}')\n"


def _deliverables(root: Path, files: dict[str, str]) -> list[str]:
    return [d.artifact for d in link_files(root, files).deliverables]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["wget https://a.org/x.zip", "unzip x.zip -d data", "rm x.zip"], []),
        (["wget https://a.org/x.tgz", "tar xzf x.tgz -C data"], []),
        (["wget https://a.org/x.csv -O data/x.csv"], []),
        (["hf download owner/name --local-dir outputs"], []),
        (["python make.py", "mv out.csv result/final.csv"], ["result/final.csv"]),
        (["cat a.csv > out.csv", "rm out.csv"], []),
        (["rm -f out.csv", "python make.py"], ["out.csv"]),
        (["python make.py"], ["out.csv"]),
    ],
)
def test_shell(tmp_path: Path, lines: list[str], expected: list[str]) -> None:
    recipe = "".join(f"\t{line}\n" for line in lines)
    make = "import pandas as pd\npd.DataFrame().to_csv('out.csv')\n"
    files = {"Makefile": f"all:\n{recipe}"}
    if "python make.py" in lines:
        files["make.py"] = make
    assert _deliverables(tmp_path, files) == expected


@pytest.mark.parametrize(
    "lines", [["os.replace('out.tmp', 'out.csv')"], ["Path('out.tmp').rename('out.csv')"]]
)
def test_a_file_that_its_program_moves_is_gone(tmp_path: Path, lines: list[str]) -> None:
    head = ["import os", "from pathlib import Path", "import pandas as pd"]
    source = [*head, "pd.DataFrame().to_csv('out.tmp')", *lines]
    workflow = link_files(tmp_path, {"make.py": "\n".join(source)})
    (effect,) = [e for e in workflow.steps[0].effects if e.kind == "move"]
    assert (effect.detail, effect.artifact) == ("out.tmp", "out.csv")
    assert [d.artifact for d in workflow.deliverables] == ["out.csv"]


def test_two_ways_to_the_same_model_are_both_deliverables(tmp_path: Path) -> None:
    source = """
        import joblib
        scaler = joblib.load('scaler.joblib')
        joblib.dump(scaler, 'scaler.joblib')
        joblib.dump(model, 'model.joblib')
    """
    found = _deliverables(tmp_path, {"one.py": source, "two.py": source})
    assert found == ["model.joblib"]


def test_a_model_that_becomes_another_model_is_none(tmp_path: Path) -> None:
    files = {
        "base.py": TRAIN.format(path="base.joblib"),
        "tune.py": "import joblib\nm = joblib.load('base.joblib')\n"
        + TRAIN.format(path="tuned.joblib"),
    }
    assert _deliverables(tmp_path, files) == ["tuned.joblib"]

"""What is obtained in one go: of which file it is told, and by whom each is brought."""

from __future__ import annotations

import pytest

from mlaudit.model.assessment import Action
from mlaudit.model.vocabulary import Automation
from mlaudit.scan import scan_project
from tests.conftest import WriteTree

TRAIN = (
    "import pandas as pd\n"
    "frame = pd.read_csv('data/raw/listings.csv').merge(pd.read_csv('data/raw/zones.csv'))\n"
    "frame.to_parquet('report.parquet')\n"
)
SOURCES = {"train.py": TRAIN, ".gitignore": "data/\n*.parquet\n"}
FIRST = '[[manual-step]]\nid = "a"\nwhat = "Export them"\nwho = "Ana"\nproduces = ["PATH"]\n'


def obtain(write: WriteTree, **files: str) -> Action:
    result = scan_project(write({**SOURCES, **files}))
    (deliverable,) = result.assessment.deliverables
    (action,) = (a for a in deliverable.runbook if a.kind == "acquire")
    return action


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Ask Ana for `listings.csv` and put it into `data/raw/`.", ["data/raw/listings.csv"]),
        (
            "Download `all.zip` and unpack it into `data/raw/`.",
            ["data/raw/listings.csv", "data/raw/zones.csv"],
        ),
        (
            "Put `listings.csv` and `zones.csv` into `data/raw/`.",
            ["data/raw/listings.csv", "data/raw/zones.csv"],
        ),
        ("Put the exports into `data/raw/`.", ["data/raw/listings.csv", "data/raw/zones.csv"]),
    ],
)
def test_a_sentence_about_one_file_tells_of_no_other(
    write_repository: WriteTree, sentence: str, told: list[str]
) -> None:
    action = obtain(write_repository, **{"README.md": f"# Prices\n\n## Data\n\n{sentence}\n"})
    documented = [part.what for part in action.parts if part.automation is Automation.DOCUMENTED]
    assert documented == told
    assert (action.automation is Automation.DOCUMENTED) == (len(told) == 2)
    if len(told) == 1:
        assert action.reason.startswith("data/raw/zones.csv: nothing makes or fetches it")


def test_each_file_has_its_owner(write_repository: WriteTree) -> None:
    second = FIRST.replace('"a"', '"b"').replace("Ana", "Paolo").replace("them", "zones")
    entries = FIRST.replace("PATH", "data/raw/listings.csv")
    entries += second.replace("PATH", "data/raw/zones.csv")
    action = obtain(write_repository, **{"mlaudit.toml": entries})
    assert [part.who for part in action.parts] == ["Ana", "Paolo"]
    assert action.who == "Ana, Paolo"
    assert action.reason == "Export them; Export zones"

"""The entry that answers a finding knows what the scan knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mlaudit.gate.documenting.comment import insert_comment
from mlaudit.gate.documenting.entry import Entry, make_entry
from mlaudit.gate.documenting.table import append_entry, find_target
from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult
from mlaudit.parsers.manual.comments import can_hold
from mlaudit.scan import scan_project
from tests.conftest import WriteTree
from tests.fixtures.stories import clone

TRAIN = (
    "import pickle\nimport pandas as pd\n"
    "frame = pd.read_csv('data/a.csv')\n"
    "other = pd.read_csv('data/b.csv')\n"
    "run = input('Which\\n run? ')\n"
    "pickle.dump(frame, open('model.pkl', 'wb'))\n"
)


def find(result: ScanResult, code: str, subject: str) -> Finding:
    (found,) = (f for f in result.findings if (f.code, f.subject) == (code, subject))
    return found


def test_what_no_step_makes_is_brought(write_tree: WriteTree) -> None:
    result = scan_project(write_tree({"train.py": TRAIN, ".gitignore": "data/\n*.pkl\n"}))
    entry = make_entry(result, find(result, "INP001", "data/a.csv"), who="us")
    assert (entry.produces, entry.paths, entry.who) == (("data/a.csv",), (), "us")
    assert entry.what == "Obtain data/a.csv"
    made = make_entry(result, find(result, "ART001", "model.pkl"))
    assert made.produces == ()


def test_ids_are_told_apart_and_words_stand_on_one_line(write_tree: WriteTree) -> None:
    taken = '[[manual-step]]\nid = "interactive-prompt-input"\nwhat = "x"\n'
    result = scan_project(write_tree({"[x].py": TRAIN, "mlaudit.toml": taken}))
    entry = make_entry(result, find(result, "HUM001", "input"))
    assert entry.id == "interactive-prompt-input-2"
    assert entry.paths == ("/\\[x].py",)
    assert "\n" not in entry.what


def test_of_two_steps_the_entry_tells_the_one_that_the_finding_is_about(
    write_tree: WriteTree,
) -> None:
    first = "import pandas as pd\npd.read_csv('a.csv').to_csv('b.csv')\n"
    second = "import pandas as pd\npd.read_csv('b.csv').to_csv('c.csv')\n"
    readme = "# Use\n\n```sh\npython first.py\npython second.py\n```\n"
    files = {"first.py": first, "second.py": second, "README.md": readme, "a.csv": "x\n"}
    result = scan_project(write_tree(files))
    entry = make_entry(result, find(result, "ORD002", "second.py"))
    assert entry.what == "Run python second.py"


def documented_after(root: Path, findings: list[Finding]) -> None:
    after = scan_project(root)
    status = {finding.fingerprint: finding.status for finding in after.findings}
    assert {status[finding.fingerprint] for finding in findings} == {"documented"}
    assert "MET007" not in {finding.code for finding in after.findings}
    assert after.workflow.problems == ()


@pytest.mark.parametrize("story", ["air", "churn"])
def test_every_finding_of_a_story_can_be_documented(story: str, tmp_path: Path) -> None:
    clone(story, tmp_path / story)
    before = scan_project(tmp_path / story)
    wanted = [finding for finding in before.findings if finding.family != "mlaudit"]
    for finding in wanted:
        append_entry(find_target(tmp_path / story), _number(before, finding))
    documented_after(tmp_path / story, wanted)


@pytest.mark.parametrize("story", ["air", "churn"])
def test_and_so_can_those_in_code_next_to_it(story: str, tmp_path: Path) -> None:
    clone(story, tmp_path / story)
    before = scan_project(tmp_path / story)
    wanted = [
        finding
        for finding in before.findings
        if finding.family != "mlaudit"
        and can_hold(finding.place.path)
        and not finding.place.path.endswith(".ipynb")
    ]
    for finding in sorted(wanted, key=lambda f: f.place.sort_key, reverse=True):
        insert_comment(tmp_path / story, finding.place, _number(before, finding))
    documented_after(tmp_path / story, wanted)


def _number(result: ScanResult, finding: Finding) -> Entry:
    entry = make_entry(result, finding, who="us")
    return replace(entry, id=f"{entry.id}-{finding.fingerprint[:6]}")

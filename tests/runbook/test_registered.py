"""Registered manual steps in runbooks, and the findings that they answer."""

from __future__ import annotations

import pytest

from mlaudit.model.assessment import Action
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Automation
from mlaudit.scan import scan_project
from tests.conftest import Tree, WriteTree

TRAIN = (
    "import pickle\nimport pandas as pd\n"
    "frame = pd.read_csv('data/raw/customers.csv')\n"
    "run = input('Which run? ')\n"
    "pickle.dump(frame, open('models/churn.pkl', 'wb'))\n"
)
TREE = {"src/train.py": TRAIN, ".gitignore": "data/\nmodels/\n", "requirements.txt": "pandas==2\n"}
EXPORT = """\
[[manual-step]]
id = "export"
what = "Export the table from the CRM"
produces = ["data/raw"]
who = "data team"
how = "docs/export.md"
"""


def scan(write: WriteTree, entry: str, more: Tree | None = None) -> ScanResult:
    return scan_project(write({**TREE, "mlaudit.toml": entry, **(more or {})}))


def actions(result: ScanResult) -> dict[str, Action]:
    (deliverable,) = (d for d in result.assessment.deliverables if d.artifact == "models/churn.pkl")
    return {action.what: action for action in deliverable.runbook}


def statuses(result: ScanResult) -> dict[str, str]:
    return {finding.code: finding.status for finding in result.findings}


def test_what_is_brought_has_owner_and_way(write_repository: WriteTree) -> None:
    result = scan(write_repository, EXPORT)
    action = actions(result)["data/raw/customers.csv"]
    assert (action.kind, action.automation) == ("acquire", Automation.DOCUMENTED)
    assert (action.who, action.how) == ("data team", "docs/export.md")
    assert (str(action.place), action.reason) == ("mlaudit.toml:1", "Export the table from the CRM")
    assert statuses(result)["INP001"] == "documented"
    assert statuses(result)["HUM001"] == "new"
    assert result.documented == 1


def test_what_is_brought_is_no_more_work_than_before(write_repository: WriteTree) -> None:
    (before,) = scan(write_repository, "").assessment.deliverables
    (after,) = scan(write_repository, EXPORT).assessment.deliverables
    assert after.manual_actions == before.manual_actions
    assert after.undocumented == before.undocumented - 1
    assert after.proven > before.proven


def test_an_answered_finding_documents_its_action(write_repository: WriteTree) -> None:
    entry = (
        '[[manual-step]]\nid = "pick"\nwhat = "Pick the best run"\nwho = "ml team"\n'
        'rule = "interactive-prompt"\nsubject = "input"\npaths = ["src/"]\n'
    )
    result = scan(write_repository, entry)
    action = actions(result)['the answer to "Which run?"']
    assert (action.automation, action.who) == (Automation.DOCUMENTED, "ml team")
    assert (str(action.place), action.reason) == ("mlaudit.toml:1", "Pick the best run")
    assert statuses(result)["HUM001"] == "documented"
    assert statuses(result)["INP001"] == "new"


@pytest.mark.parametrize(
    ("keys", "answered"),
    [
        ('rule = "interactive-prompt"\nsubject = "input"', True),
        ('rule = "HUM001"\nsubject = "input"', True),
        ('rule = "human"\nsubject = "input"', True),
        ('subject = "input"', True),
        ('rule = "interactive-prompt"\npaths = ["*.py"]', True),
        ('rule = "interactive-prompt"\nsubject = "other"', False),
        ('rule = "untracked-input"\nsubject = "input"', False),
        ('subject = "input"\npaths = ["lib/"]', False),
        ('rule = "interactive-prompt"', False),
        ('paths = ["src/"]', False),
    ],
)
def test_all_that_an_entry_gives_must_agree(
    write_repository: WriteTree, keys: str, answered: bool
) -> None:
    result = scan(write_repository, f'[[manual-step]]\nid = "a"\nwhat = "b"\nwho = "c"\n{keys}\n')
    assert (statuses(result)["HUM001"] == "documented") is answered
    assert ("MET007" in statuses(result)) is not answered


def test_a_comment_answers_in_its_own_file_alone(write_repository: WriteTree) -> None:
    comment = '# mlaudit: manual-step id=pick rule=interactive-prompt what="Pick it" who=us\n'
    lines = TRAIN.replace("run =", comment + "run =")
    other = TRAIN.replace("churn", "other")
    more = {"src/train.py": lines, "src/other.py": other}
    result = scan(write_repository, "", more)
    found = {f.place.path: f.status for f in result.findings if f.code == "HUM001"}
    assert found == {"src/train.py": "documented", "src/other.py": "new"}


def test_work_between_steps_has_its_place_in_the_order(write_repository: WriteTree) -> None:
    prepare = "import pandas as pd\npd.read_csv('seed.csv').to_csv('data/clean.csv')\n"
    entry = EXPORT + 'needs = ["data/clean.csv"]\n'
    more = {"prepare.py": prepare, "seed.csv": "a\n"}
    result = scan(write_repository, entry, more)
    told = list(actions(result))
    places = [
        told.index(what)
        for what in ("python prepare.py", "Export the table from the CRM", "python src/train.py")
    ]
    assert places == sorted(places)
    assert "data/raw/customers.csv" not in told
    work = actions(result)["Export the table from the CRM"]
    assert (work.kind, work.who, work.reason) == ("run", "data team", "")
    assert work.manual


def test_work_after_everything_comes_last(write_repository: WriteTree) -> None:
    entry = (
        '[[manual-step]]\nid = "send"\nwhat = "Send the model to the bank"\nwho = "sales"\n'
        'needs = ["models/churn.pkl"]\n'
    )
    assert list(actions(scan(write_repository, entry)))[-1] == "Send the model to the bank"


def test_what_git_keeps_needs_nobody(write_repository: WriteTree) -> None:
    entry = EXPORT + 'needs = ["somewhere.xlsx"]\n'
    tree = {".gitignore": "models/\n", "data/raw/customers.csv": "a\n1\n"}
    assert "Export the table from the CRM" not in actions(scan(write_repository, entry, tree))

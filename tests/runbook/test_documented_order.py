"""How what documents say shapes a runbook."""

from __future__ import annotations

import pytest

from mlaudit.model.assessment import Action
from mlaudit.runbook import build_runbook
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

SPLIT = "import pandas as pd\npd.read_csv('raw.csv').to_csv('train.csv')\n"
TRAIN = (
    "import joblib\nimport pandas as pd\njoblib.dump(pd.read_csv('train.csv'), 'out/model.pkl')\n"
)
MEASURE = "import joblib\nimport json\nmodel = joblib.load('out/model.pkl')\n" + (
    "json.dump({}, open('out/metrics.json', 'w'))\n"
)
JOIN = "import pandas as pd\n" + (
    "pd.read_csv('b.csv').merge(pd.read_csv('a.csv')).to_csv('joined.csv')\n"
)


def runbook(write_repository: WriteTree, files: dict[str, str], of: str) -> tuple[Action, ...]:
    workflow = read_workflow(write_repository(files))
    (wanted,) = [d for d in workflow.deliverables if d.artifact == of]
    return build_runbook(workflow, wanted)


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_what_the_data_leaves_open_comes_as_the_documents_tell(
    write_repository: WriteTree, names: str
) -> None:
    files = {f"{n}.py": SPLIT.replace("train", n).replace("raw", f"raw_{n}") for n in "ab"}
    told = "".join(f"python {name}.py\n" for name in names)
    readme = f"# Study\n\n```bash\n{told}python join.py\n```\n"
    actions = runbook(
        write_repository, {**files, "join.py": JOIN, "README.md": readme}, "joined.csv"
    )
    runs = [action.what for action in actions if action.kind == "run"]
    assert runs == [*(f"python {name}.py" for name in names), "python join.py"]


def test_a_pipeline_command_stands_where_a_document_tells_it(write_repository: WriteTree) -> None:
    stage = (
        "stages:\n  split:\n    cmd: python split.py\n    deps: [raw.csv]\n    outs: [train.csv]\n"
    )
    readme = "# Study\n\n```bash\ndvc repro split\npython train.py\n```\n"
    other = "  other:\n    cmd: python other.py\n    outs: [other.csv]\n"
    files = {"dvc.yaml": stage + other, "split.py": SPLIT, "train.py": TRAIN, "README.md": readme}
    actions = runbook(write_repository, files, "out/model.pkl")
    runs = [(action.what, str(action.place)) for action in actions if action.kind == "run"]
    assert runs == [("dvc repro split", "README.md:4"), ("python train.py", "README.md:5")]


def test_a_judgement_of_metrics_belongs_to_the_model_that_they_measure(
    write_repository: WriteTree,
) -> None:
    readme = "# Study\n\nCompare the AUC in `out/metrics.json` with the last one in git.\n"
    files = {"train.py": TRAIN, "measure.py": MEASURE, "README.md": readme}
    actions = runbook(write_repository, files, "out/model.pkl")
    assert [str(a.place) for a in actions if a.kind == "approve"] == ["README.md:3"]
